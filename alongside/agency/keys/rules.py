"""Which columns are sealed, and at which levels: rooms above register theirs when the application starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_columns: dict[tuple[str, str], SealedColumn] = {}


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A text column whose values are sealed where the row has one of ``levels``.

    ``blind_column``, when there is one, holds the blind digest of ``word(value)``, by which the row is found.
    """

    table: str
    column: str
    levels: frozenset[int]
    blind_column: str = ""
    word: Callable[[str], str] = str

    def seals(self, level: int) -> bool:
        """Tell whether a row of this level is sealed."""
        return level in self.levels


def register_sealed(found: SealedColumn) -> SealedColumn:
    """Say that a column is sealed. Saying it again changes nothing."""
    return _columns.setdefault((found.table, found.column), found)


def sealed_columns(table: str = "") -> tuple[SealedColumn, ...]:
    """Every sealed column, or those of one table."""
    return tuple(one for (place, _column), one in sorted(_columns.items()) if table in ("", place))
