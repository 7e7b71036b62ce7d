"""What stands in contacts, notes and amendments, whether it is kept in clear or encrypted with the circle's key.

Everything that shows words of a note reads them here; one query more when one of the rows is encrypted, none otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.agency.keys.queries import Kept, in_clear, kept_of
from alongside.practice.contacts.models import Amendment, Contact, Note

Words = Mapping[str, Any]
AMENDMENT = Amendment._meta.db_table


@dataclass(frozen=True, slots=True)
class ContactWords:
    """The words of a contact, of its note, and of the amendments of that, in their order."""

    own: Words
    note: Words
    amendments: tuple[Words, ...]


def words_of_contacts(rows: Sequence[Any]) -> dict[int, ContactWords]:
    """By the number of each contact that ``views.whole`` found."""
    clear = iter(in_clear(one for row in rows for one in _kept(row)))
    return {row.id: _taken(row, clear) for row in rows}


def _kept(row: Contact) -> Iterator[Kept]:
    yield kept_of(row)
    if hasattr(row, "note"):
        yield kept_of(row.note)
    yield from _amendments(row)


def _taken(row: Contact, clear: Iterator[Words]) -> ContactWords:
    own = next(clear)
    note = next(clear) if hasattr(row, "note") else {}
    return ContactWords(own, note, tuple(next(clear) for _one in _found(row)))


def words_of_notes(rows: Iterable[Note]) -> dict[int, tuple[Words, tuple[Words, ...]]]:
    """By the number of each note: its words, and those of its amendments where they were found with it."""
    held = list(rows)
    clear = iter(in_clear(one for row in held for one in (kept_of(row), *_amendments(row))))
    return {row.id: (next(clear), tuple(next(clear) for _one in _found(row))) for row in held}


def words_of_note(row: Note) -> Words:
    """The words of one note."""
    return in_clear([kept_of(row)])[0]


def words_of_contact(row: Contact) -> Words:
    """The words of one contact, without its note."""
    return in_clear([kept_of(row)])[0]


def _found(row: Any) -> list[dict[str, Any]]:
    return getattr(row, "amendments_found", None) or []


def _amendments(row: Any) -> Iterator[Kept]:
    for one in _found(row):
        values = {"text": one["text"], "reason": one["reason"]}
        yield Kept(AMENDMENT, one["level"], one["public_id"], values)
