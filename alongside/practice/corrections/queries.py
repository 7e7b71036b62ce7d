"""What people say is wrong, for the page of a case and beside the entry that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.holding import held_if_any
from alongside.practice.contacts.models import Note
from alongside.practice.corrections.enums import EntryOf
from alongside.practice.corrections.models import Correction


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction: whose words about what, by when to answer, the answer, and the statement of disagreement."""

    public_id: UUID
    name: str
    about: str
    own_words: str
    asked_on: date
    due_on: date
    days_left: int
    longer: bool
    outcome: str
    outcome_words: str
    answer: str
    answered_on: date | None
    answered_by: str
    statement: str
    statement_on: date | None


def corrections_of_case(case_id: int) -> tuple[CorrectionLine, ...]:
    """Every correction of a case that this reader sees, what waits for an answer first. Noted as read."""
    rows = list(_rows().filter(case_id=case_id).order_by("-outcome", "due_on", "id"))
    _note(rows)
    return tuple(_line(row) for row in sorted(rows, key=lambda row: (bool(row.outcome), row.due_on)))


def corrections_of_note(contact: UUID) -> tuple[CorrectionLine, ...]:
    """What people say about the note of a contact, to be shown with it. Noted as read."""
    notes = Note.objects.filter(contact__public_id=contact).values("id")
    rows = list(_rows().filter(kind=EntryOf.NOTE, entry__in=notes).order_by("id"))
    _note(rows)
    return tuple(_line(row) for row in rows)


def correction_row(case_id: int, public_id: UUID, *, lock: bool = False) -> Correction:
    """A correction of a case as a handle; ``NotFound`` when absent or hidden."""
    rows = Correction.objects.filter(case_id=case_id, public_id=public_id)
    row = held_if_any(rows) if lock else rows.first()
    if row is None:
        raise NotFound
    return row


def _rows() -> QuerySet[Correction]:
    return Correction.objects.select_related("person", "answered_by")


def _note(rows: Iterable[Correction]) -> None:
    for row in rows:
        note_reading("correction", circle=row.circle_id, people=[row.person_id], kind="correction", ids=[row.id])


def _line(row: Correction) -> CorrectionLine:
    return CorrectionLine(
        row.public_id,
        row.person.display_name,
        row.about,
        row.own_words,
        row.asked_on,
        row.due_on,
        (row.due_on - clock.today()).days,
        bool(row.longer_why),
        row.outcome,
        row.get_outcome_display() if row.outcome else "",
        row.answer,
        row.answered_on,
        row.answered_by.name if row.answered_by else "",
        row.statement,
        row.statement_on,
    )
