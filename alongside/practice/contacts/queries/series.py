"""Contacts and notes a page at a time, for whoever reads them all; the same few statements for any number of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.practice.assessments.queries.series import PersonFact, note_rows, people_by_number
from alongside.practice.contacts.enums import NOTE_LEVELS
from alongside.practice.contacts.models import Amendment, Contact, ContactPerson, Note
from alongside.practice.contacts.queries.views import whole
from alongside.practice.contacts.queries.words import Words, words_of_contacts, words_of_notes
from alongside.practice.contacts.rules.contacts import is_late
from alongside.practice.contacts.rules.levels import kind_of, shown_act
from alongside.record.cases.queries import case_row
from alongside.record.people.queries.persons import person_numbers


@dataclass(frozen=True, slots=True)
class PresenceFact:
    """Somebody who was there."""

    public_id: UUID
    name: str
    seen_alone: bool


@dataclass(frozen=True, slots=True)
class TouchedFact:
    """A goal that a contact was about; ``level`` is where it stood then, None when nothing was said of that."""

    public_id: UUID
    title: str
    level: int | None


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A contact as it stands in the record, without the words of its note. ``late``: written long afterwards."""

    public_id: UUID
    version: int
    case: UUID
    mode: str
    at: datetime
    ends_at: datetime | None
    recorded_at: datetime
    late: bool
    place: str
    about: str
    language: str
    interpreter: str
    interpreter_words: str
    people: tuple[PresenceFact, ...]
    goals: tuple[TouchedFact, ...]
    not_about_a_goal: bool
    appointment: UUID | None
    note: UUID | None
    signed: bool
    restricted: bool
    kind: str
    source: str
    author: str
    other_worker: str


@dataclass(frozen=True, slots=True)
class AmendmentFact:
    """What was added to a signed note, why, by whom, when."""

    text: str
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteFact:
    """A note in its three voices; ``sections`` maps the parts of its format to their text."""

    public_id: UUID
    version: int
    contact: UUID
    case: UUID
    at: datetime
    format: str
    text: str
    sections: Mapping[str, str]
    own_words: str
    said_by: PersonFact | None
    opinion: str
    shared: bool
    hold_reason: str
    hold_until: date | None
    next_step: UUID | None
    signed_at: datetime | None
    signed_by: str
    digest: str
    restricted: bool
    kind: str
    author: str
    amendments: tuple[AmendmentFact, ...]


def contacts_after(
    *,
    after: UUID | None = None,
    size: int = 50,
    case: UUID | None = None,
    person: UUID | None = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
    by: Reader,
) -> Series[ContactFact]:
    """Contacts, the last written first; of one ``case``, with one ``person``, from ``begins`` until before ``ends``.

    Noted as read. ``NotFound`` when the case or the person is absent or hidden.
    """
    rows = Contact.objects.all()
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if person is not None:
        there = ContactPerson.objects.filter(person_id__in=person_numbers([person]), was_there=True)
        rows = rows.filter(id__in=there.values("contact_id"))
    if begins is not None:
        rows = rows.filter(at__gte=begins)
    if ends is not None:
        rows = rows.filter(at__lt=ends)
    page = rows_after(_full(rows), after=after, size=size)
    _note_each("contact list by a program", "contact", page.items, _people_of)
    words = words_of_contacts(page.items)
    return Series(tuple(_contact(row, words[row.id].own) for row in page.items), page.after)


def contact_fact(public_id: UUID, *, by: Reader) -> ContactFact:
    """One contact; ``NotFound`` when absent or hidden. Noted as read. One statement."""
    row = _full(Contact.objects.filter(public_id=public_id)).first()
    if row is None:
        raise NotFound
    people = _people_of(row)
    act = shown_act("contact by a program", row.level)
    note_reading(act, circle=row.circle_id, people=people, kind="contact", ids=[row.id])
    return _contact(row, words_of_contacts([row])[row.id].own)


def notes_after(
    *, after: UUID | None = None, size: int = 50, case: UUID | None = None, signed: bool | None = None, by: Reader
) -> Series[NoteFact]:
    """Notes, the last written first; of one ``case``, only the signed ones or only those that wait. Noted as read."""
    rows = Note.objects.all()
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if signed is not None:
        rows = rows.filter(signed_at__isnull=not signed)
    page = rows_after(_worded(rows), after=after, size=size)
    people = people_by_number(row.said_by_id for row in page.items)
    _note_each("note list by a program", "note", page.items, lambda row: [row.said_by_id])
    words = words_of_notes(page.items)
    return Series(tuple(_note(row, people, *words[row.id]) for row in page.items), page.after)


def note_fact(public_id: UUID, *, by: Reader) -> NoteFact:
    """One note; ``NotFound`` when absent or hidden. Noted as read. Two statements."""
    row = _worded(Note.objects.filter(public_id=public_id)).first()
    if row is None:
        raise NotFound
    people = people_by_number([row.said_by_id])
    act = shown_act("note by a program", row.level)
    note_reading(act, circle=row.circle_id, people=sorted(people), kind="note", ids=[row.id])
    return _note(row, people, *words_of_notes([row])[row.id])


def _full(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    return whole(rows).select_related("case", "author", "co_author", "appointment", "note")


def _worded(rows: QuerySet[Note]) -> QuerySet[Note]:
    amendments = (
        Amendment.objects.filter(note=OuterRef("pk"))
        .order_by("at", "id")
        .values(
            json=JSONObject(
                public_id="public_id", level="level", text="text", reason="reason", author="author__name", at="at"
            )
        )
    )
    found = rows.select_related("case", "contact", "author", "signed_by", "next_step")
    return found.annotate(amendments_found=ArraySubquery(amendments))


def _note_each(act: str, kind: str, rows: Sequence[Any], people: Callable[[Any], Iterable[int | None]]) -> None:
    """Note rows as read, those that open with a credential only under a name that tells nobody of them."""
    for level in (ORDINARY, NOTE_LEVELS):
        closed = bool(level & NOTE_LEVELS)
        note_rows(shown_act(act, level), kind, [row for row in rows if bool(row.level & NOTE_LEVELS) == closed], people)


def _people_of(row: Any) -> list[int]:
    return sorted(one["id"] for one in row.people_found)


def _contact(row: Any, words: Words) -> ContactFact:
    note = row.note if hasattr(row, "note") else None
    return ContactFact(
        public_id=row.public_id,
        version=row.version,
        case=row.case.public_id,
        mode=row.mode,
        at=row.at,
        ends_at=row.ends_at,
        recorded_at=row.recorded_at,
        late=is_late(row.at, row.recorded_at),
        place=words["place"],
        about=row.about,
        language=row.language,
        interpreter=row.interpreter,
        interpreter_words=words["interpreter_words"],
        people=tuple(PresenceFact(UUID(one["public_id"]), one["name"], one["alone"]) for one in row.people_found),
        goals=tuple(TouchedFact(UUID(one["public_id"]), one["title"], one["level"]) for one in row.goals_found),
        not_about_a_goal=row.not_about_a_goal,
        appointment=row.appointment.public_id if row.appointment else None,
        note=note.public_id if note else None,
        signed=note is not None and note.signed_at is not None,
        restricted=row.level != ORDINARY,
        kind=kind_of(row.level),
        source=row.source,
        author=row.author.name,
        other_worker=row.co_author.name if row.co_author else "",
    )


def _note(row: Any, people: Mapping[int, PersonFact], words: Words, added: tuple[Words, ...]) -> NoteFact:
    return NoteFact(
        public_id=row.public_id,
        version=row.version,
        contact=row.contact.public_id,
        case=row.case.public_id,
        at=row.contact.at,
        format=row.format,
        text=words["text"],
        sections=words["sections"],
        own_words=words["own_words"],
        said_by=people.get(row.said_by_id or 0),
        opinion=words["opinion"],
        shared=row.shared,
        hold_reason=words["hold_reason"],
        hold_until=row.hold_until,
        next_step=row.next_step.public_id if row.next_step else None,
        signed_at=row.signed_at,
        signed_by=row.signed_by.name if row.signed_by else "",
        digest=words["digest"],
        restricted=row.level != ORDINARY,
        kind=kind_of(row.level),
        author=row.author.name,
        amendments=tuple(
            AmendmentFact(clear["text"], clear["reason"], one["author"], datetime.fromisoformat(one["at"]))
            for one, clear in zip(row.amendments_found, added, strict=True)
        ),
    )
