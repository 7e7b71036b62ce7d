"""A team's page: who carries how much, which cases and requests wait for somebody, which emergencies to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from alongside.agency.access import queries as access
from alongside.agency.access.queries import Emergency
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.queries import TeamLine
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld
from alongside.agency.staff.queries import live
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.together import together
from alongside.oversight.overviews.carrying import QUIET_DAYS
from alongside.practice.contacts.models import Appointment, Contact
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Plan
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import AssignmentRole
from alongside.record.cases.models import Assignment
from alongside.record.cases.queries import CaseLine, Load
from alongside.record.intakes import queries as intakes
from alongside.record.intakes.queries import IntakeLine, UrgentLine


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """What one worker of the team carries.

    ``held`` and ``booked`` are hours with people this week, recorded and agreed; ``late_reviews`` plans of her cases
    whose review is past its day. Nothing here ranks anybody: rows stand by name.
    """

    worker_id: int
    worker: UUID
    name: str
    title: str
    supervises: bool
    load: Load
    held: float
    booked: float
    late_reviews: int


@dataclass(frozen=True, slots=True)
class TeamView:
    """One team with its workers and the cases that nobody carries."""

    name: str
    workers: tuple[WorkerRow, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """An emergency access to look at; case and title only for a reviewer who sees the case."""

    emergency: Emergency
    case: UUID | None
    number: str
    title: str
    own: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The teams of the reader and everything that waits for somebody."""

    teams: tuple[TeamView, ...]
    unassigned: tuple[CaseLine, ...]
    urgent: tuple[UrgentLine, ...]
    accepted: tuple[IntakeLine, ...]
    emergencies: tuple[EmergencyRow, ...]


def team_page(*, by: Reader) -> TeamPage:
    """The page of the reader's teams; eleven statements at most, whatever the number of workers and cases."""
    held, teams, unassigned = together(_held(by.teams), organisation.team_rows(), cases.unassigned_rows(by.teams))
    supervises = bool(by.supervises)
    return TeamPage(
        teams=_teams(held, organisation.team_lines(teams), by),
        unassigned=tuple(cases.unassigned_lines(unassigned)),
        urgent=tuple(intakes.urgent_waiting()) if supervises else (),
        accepted=tuple(intakes.accepted_intakes()) if supervises else (),
        emergencies=emergency_rows(by=by),
    )


def emergency_rows(*, by: Reader) -> tuple[EmergencyRow, ...]:
    """Emergency accesses that wait for a look by ``by``, newest first, and how long they have been waiting."""
    waiting = access.emergencies()
    known = cases.titles_of_circles({one.circle_id for one in waiting}) if waiting else {}
    rows = []
    for one in waiting:
        case, number, title = known.get(one.circle_id, (None, "", ""))
        rows.append(EmergencyRow(one, case, number, title, one.actor_id == by.actor_id))
    return tuple(rows)


def _held(teams: Sequence[int]) -> QuerySet[RoleHeld]:
    rows = RoleHeld.objects.filter(
        live(clock.today()), team_id__in=teams, role__in=(Role.WORKER, Role.SUPERVISOR), worker__left_on=None
    )
    return rows.select_related("worker", "team").order_by("team__name", "worker__sort_key", "worker_id")


def _teams(held: Sequence[RoleHeld], teams: Sequence[TeamLine], by: Reader) -> tuple[TeamView, ...]:
    numbers = sorted({row.worker_id for row in held})
    since = clock.now() - timedelta(days=QUIET_DAYS)
    loads = cases.loads(numbers, teams=by.teams, quiet_since=since)
    recorded, booked = _recorded([row.worker.actor_id for row in held]), _booked(numbers)
    late = _late_reviews(numbers)
    by_team: dict[int, dict[int, list[RoleHeld]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        by_team[row.team_id or 0][row.worker_id].append(row)
    views = []
    for line in teams:
        rows = tuple(_row(found, loads, recorded, booked, late) for found in by_team.get(line.id, {}).values())
        if line.id in by.teams:
            views.append(TeamView(line.name, rows, sum(row.load.named for row in rows)))
    return tuple(views)


def _row(
    found: Sequence[RoleHeld],
    loads: dict[int, Load],
    recorded: dict[int, float],
    booked: dict[int, float],
    late: dict[int, int],
) -> WorkerRow:
    worker = found[0].worker
    return WorkerRow(
        worker_id=worker.id,
        worker=worker.public_id,
        name=worker.name,
        title=worker.title,
        supervises=any(row.role == Role.SUPERVISOR for row in found),
        load=loads.get(worker.id, Load(worker.id, 0, 0, 0)),
        held=recorded.get(worker.actor_id, 0.0),
        booked=booked.get(worker.id, 0.0),
        late_reviews=late.get(worker.id, 0),
    )


def _week() -> tuple[datetime, datetime]:
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    start = timezone.make_aware(datetime.combine(monday, time.min))
    return start, timezone.make_aware(datetime.combine(monday + timedelta(days=7), time.min))


def _recorded(actors: Sequence[int]) -> dict[int, float]:
    """Hours of contact that each actor has recorded this week."""
    start, end = _week()
    rows = Contact.objects.filter(author_id__in=actors, at__gte=start, at__lt=end, ends_at__isnull=False)
    return _hours(rows.values_list("author_id").annotate(spent=Sum(F("ends_at") - F("at"))))


def _booked(workers: Sequence[int]) -> dict[int, float]:
    """Hours of appointments from now to the end of the week."""
    _start, end = _week()
    rows = Appointment.objects.filter(worker_id__in=workers, starts_at__gte=clock.now(), starts_at__lt=end, outcome="")
    return _hours(rows.values_list("worker_id").annotate(spent=Sum(F("ends_at") - F("starts_at"))))


def _hours(rows: object) -> dict[int, float]:
    return {number: round(spent.total_seconds() / 3600, 1) for number, spent in rows if spent}  # type: ignore[attr-defined]


def _late_reviews(workers: Sequence[int]) -> dict[int, int]:
    """Plans in force whose review is past its day, by the named worker of the case."""
    named = Assignment.objects.filter(
        cases.carrying_on(clock.today()), worker_id__in=workers, role=AssignmentRole.PRIMARY
    )
    late = Plan.objects.filter(state=PlanState.IN_FORCE, review_on__lt=clock.today())
    rows = named.filter(case__in=late.values("case_id")).values_list("worker_id").annotate(count=Count("id"))
    return dict(rows)
