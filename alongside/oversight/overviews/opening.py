"""What the form that opens a case shows: who is in the record already, who belongs to her, who may carry the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.queries import ProgrammeLine
from alongside.agency.staff import queries as staff
from alongside.agency.staff.queries import WorkerLine
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.search import CaseHit, PersonHit, cases_of_people, hits
from alongside.record.cases.enums import ParticipantRole
from alongside.record.people import queries as people
from alongside.record.people.enums import RelationshipKind
from alongside.record.people.queries import PersonCard
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth

PARTS = {
    RelationshipKind.PARENT: ParticipantRole.PARENT,
    RelationshipKind.STEP_PARENT: ParticipantRole.PARENT,
    RelationshipKind.CHILD: ParticipantRole.CHILD,
    RelationshipKind.STEP_CHILD: ParticipantRole.CHILD,
    RelationshipKind.FOSTER_CHILD: ParticipantRole.CHILD,
    RelationshipKind.SPOUSE: ParticipantRole.PARTNER,
    RelationshipKind.PARTNER: ParticipantRole.PARTNER,
    RelationshipKind.CARER: ParticipantRole.CARER,
    RelationshipKind.FOSTER_CARER: ParticipantRole.CARER,
    RelationshipKind.FRIEND: ParticipantRole.SUPPORTER,
    RelationshipKind.NEIGHBOUR: ParticipantRole.SUPPORTER,
}
"""The part in a case that follows from what somebody is to the person it is for; all others are relatives."""


@dataclass(frozen=True, slots=True)
class Close:
    """Somebody related to or living with the person, who may take part; ``role`` is the part that would follow."""

    person: UUID
    person_id: int
    name: str
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class PersonForCase:
    """The person for whom a case opens, those close to her, and the cases she has already."""

    card: PersonCard
    close: tuple[Close, ...]
    cases: tuple[CaseHit, ...]


@dataclass(frozen=True, slots=True)
class OpeningChoices:
    """The programmes in which the reader's teams work, and the workers of these teams."""

    programmes: tuple[ProgrammeLine, ...]
    workers: tuple[WorkerLine, ...]


def people_like(name: str, *, born_on: date | None = None, by: Reader) -> tuple[tuple[PersonHit, ...], str]:
    """The people in the record most like ``name``, with their cases, and the receipt that lets a new one be added."""
    birth = Birth(born_on.year, born_on.month, born_on.day) if born_on else UNKNOWN_BIRTH
    found = people.near_matches(full_name=name, birth=birth, by=by)
    return hits(found.matches), found.receipt


def person_for_case(public_id: UUID, *, by: Reader) -> PersonForCase:
    """A person with whom a case may open; raises NotFound when absent or hidden. Noted as read."""
    row = people.person_row(public_id)
    card = people.person_cards([row.id], by=by)[row.id]
    close: dict[int, Close] = {}
    for one in people.relations_of(row.id, ended=False):
        role = PARTS.get(RelationshipKind(one.kind), ParticipantRole.RELATIVE)
        close.setdefault(one.other_id, Close(one.other_public, one.other_id, one.other, one.words, role.value))
    for member in people.lived_with(row.id, clock.today()):
        words = _("lives with them")
        role = ParticipantRole.RELATIVE
        close.setdefault(
            member.person_id, Close(member.person_public, member.person_id, member.name, words, role.value)
        )
    return PersonForCase(card, tuple(close.values()), cases_of_people([row.id]).get(row.id, ()))


def opening_choices(*, by: Reader) -> OpeningChoices:
    """What ``by`` may choose when she opens a case."""
    teams = set(by.teams)
    return OpeningChoices(
        tuple(line for line in organisation.programmes() if teams & set(line.team_ids)),
        tuple(staff.workers(teams=by.teams)),
    )
