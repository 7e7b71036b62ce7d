"""Cases for tests, opened with the product's own actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.agency.organisation.queries import ProgrammeLine
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part, Reached
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case
from tests.factories.people import a_person

__all__ = ["FAMILY", "a_case", "a_circle", "a_person"]

FAMILY = (
    ("Marta López", ParticipantRole.PARENT),
    ("Dani Prado", ParticipantRole.CHILD),
    ("Inés Ruiz López", ParticipantRole.CHILD),
)


def a_circle(by: Reader, *, programme: str = "family") -> int:
    """A circle for a team of the programme in which ``by`` works (else for her own team)."""
    return _circle_of(_programme(programme), by)


def _programme(code: str) -> ProgrammeLine:
    return next(one for one in organisation.programmes() if one.code == code)


def _circle_of(line: ProgrammeLine, by: Reader) -> int:
    serving = [team for team in line.team_ids if team in by.teams]
    kind = CircleKind.VICTIM_SERVICE if line.kind == ProgrammeKind.VICTIM_SERVICE else CircleKind.ORDINARY
    ground = GrantReason.ASSIGNED if serving else GrantReason.INTAKE
    return access.open_circle(team_id=serving[0] if serving else by.teams[0], kind=kind, ground=ground, by=by)


def a_case(
    by: Reader,
    *,
    people: Sequence[str] = (),
    family: bool = False,
    programme: str = "family",
    opened_on: date | None = None,
    worker_id: int | None = None,
    milestones: Sequence[Reached] = (),
    title: str = "",
) -> Case:
    """A case carried by ``by`` (or by ``worker_id``) for the people named; one person or a family when none is."""
    line = _programme(programme)
    circle = _circle_of(line, by)
    named = [(name, ParticipantRole.PERSON) for name in people] or list(FAMILY if family else [FAMILY[0]])
    persons = [(a_person(circle, name, by), role) for name, role in named]
    return cases.open_case(
        circle=circle,
        programme_id=line.id,
        title=title,
        people=[Part(person.id, role, focus=not place) for place, (person, role) in enumerate(persons)],
        opened_on=opened_on,
        worker_id=worker_id or by.worker_id,
        milestones=milestones,
        by=by,
    )
