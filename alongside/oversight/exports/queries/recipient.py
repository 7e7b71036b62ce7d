"""What of a whole case one of the family may be given: their own, and what was opened to them (S-174)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import ORDINARY
from alongside.ground.foundation.text import fold
from alongside.practice.contacts.models import AppointmentPerson, Contact, Note
from alongside.practice.contacts.queries.given import GivenNote, contacts_given, notes_given
from alongside.practice.dynamics.enums import CarerItem, KeptItem
from alongside.practice.dynamics.models import DynamicsEnd
from alongside.practice.dynamics.queries import carers_of, family_of, kept_in_case, sights_in_force
from alongside.practice.dynamics.rules import may_be_given
from alongside.practice.plans.models import Goal
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries import case_row

OWN = frozenset(
    {
        *("names", "participants", "contact_points", "household_members", "agreements", "choices", "limits"),
        *("consents", "corrections", "appointment_people", "contact_people", "contact_parts"),
    }
)
"""Sections of which only rows of their own leave. A section that is named nowhere here does not leave at all."""
UNSAID = ("opinion", "hold_reason", "hold_until")
"""What of a note is the worker's own."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of the family for whom a case is narrowed: their number and name, and what of the case is for them."""

    number: int
    person: UUID
    name: str
    carer: bool
    sights: Sequence[tuple[int, Collection[str]]]
    kept: Mapping[str, Mapping[int, frozenset[int | None]]]
    ended: frozenset[int]
    goals: frozenset[int]
    contacts: frozenset[int]
    appointments: frozenset[int]
    notes: Mapping[int, GivenNote]

    def given(self, kept: Collection[int | None], own: Sequence[int | None], kind: str) -> bool:
        """Whether an item is for them."""
        return may_be_given(kept, self.number, own, kind, carer=self.carer, sights=self.sights)


def recipient_of(case_id: int, person: UUID) -> Recipient:
    """One who takes part in a case as one of the family; NotFound for anybody else. About ten statements."""
    part = Participant.objects.filter(case_id=case_id, person__public_id=person, until_on=None)
    row = part.select_related("person").first()
    if row is None or row.person_id not in family_of(case_id):
        raise NotFound
    number, carer = row.person_id, row.person_id in carers_of(case_id)
    sights = sights_in_force(case_id, number) if carer else []
    goals = Goal.objects.filter(case_id=case_id, level=ORDINARY).values_list("id", "person_id", "said_by_id")
    asked = AppointmentPerson.objects.filter(appointment__case_id=case_id, person_id=number)
    ended = DynamicsEnd.objects.filter(entry__case_id=case_id).values_list("entry_id", flat=True)
    found = [
        goal
        for goal, whose, said in goals
        if may_be_given((), number, (whose, said), CarerItem.PLAN, carer=carer, sights=sights)
    ]
    return Recipient(
        number=number,
        person=person,
        name=row.person.display_name,
        carer=carer,
        sights=sights,
        kept={kind: kept_in_case(case_id, kind) for kind in (KeptItem.STATEMENT, KeptItem.ENTRY)},
        ended=frozenset(ended),
        goals=frozenset(found),
        contacts=frozenset(contacts_given(case_id, number)),
        appointments=frozenset(asked.values_list("appointment_id", flat=True)),
        notes={given.row.id: given for given in notes_given(case_id, number, sights)},
    )


def family_named(case: UUID, named: str) -> UUID:
    """Who of the family of a case is meant: by the outside name, or by the name as it stands in the case.

    ``NotFound`` for nobody; ``Refused`` when several are called so.
    """
    case_id = case_row(case).id
    rows = Participant.objects.filter(case_id=case_id, until_on=None, person_id__in=family_of(case_id))
    pairs = set(rows.values_list("person__public_id", "person__display_name"))
    found = [key for key, name in pairs if named.strip() == str(key) or fold(named) == fold(name)]
    if len(found) > 1:
        raise Refused("export.several", _("Several of this family are called so. Write the outside name of one."))
    if not found:
        raise NotFound
    return found[0]


def rows_for(section: str, rows: Sequence[Any], to: Recipient) -> list[Any]:
    """Those rows of a section that are for ``to``: of the ordinary level, and theirs or opened to them."""
    choose = CHOOSING.get(section)
    if section in OWN:
        return [row for row in rows if row.person_id == to.number and _ordinary(row)]
    return [row for row in rows if _ordinary(row) and choose(row, to)] if choose else []


def _ordinary(row: Any) -> bool:
    return getattr(row, "level", ORDINARY) == ORDINARY


CHOOSING: Mapping[str, Callable[[Any, Recipient], bool]] = {
    "case": lambda row, to: True,
    "people": lambda row, to: row.id == to.number,
    "statements": lambda row, to: (
        row.ended_on is None
        and to.given(to.kept[KeptItem.STATEMENT].get(row.id, ()), (row.said_by_id, row.person_id), CarerItem.NEEDS)
    ),
    "dynamics": lambda row, to: (
        row.id not in to.ended
        and to.given(to.kept[KeptItem.ENTRY].get(row.id, ()), (row.reported_by_id or row.person_id,), CarerItem.FAMILY)
    ),
    "goals": lambda row, to: row.id in to.goals,
    "progress": lambda row, to: row.goal_id in to.goals,
    "lines": lambda row, to: row.person_id == to.number or (row.person_id is None and row.goal_id in to.goals),
    "appointments": lambda row, to: row.id in to.appointments,
    "contacts": lambda row, to: row.id in to.contacts or any(one.row.contact_id == row.id for one in to.notes.values()),
    "notes": lambda row, to: row.id in to.notes,
    "amendments": lambda row, to: row.note_id in to.notes and to.notes[row.note_id].by_name,
}
"""How the rows of a section are chosen where they are not simply somebody's own."""


def worded(values: dict[str, Any], row: Any, to: Recipient) -> dict[str, Any]:
    """A row as it is for ``to``: of a note no view of the worker, and of others' words what they may have.

    Of a contact at which they were not, only that there was one; the case bears their name, not that of others.
    """
    if isinstance(row, Case):
        return values | {"title": to.name}
    if isinstance(row, Contact) and row.id not in to.contacts:
        return values | dict.fromkeys(("place", "about", "interpreter_words"), "")
    if not isinstance(row, Note):
        return values
    given, less = to.notes[row.id], dict.fromkeys(UNSAID)
    if not given.whole:
        return values | less | {"text": "", "sections": {}}
    return values | less | ({} if given.own_words else {"own_words": "", "said_by": None})
