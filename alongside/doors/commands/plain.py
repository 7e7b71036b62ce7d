"""How the command line talks to people: one plain sentence, never a traceback."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from psycopg import OperationalError

from alongside.ground.foundation.errors import Refused
from alongside.ground.postgres import DatabaseUnavailable

BAD_INPUT = 2
BROKEN = 1
INTERRUPTED = 130
NOBODY_READS = 141
"""As when a command is ended because whoever read what it printed has gone."""


class Stopped(Exception):
    """The command cannot go on. The message says what is wrong and what would be right; ``code`` is the exit code."""

    def __init__(self, message: str, code: int = BAD_INPUT) -> None:
        super().__init__(message)
        self.code = code


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence and where help is."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and leave with 2."""
        self.exit(
            BAD_INPUT,
            f"{message[:1].upper()}{message[1:]}; {self.prog} --help shows what it takes.\n",
        )


class Plainly:
    """Runs the body of a stage: whatever goes wrong in it is said in one sentence, and ``code`` is the exit code."""

    def __init__(self) -> None:
        self.code = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, SystemExit):
            self.code = error.code if isinstance(error.code, int) else 0
        elif isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.code = NOBODY_READS
        elif error is not None:
            self.code = explain(error)
        return error is not None


def data_dir() -> Path:
    """The data folder of this installation: ``DATA_DIR``, else ``var`` where the command is called."""
    return Path(os.environ.get("DATA_DIR") or "var").resolve()


def explain(error: BaseException) -> int:
    """Say on standard error what ``error`` means for the person, and return the exit code.

    What nobody foresaw is written in full to ``failures.log`` in the data folder, which only its owner reads.
    """
    match error:
        case Stopped():
            sentence, code = str(error), error.code
        case Refused():
            sentence, code = refusal(error), BAD_INPUT
        case DatabaseUnavailable():
            sentence, code = str(error), BROKEN
        case KeyboardInterrupt():
            sentence, code = "Stopped.", INTERRUPTED
        case OperationalError():
            reason = " ".join(str(error).split())
            sentence, code = (
                f"The database does not answer; check that it runs and that its address is right: {reason}",
                BROKEN,
            )
        case _:
            sentence, code = unforeseen(error), BROKEN
    print(sentence, file=sys.stderr, flush=True)
    return code


def refusal(error: Refused) -> str:
    """The reason of a refusal, with the reason of each field at fault, on one line."""
    fields = "".join(f" {name}: {reason}" for name, reason in error.fields.items() if str(reason) != str(error.message))
    return f"{error.message}{fields}"


def unforeseen(error: BaseException) -> str:
    """Write ``error`` down in full and return the sentence that says where."""
    text = "".join(traceback.format_exception(error))
    path = data_dir() / "failures.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as stream:
            stream.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{text}\n")
    except OSError:
        return f"Something inside Alongside went wrong ({type(error).__name__}), and {path} cannot be written."
    return f"Something inside Alongside went wrong ({type(error).__name__}); the details are in {path}."
