"""Opening what is encrypted, for whoever may read the row that holds it."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from alongside.agency.access.models import CircleRow
from alongside.agency.keys.models import CircleKey
from alongside.agency.keys.rules import encrypted_columns
from alongside.ground.foundation.encryption import (
    Key,
    Place,
    Unopened,
    blind,
    decrypt,
    decrypt_bytes,
    is_encrypted,
    key_number,
    key_number_of_bytes,
    unwrap,
)
from alongside.ground.foundation.masters import Masters, masters_of


def masters() -> Masters:
    """The master keys of this installation; raises ``NoMaster`` when their file is not there."""
    return masters_of(Path(settings.MASTER_KEYS))


def opened(texts: Sequence[tuple[str, Place]]) -> list[str]:
    """Each text as it was before it was encrypted; a text that is not encrypted stays as it is.

    One query when anything is encrypted, none otherwise. Raises ``Unopened`` rather than showing a value as empty: an
    empty field would invite somebody to ask for the address again.
    """
    keys = keys_numbered(key_number(text) for text, _place in texts if is_encrypted(text))
    return [
        decrypt(text, key=keys[key_number(text)], place=place) if is_encrypted(text) else text for text, place in texts
    ]


def opened_text(text: str, place: Place) -> str:
    """One text as it was before it was encrypted."""
    return opened([(text, place)])[0]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a row keeps in the columns that may be encrypted, and what its encryption is bound to."""

    table: str
    level: int
    public_id: str
    values: Mapping[str, Any]


def kept_of(row: CircleRow) -> Kept:
    """The columns of a row that may be encrypted."""
    table = row._meta.db_table
    values = {one.column: getattr(row, one.column) for one in encrypted_columns(table)}
    return Kept(table, row.level, str(row.public_id), values)


def in_clear(rows: Iterable[Kept]) -> list[dict[str, Any]]:
    """The values of each row as they were before they were encrypted.

    One query when anything is encrypted, none otherwise. What is not encrypted at the row's level stays as it is, even
    when somebody typed the mark. Raises ``Unopened`` rather than showing a value as empty.
    """
    held = list(rows)
    closed = [
        (number, column, row.values[column.column])
        for number, row in enumerate(held)
        for column in encrypted_columns(row.table)
        if column.covers(row.level) and _is_closed(row.values.get(column.column))
    ]
    places = [Place(held[number].table, column.column, held[number].public_id) for number, column, _text in closed]
    found = [dict(row.values) for row in held]
    texts = opened([(text, place) for (_number, _column, text), place in zip(closed, places, strict=True)])
    for (number, column, _text), text in zip(closed, texts, strict=True):
        found[number][column.column] = column.from_text(text)
    return found


def _is_closed(value: Any) -> bool:
    return isinstance(value, str) and is_encrypted(value)


def opened_bytes(content: bytes, place: Place) -> bytes:
    """Bytes as they were before they were encrypted. Raises ``Unopened`` for bytes that are not encrypted as well."""
    number = key_number_of_bytes(content)
    return decrypt_bytes(content, key=keys_numbered([number])[number], place=place)


def keys_numbered(numbers: Iterable[int]) -> dict[int, Key]:
    """The keys of circles by number. Raises ``Unopened`` for one that is hidden from the reader or was destroyed."""
    wanted = set(numbers)
    rows = CircleKey.objects.filter(id__in=wanted).values_list("id", "circle_id", "wrapped", "master") if wanted else ()
    found = {number: unwrapped(number, circle, wrapped, master) for number, circle, wrapped, master in rows}
    if missing := wanted - found.keys():
        raise Unopened(f"The key {min(missing)} is not among those that this reader may use.")
    return found


def unwrapped(number: int, circle: int, wrapped: Collection[int] | None, master: str) -> Key:
    """One key of a circle, ready to use. Raises ``Unopened`` when it was destroyed or its master key is not here."""
    if wrapped is None:
        raise Unopened("The key of this value was destroyed when the record was erased.")
    held = masters().by_name.get(master)
    if held is None:
        raise Unopened(f"The master key {master} is not in the file of master keys. Put it back from where it is kept.")
    return Key(number, unwrap(bytes(wrapped), master=held, about=str(circle)))


def house_key(purpose: str) -> Key:
    """A key for what belongs to no circle, such as drafts, made from the file of master keys and as lasting.

    It is not renewed with the master key. Raises ``NoMaster`` when the file is not there.
    """
    return Key(1, hmac.digest(masters().blind, b"house|" + purpose.encode(), "sha256"))


def blind_word(word: str) -> str:
    """A word as it stands in the column of an encrypted row, to be found by ``=``; empty stays empty."""
    return blind(word, secret=masters().blind)
