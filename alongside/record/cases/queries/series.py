"""Cases and participants a page at a time, for whoever reads them all; the same few statements for any number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries.facts import case_row
from alongside.record.cases.queries.lists import STATES, CaseLine, lines_of
from alongside.record.people.queries.persons import person_numbers


@dataclass(frozen=True, slots=True)
class PartFact:
    """Somebody's part in a case: person and case by outside name."""

    public_id: UUID
    version: int
    case: UUID
    person: UUID
    person_name: str
    role: str
    focus: bool
    note: str
    from_on: date
    until_on: date | None


def cases_after(
    *,
    after: UUID | None = None,
    size: int = 50,
    state: str = "any",
    programme: str = "",
    person: UUID | None = None,
    by: Reader,
) -> Series[CaseLine]:
    """Cases newest first; only in ``state`` (open, after_care, closed, any), of a programme's code, of a ``person``."""
    rows = Case.objects.select_related("programme").filter(state__in=STATES[state])
    if programme:
        rows = rows.filter(programme__code=programme)
    if person is not None:
        parts = Participant.objects.filter(person_id__in=person_numbers([person]))
        rows = rows.filter(id__in=parts.values("case_id"))
    page = rows_after(rows, after=after, size=size)
    note_reading("case list", kind="case", ids=[row.id for row in page.items])
    return Series(tuple(lines_of(page.items)), page.after)


def participants_after(
    *, after: UUID | None = None, size: int = 50, case: UUID | None = None, person: UUID | None = None, by: Reader
) -> Series[PartFact]:
    """Parts in cases newest first; of one case, of one person. Noted as read."""
    rows = Participant.objects.select_related("case", "person")
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if person is not None:
        rows = rows.filter(person_id__in=person_numbers([person]))
    page = rows_after(rows, after=after, size=size)
    people = sorted({row.person_id for row in page.items})
    note_reading("participant list", people=people, kind="participant", ids=[row.id for row in page.items])
    return Series(tuple(_fact(row) for row in page.items), page.after)


def participant(public_id: UUID, *, by: Reader) -> PartFact:
    """One part in a case; ``NotFound`` when absent or hidden. Noted as read."""
    row = Participant.objects.select_related("case", "person").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    note_reading("participant", circle=row.circle_id, people=[row.person_id], kind="participant", ids=[row.id])
    return _fact(row)


def _fact(row: Participant) -> PartFact:
    return PartFact(
        row.public_id,
        row.version,
        row.case.public_id,
        row.person.public_id,
        row.person.display_name,
        row.role,
        row.focus,
        row.note,
        row.from_on,
        row.until_on,
    )
