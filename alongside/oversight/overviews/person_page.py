"""A person's page: what the people room knows, the cases she is part of, the requests that came for her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.access.enums import CircleKind
from alongside.agency.access.models import Circle
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.search import CaseHit, case_hit
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Participant
from alongside.record.cases.queries.facts import titles_of_circles
from alongside.record.intakes.enums import IntakeState
from alongside.record.intakes.models import Intake
from alongside.record.people import queries as people
from alongside.record.people.queries import PersonPage
from alongside.record.people.queries.apart import GuardMark, guard_marks
from alongside.record.people.queries.happenings import Happenings, happenings_of
from alongside.record.people.queries.likely import PairView, pairs_of
from alongside.record.people.queries.merging import MergeView, merges_into


@dataclass(frozen=True, slots=True)
class PartHit:
    """A case that a person is or was part of, with her part and its days."""

    case: CaseHit
    focus: bool
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class IntakeHit:
    """A request that came in for a person."""

    public_id: UUID
    programme: str
    received_at: datetime
    state_words: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """A circle in which something about the person can be kept, named by its case or request."""

    circle_id: int
    public_id: UUID
    label: str
    victim_service: bool


@dataclass(frozen=True, slots=True)
class PersonOverview:
    """Everything that the page shows."""

    page: PersonPage
    parts: tuple[PartHit, ...]
    intakes: tuple[IntakeHit, ...]
    keepers: tuple[Keeper, ...]
    alike: tuple[PairView, ...]
    merges: tuple[MergeView, ...]
    lived: Happenings
    apart: tuple[GuardMark, ...]


def person_overview(public_id: UUID, *, by: Reader) -> PersonOverview:
    """A person with her cases and requests; raises ``NotFound`` when absent or hidden. Noted as read."""
    page = people.person_page(public_id, by=by)
    parts = Participant.objects.filter(person_id=page.person.id).select_related("case")
    requests = Intake.objects.filter(person_id=page.person.id).select_related("programme").order_by("-received_at")
    return PersonOverview(
        page=page,
        parts=tuple(_part(row) for row in parts.order_by("until_on", "-id")),
        intakes=tuple(
            IntakeHit(row.public_id, row.programme.name, row.received_at, str(IntakeState(row.state).label))
            for row in requests
        ),
        keepers=keepers(page.circles),
        alike=pairs_of(page.person.id, by=by),
        merges=merges_into(page.person.id),
        lived=happenings_of([], [page.person.id]),
        apart=guard_marks(page.person.id),
    )


def keepers(circles: Iterable[int]) -> tuple[Keeper, ...]:
    """The circles among ``circles`` that this reader works in, named by their newest case, else by their request."""
    rows = list(Circle.objects.filter(id__in=list(circles)).select_related("team").order_by("-id"))
    ids = [row.id for row in rows]
    cases = titles_of_circles(ids)
    return tuple(
        Keeper(row.id, row.public_id, _label(row, cases), row.kind == CircleKind.VICTIM_SERVICE) for row in rows
    )


def people_of_circle(circle: int, *, but: int, by: Reader) -> tuple[tuple[UUID, str], ...]:
    """The other persons whom a circle concerns, by name: those who can be related to or live with her."""
    cards = people.people_of_circle(circle)
    note_reading("people of a case", circle=circle, people=[row.id for row in cards], kind="person")
    return tuple((row.public_id, row.name) for row in cards if row.id != but)


def _label(row: Circle, cases: Mapping[int, tuple[UUID, str, str]]) -> str:
    if row.id in cases:
        _public_id, number, title = cases[row.id]
        return f"{title} ({number})"
    return _("Request to %(team)s") % {"team": row.team.name}


def _part(row: Participant) -> PartHit:
    return PartHit(case_hit(row.case, part=str(ParticipantRole(row.role).label)), row.focus, row.from_on, row.until_on)
