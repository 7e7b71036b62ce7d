"""One item of the record and who of the family it may be shown to; and what one of the family may be given (S-174)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.oversight.overviews.family_notes import CopyLine, notes_for, others_in
from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries.names import called_by_number
from alongside.practice.contacts.enums import NOTE_LEVELS
from alongside.practice.contacts.models import Note
from alongside.practice.contacts.queries.given import Sights
from alongside.practice.dynamics.enums import CarerItem, FamilyArea, KeptItem
from alongside.practice.dynamics.models import DynamicsEntry
from alongside.practice.dynamics.queries import carers_of, family_of, kept_in_case, sights_in_force
from alongside.practice.dynamics.rules import may_be_given, may_show
from alongside.practice.plans.enums import GoalState
from alongside.practice.plans.models import Goal
from alongside.record.cases.models import Participant
from alongside.record.people.models import Person
from alongside.record.people.queries.guarding import told_by


@dataclass(frozen=True, slots=True)
class FamilyItem:
    """An item of the record: its words, and the numbers of those it was opened to (None: of the family to nobody)."""

    number: int
    kind: str
    level: int
    title: str
    texts: tuple[str, ...]
    kept: frozenset[int | None]


def family_item(case_id: int, kind: str, public_id: UUID) -> FamilyItem:
    """The statement, entry or note; NotFound when absent, hidden, or not of this case. Noted as read."""
    row = _row(case_id, kind, public_id)
    title, texts = _words(row)
    note_reading("family item", circle=row.circle_id, kind=kind, ids=[row.id])
    return FamilyItem(row.id, kind, row.level, title, texts, kept_in_case(case_id, kind).get(row.id, frozenset()))


def _row(case_id: int, kind: str, public_id: UUID) -> Statement | DynamicsEntry | Note:
    found: Statement | DynamicsEntry | Note | None = None
    if kind == KeptItem.STATEMENT:
        found = Statement.objects.filter(case_id=case_id, public_id=public_id).first()
    elif kind == KeptItem.ENTRY:
        found = DynamicsEntry.objects.filter(case_id=case_id, public_id=public_id).first()
    elif kind == KeptItem.NOTE:
        rows = Note.objects.exclude(level__in=[bit for bit in (1 << place for place in range(7)) if bit & NOTE_LEVELS])
        found = rows.filter(case_id=case_id, contact__public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _words(row: Statement | DynamicsEntry | Note) -> tuple[str, tuple[str, ...]]:
    """What an item is called, and every word of it."""
    if isinstance(row, Statement):
        return str(Domain(row.domain).label), tuple(text for text in (row.own_words, row.words) if text)
    if isinstance(row, DynamicsEntry):
        return str(FamilyArea(row.area).label), (row.words,)
    texts = (row.text, row.own_words, row.opinion, *row.sections.values())
    return str(KeptItem.NOTE.label), tuple(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class FamilyCopy:
    """What one of the family may be given. ``held_back`` counts what is for others only; nothing tells what it is.

    ``stopped`` names those whose hidden whereabouts stand in it, ``others`` those of whose part it tells (S-175): then
    there are no lines.
    """

    person: str
    public_id: UUID
    carer: bool
    lines: tuple[CopyLine, ...]
    stopped: tuple[str, ...]
    others: tuple[str, ...] = ()


def family_copy(case_id: int, person: UUID, *, despite: str = "", by: Reader) -> FamilyCopy:
    """What may be given to one who takes part in a case; NotFound for anybody else.

    Their own words and parts, what was opened to them, and what nobody of the family said; a carer, besides, what
    somebody lets them see. Only the ordinary level, never notes that are not signed, held back or wait for a second
    signature. When a text tells where somebody else hides, or of another child, nothing is shown unless ``despite``
    says why (20 letters; it is kept).
    """
    part = Participant.objects.filter(case_id=case_id, person__public_id=person, until_on=None).first()
    if part is None or part.person_id not in family_of(case_id):
        raise NotFound
    number, carer = part.person_id, part.person_id in carers_of(case_id)
    sights = sights_in_force(case_id, number) if carer else []
    notes = notes_for(case_id, number, sights)
    found = [
        *_statements(case_id, number, carer=carer, sights=sights),
        *_entries(case_id, number, carer=carer, sights=sights),
        *_goals(case_id, number, carer=carer, sights=sights),
        *(note.line for note in notes),
    ]
    hidden = {hit.person_id for hit in told_by([line.words for line in found], circle=part.circle_id)} - {number}
    told_of = others_in(case_id, number, notes)
    names = dict(Person.objects.filter(id__in=hidden | told_of).values_list("id", "display_name"))
    stopped = not may_show([names.get(one, "") for one in hidden | told_of], despite).allowed
    if (hidden or told_of) and not stopped:
        say_why(despite.strip())
        for act, people in (("hidden address let out", hidden), ("somebody else let out", told_of)):
            if people:
                note_reading(act, circle=part.circle_id, people=sorted(people), kind="person")
    note_reading("family copy", circle=part.circle_id, people=[number], kind="participant", ids=[part.id])
    lines = () if stopped else tuple(found)
    told, others = (tuple(sorted(names.get(one, "") for one in some)) if stopped else () for some in (hidden, told_of))
    return FamilyCopy(called_by_number([number]).get(number, ""), person, carer, lines, told, others)


def _statements(case_id: int, reader: int, *, carer: bool, sights: Sights) -> list[CopyLine]:
    kept = kept_in_case(case_id, KeptItem.STATEMENT)
    rows = Statement.objects.filter(case_id=case_id, ended_on=None, level=ORDINARY).order_by("said_on", "id")
    shown = [
        row
        for row in rows
        if may_be_given(
            kept.get(row.id, ()), reader, (row.said_by_id, row.person_id), CarerItem.NEEDS, carer=carer, sights=sights
        )
    ]
    names = called_by_number({row.said_by_id for row in shown})
    return [
        CopyLine(
            str(Domain(row.domain).label),
            str(StatementKind(row.kind).label),
            row.own_words or row.words,
            names.get(row.said_by_id or 0, "") if row.own_words else "",
            row.said_on,
        )
        for row in shown
    ]


def _entries(case_id: int, reader: int, *, carer: bool, sights: Sights) -> list[CopyLine]:
    kept = kept_in_case(case_id, KeptItem.ENTRY)
    rows = DynamicsEntry.objects.filter(case_id=case_id, end=None, level=ORDINARY).order_by("said_on", "id")
    shown = [
        row
        for row in rows
        if may_be_given(
            kept.get(row.id, ()),
            reader,
            (row.reported_by_id or row.person_id,),
            CarerItem.FAMILY,
            carer=carer,
            sights=sights,
        )
    ]
    names = called_by_number({row.reported_by_id or row.person_id for row in shown})
    return [
        CopyLine(
            str(FamilyArea(row.area).label),
            "",
            row.words,
            names.get(row.reported_by_id or row.person_id or 0, ""),
            row.said_on,
        )
        for row in shown
    ]


def _goals(case_id: int, reader: int, *, carer: bool, sights: Sights) -> list[CopyLine]:
    """Open goals of their own, of the family together, and of those who let a carer see their plan."""
    rows = Goal.objects.filter(case_id=case_id, state=GoalState.OPEN, level=ORDINARY).order_by("order", "id")
    return [
        CopyLine(_("A goal"), "", row.title, "", row.starts_on)
        for row in rows
        if may_be_given((), reader, (row.person_id, row.said_by_id), CarerItem.PLAN, carer=carer, sights=sights)
    ]
