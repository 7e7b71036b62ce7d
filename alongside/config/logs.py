"""What is written to the log of a fault: where it happened, never what was in it.

The words of an exception often hold what somebody typed, or the row that the database refused. The log is read by
whoever runs the machine, who may read no record.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Writes a fault as its chain of kinds and places, without the words of any exception and without source lines."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name is the library's
        """The kinds of the exceptions that led to this one, the first one first, each with its places."""
        return "\n".join(line for error in reversed(list(_chain(ei[1]))) for line in _told(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> Iterator[str]:
    state = getattr(error, "sqlstate", None)
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}" + (f" (SQLSTATE {state})" if state else "")
    for place in traceback.extract_tb(error.__traceback__):
        yield f"  {place.filename}:{place.lineno} {place.name}"
