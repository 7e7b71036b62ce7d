"""Which columns are encrypted, and at which levels: rooms above register theirs when the application starts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_columns: dict[tuple[str, str], EncryptedColumn] = {}
_bytes: set[tuple[str, str]] = set()


@dataclass(frozen=True, slots=True)
class EncryptedColumn:
    """A column whose values are encrypted where the row has one of ``levels``.

    ``blind_column``, when there is one, holds the blind digest of ``word(value)``, by which the row is found. A column
    of JSON (``is_json``) holds the encrypted text as one JSON string.
    """

    table: str
    column: str
    levels: frozenset[int]
    blind_column: str = ""
    word: Callable[[str], str] = str
    is_json: bool = False

    def covers(self, level: int) -> bool:
        """Tell whether a row of this level is encrypted."""
        return level in self.levels

    def as_text(self, value: Any) -> str:
        """A value as the text that is encrypted."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if self.is_json else str(value)

    def from_text(self, text: str) -> Any:
        """The value of a text that was encrypted."""
        return json.loads(text) if self.is_json else text


def register_encrypted(found: EncryptedColumn) -> EncryptedColumn:
    """Say that a column is encrypted. Saying it again changes nothing."""
    return _columns.setdefault((found.table, found.column), found)


def encrypted_columns(table: str = "") -> tuple[EncryptedColumn, ...]:
    """Every encrypted column, or those of one table."""
    return tuple(one for (place, _column), one in sorted(_columns.items()) if table in ("", place))


def register_encrypted_bytes(table: str, column: str) -> None:
    """Say that the bytes of a column are encrypted in every row, whatever its level."""
    _bytes.add((table, column))


def encrypted_bytes(table: str = "") -> tuple[tuple[str, str], ...]:
    """Every (table, column) whose bytes are encrypted, or those of one table."""
    return tuple(place for place in sorted(_bytes) if table in ("", place[0]))
