"""Which columns of the record point at a person: each room registers its own at start-up, the people room its own too.

Where two entries turn out to be one person, these are what moves. A column that is not registered stops every merge,
and a test of the house names it before that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ADD, EARLIER, STILL_OPEN = "or", "least", "open"
"""How the row that stays grows by the one that is put aside: a mark that either has, the earlier day, the open end."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One column that points at a person: the model's label, the foreign key, and what its rows are called.

    ``shown`` are the fields by which a row is told (paths as of a query). ``twin`` are the columns that make two rows
    say the same: then the row of the entry that goes is put aside, and ``grow`` says by what the other one grows.
    ``during``: twins only where their times (``from_on``, ``until_on``) touch. ``apart`` is the other person's column
    of a row between two people: a row between the two themselves is put aside. ``stays``: never moved.
    """

    model: str
    column: str
    words: StrOrPromise
    shown: tuple[str, ...] = ()
    twin: tuple[str, ...] = ()
    grow: tuple[tuple[str, str], ...] = ()
    during: bool = False
    apart: str = ""
    stays: bool = False

    @property
    def table(self) -> str:
        """The table's name in the database."""
        return self.model.replace(".", "_").lower()

    @property
    def db_column(self) -> str:
        """The column's name in the database."""
        return f"{self.column}_id"

    def plan(self) -> dict[str, Any]:
        """The pointer as the database's own function reads it."""
        return {
            "table": self.table,
            "column": self.db_column,
            "twin": list(self.twin),
            "grow": [list(each) for each in self.grow],
            "during": self.during,
            "apart": self.apart,
            "stays": self.stays,
        }


_known: dict[tuple[str, str], Pointer] = {}


def register_pointers(pointers: Iterable[Pointer]) -> None:
    """Say at start-up which columns of a room point at a person, in the order in which they are to be moved."""
    for pointer in pointers:
        _known[pointer.table, pointer.db_column] = pointer


def pointers() -> tuple[Pointer, ...]:
    """Every registered pointer, the lower rooms' first."""
    return tuple(_known.values())


def moving() -> tuple[Pointer, ...]:
    """The pointers whose rows move when two entries become one."""
    return tuple(pointer for pointer in _known.values() if not pointer.stays)
