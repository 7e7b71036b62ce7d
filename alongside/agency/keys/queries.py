"""Opening what is encrypted, for whoever may read the row that holds it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from django.conf import settings

from alongside.agency.keys.models import CircleKey
from alongside.ground.foundation.encryption import (
    Key,
    Place,
    Unopened,
    blind,
    decrypt,
    is_encrypted,
    key_number,
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


def blind_word(word: str) -> str:
    """A word as it stands in the column of an encrypted row, to be found by ``=``; empty stays empty."""
    return blind(word, secret=masters().blind)
