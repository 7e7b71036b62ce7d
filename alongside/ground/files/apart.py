"""Making a file anew in a process apart, which has no key and no database: a decoder that is broken into finds nothing.

It has bounds of memory and time, and when it dies, only the file is refused.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from alongside.ground.files.kinds import FileKind
from alongside.ground.files.unfit import Unfit

PATIENCE = 90.0
COMMAND = (sys.executable, "-I", "-m", "alongside.ground.files.cleaning")
READ = (sys.executable, "-I", "-m", "alongside.ground.files.reading")
"""Each with no argument from outside."""
READ_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file made anew, with what it is now and a small picture of it, empty where there is none."""

    kind: FileKind
    content: bytes
    thumbnail: bytes


def cleaned(kind: FileKind, content: bytes, *, patience: float = PATIENCE) -> Cleaned:
    """``content`` made anew. ``patience`` is in seconds. Raises ``Unfit``; ``broken`` too when it takes too long."""
    try:
        answer = _answered(COMMAND, kind.encode() + b"\n" + content, patience)
    except subprocess.TimeoutExpired:
        raise Unfit("broken") from None
    head, _newline, rest = answer.partition(b"\n")
    word, _space, told = head.decode("ascii", "replace").partition(" ")
    if word == "ok" and told.isdigit():
        small = int(told)
        return Cleaned(FileKind.PNG if kind == FileKind.LINES else kind, rest[small:], rest[:small])
    raise Unfit(told if word == "unfit" and told else "broken")


def words_of_pdf(content: bytes, *, patience: float = READ_PATIENCE) -> str:
    """What a PDF says in letters, as far as it was read in ``patience`` seconds; empty when it cannot be read."""
    try:
        return _answered(READ, content, patience).decode("utf-8", "replace")
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8", "replace")


def _answered(command: tuple[str, ...], content: bytes, patience: float) -> bytes:
    """What a process of our own answers, which knows nothing of us but the bytes."""
    done = subprocess.run(  # noqa: S603  # our own module, with no argument from outside
        command,
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "", "LC_ALL": "C.UTF-8"},
        timeout=patience,
        check=False,
    )
    return done.stdout
