"""Which columns are encrypted, and at which levels: rooms above register theirs when the application starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_columns: dict[tuple[str, str], EncryptedColumn] = {}


@dataclass(frozen=True, slots=True)
class EncryptedColumn:
    """A text column whose values are encrypted where the row has one of ``levels``.

    ``blind_column``, when there is one, holds the blind digest of ``word(value)``, by which the row is found.
    """

    table: str
    column: str
    levels: frozenset[int]
    blind_column: str = ""
    word: Callable[[str], str] = str

    def covers(self, level: int) -> bool:
        """Tell whether a row of this level is encrypted."""
        return level in self.levels


def register_encrypted(found: EncryptedColumn) -> EncryptedColumn:
    """Say that a column is encrypted. Saying it again changes nothing."""
    return _columns.setdefault((found.table, found.column), found)


def encrypted_columns(table: str = "") -> tuple[EncryptedColumn, ...]:
    """Every encrypted column, or those of one table."""
    return tuple(one for (place, _column), one in sorted(_columns.items()) if table in ("", place))
