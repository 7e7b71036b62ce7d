"""What stands in a way to reach somebody, whether it is kept in clear or encrypted because it must stay hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alongside.agency.keys.queries import blind_word, opened
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.ground.foundation.text import fold, phone_key
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import ContactPoint

TABLE, VALUE = "people_contactpoint", "value"


def place_of(row: ContactPoint) -> Place:
    """Where the value of a contact point stands, to which its encryption is bound."""
    return Place(TABLE, VALUE, str(row.public_id))


def values_of(rows: Iterable[ContactPoint]) -> dict[int, str]:
    """What stands in each contact point, by its number; one query when one of them is encrypted, none otherwise."""
    held = list(rows)
    hidden = [row for row in held if row.level == SAFE_LOCATION]
    clear = opened([(row.value, place_of(row)) for row in hidden])
    return {row.id: row.value for row in held} | {row.id: text for row, text in zip(hidden, clear, strict=True)}


def keys_of(rows: Iterable[ContactPoint]) -> list[tuple[int, str, str]]:
    """(person, kind, what is compared) of each contact point: a phone's key, or the folded text of anything else."""
    held = list(rows)
    values = values_of(held)
    return [(row.person_id, row.kind, key_of(row.kind, values[row.id])) for row in held]


def key_of(kind: str, value: str) -> str:
    """What is compared of a way to reach somebody."""
    return phone_key(value) if kind == ContactPointKind.PHONE else fold(value)


def sought_phones(keys: Iterable[str]) -> dict[str, str]:
    """Every form in which phone keys may stand in the record, to the key itself: in clear, and blind."""
    return {form: key for key in keys for form in (key, blind_word(key))}


def plain_phones(found: Iterable[str], sought: Mapping[str, str]) -> tuple[str, ...]:
    """The phone keys that were found, whichever form they stood in."""
    return tuple(dict.fromkeys(sought.get(form, form) for form in found))
