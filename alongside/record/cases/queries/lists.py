"""Lists of cases: mine, my team's, all that I may see; by name or newest, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alongside.agency.access.enums import GrantScope
from alongside.agency.access.models import Grant
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.record.cases.enums import AssignmentRole, CaseState, Stage
from alongside.record.cases.models import Assignment, Case
from alongside.record.cases.queries.facts import carrying_on

PAGE = 50
OPEN = (CaseState.OPEN, CaseState.REOPENED)
STATES: dict[str, tuple[CaseState, ...]] = {
    "open": OPEN,
    "after_care": (CaseState.AFTER_CARE,),
    "closed": (CaseState.CLOSED,),
    "any": tuple(CaseState),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """Which cases a list shows.

    ``whose``: mine, team or all; ``state``: a key of ``STATES``; ``order``: name or newest; ``worker``: only cases that
    this worker carries by name; ``after``: the outside name of the last case of the page before.
    """

    whose: str = "mine"
    state: str = "open"
    stage: str = ""
    programme: str = ""
    order: str = "name"
    worker: UUID | None = None
    after: UUID | None = None
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. ``worker`` names who carries it, empty when nobody does."""

    id: int
    public_id: UUID
    number: str
    title: str
    family: bool
    programme: str
    stage: str
    stage_words: str
    state: str
    state_words: str
    opened_on: date
    closed_on: date | None
    last_contact_at: datetime | None
    worker: str
    worker_id: int | None


@dataclass(frozen=True, slots=True)
class CaseListPage:
    """One page of a list; ``more`` is what ``after`` of the next page is, None on the last one."""

    lines: tuple[CaseLine, ...]
    more: UUID | None


@dataclass(frozen=True, slots=True)
class Load:
    """What one worker carries: cases by name, cases she helps with, of her own those without contact for a while."""

    worker_id: int
    named: int
    helps: int
    quiet: int


def case_lines(sought: Sought, *, by: Reader) -> CaseListPage:
    """One page of the cases that ``by`` looks for, in at most four statements whatever their number.

    The reader's own filter drives (her assignments, her teams, her grants) and the database confirms. Noted as read.
    """
    start = _start(sought)
    found: dict[int, Case] = {}
    for rows in _sources(sought, by):
        narrowed = _ordered(_from(_narrowed(rows, sought), sought, start), sought)
        found.update({row.id: row for row in narrowed.select_related("programme")[: sought.size + 1]})
    merged = sorted(found.values(), key=lambda row: _place(row, sought))[: sought.size + 1]
    shown = merged[: sought.size]
    note_reading("case list", kind="case", ids=[row.id for row in shown])
    more = shown[-1].public_id if len(merged) > sought.size else None
    return CaseListPage(tuple(lines_of(shown)), more)


def lines_of(rows: Sequence[Case]) -> list[CaseLine]:
    """The lines for ``rows``, with the named worker of each. One statement."""
    carried = Assignment.objects.filter(
        carrying_on(clock.today()), case_id__in=[row.id for row in rows], role=AssignmentRole.PRIMARY
    )
    workers = {case: (name, number) for case, name, number in carried.values_list("case_id", "worker__name", "worker")}
    return [_line(row, *workers.get(row.id, ("", None))) for row in rows]


def _line(row: Case, worker: str, worker_id: int | None) -> CaseLine:
    return CaseLine(
        id=row.id,
        public_id=row.public_id,
        number=row.number,
        title=row.title,
        family=row.family,
        programme=row.programme.name,
        stage=row.stage,
        stage_words=str(Stage(row.stage).label),
        state=row.state,
        state_words=str(CaseState(row.state).label),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        last_contact_at=row.last_contact_at,
        worker=worker,
        worker_id=worker_id,
    )


def of_teams(teams: Iterable[int]) -> QuerySet[Case]:
    """The cases of ``teams``, by the key that the index holds; the database shows those that the reader may see."""
    return Case.objects.filter(acl_key__in=[team * 64 + level for team in teams for level in (ORDINARY, RESTRICTED)])


def _sources(sought: Sought, by: Reader) -> list[QuerySet[Case]]:
    if sought.whose == "team":
        return [of_teams(by.teams)]
    if sought.whose == "all":
        return [of_teams(by.teams), _granted(by)]
    assigned = Assignment.objects.filter(worker_id=by.worker_id or 0)
    if sought.state == "open":
        assigned = assigned.filter(carrying_on(clock.today()))
    return [Case.objects.filter(id__in=assigned.values("case_id"))]


def _granted(by: Reader) -> QuerySet[Case]:
    now = timezone.now()
    own = Grant.objects.filter(actor_id=by.actor_id, scope=GrantScope.CIRCLE, valid_from__lte=now, valid_until__gt=now)
    return Case.objects.filter(circle_id__in=own.values("scope_id"))


def _narrowed(rows: QuerySet[Case], sought: Sought) -> QuerySet[Case]:
    rows = rows.filter(state__in=STATES.get(sought.state, OPEN))
    if sought.stage:
        rows = rows.filter(stage=sought.stage)
    if sought.programme:
        rows = rows.filter(programme__code=sought.programme)
    if sought.worker:
        named = Assignment.objects.filter(
            carrying_on(clock.today()), worker__public_id=sought.worker, role=AssignmentRole.PRIMARY
        )
        rows = rows.filter(id__in=named.values("case_id"))
    return rows


def _start(sought: Sought) -> Case | None:
    return Case.objects.filter(public_id=sought.after).first() if sought.after else None


def _from(rows: QuerySet[Case], sought: Sought, start: Case | None) -> QuerySet[Case]:
    if start is None:
        return rows
    if sought.order == "newest":
        day = start.opened_on
        return rows.filter(Q(opened_on__lt=day) | Q(opened_on=day, id__lt=start.id), opened_on__lte=day)
    key = start.sort_key
    return rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, id__gt=start.id), sort_key__gte=key)


def _ordered(rows: QuerySet[Case], sought: Sought) -> QuerySet[Case]:
    return rows.order_by("-opened_on", "-id") if sought.order == "newest" else rows.order_by("sort_key", "id")


def _place(row: Case, sought: Sought) -> tuple[object, int]:
    if sought.order == "newest":
        return (-row.opened_on.toordinal(), -row.id)
    return (row.sort_key, row.id)


def count_cases(sought: Sought, *, most: int, by: Reader) -> int:
    """How many cases ``case_lines`` would show on all its pages, counted no further than ``most``."""
    found: set[int] = set()
    for rows in _sources(sought, by):
        found.update(_narrowed(rows, sought).order_by().values_list("id", flat=True)[:most])
    return min(len(found), most)


def count_mine(*, by: Reader) -> int:
    """How many open cases ``by`` carries, as named worker, co-worker or cover."""
    mine = Assignment.objects.filter(carrying_on(clock.today()), worker_id=by.worker_id or 0)
    return Case.objects.filter(id__in=mine.values("case_id"), state__in=OPEN).count()


def loads(worker_ids: Sequence[int], *, teams: Iterable[int], quiet_since: datetime) -> dict[int, Load]:
    """What each of these workers carries among the cases of ``teams`` that the reader sees. One statement.

    ``quiet`` counts her own cases without a contact since ``quiet_since`` (opened before it).
    """
    carrying = Assignment.objects.filter(
        carrying_on(clock.today()), worker_id__in=worker_ids, case__in=of_teams(teams).filter(state__in=OPEN)
    )
    named = Q(role=AssignmentRole.PRIMARY)
    silent = Q(case__last_contact_at=None) | Q(case__last_contact_at__lt=quiet_since)
    old = Q(case__opened_on__lt=timezone.localdate(quiet_since))
    rows = carrying.values("worker_id").annotate(
        named=Count("id", filter=named),
        helps=Count("id", filter=~named),
        quiet=Count("id", filter=named & silent & old),
    )
    return {row["worker_id"]: Load(row["worker_id"], row["named"], row["helps"], row["quiet"]) for row in rows}


def unassigned(teams: Iterable[int], *, limit: int = PAGE) -> list[CaseLine]:
    """Open cases of ``teams`` that nobody carries, the oldest first; noted as read."""
    return unassigned_lines(list(unassigned_rows(teams, limit=limit)))


def unassigned_rows(teams: Iterable[int], *, limit: int = PAGE) -> QuerySet[Case]:
    """The same, not asked yet, to be read together with other rows."""
    named = Assignment.objects.filter(carrying_on(clock.today()), case_id=OuterRef("id"), role=AssignmentRole.PRIMARY)
    waiting = of_teams(teams).filter(~Exists(named), state__in=OPEN).select_related("programme")
    return waiting.order_by("opened_on", "id")[:limit]


def unassigned_lines(rows: Sequence[Case]) -> list[CaseLine]:
    """Cases that nobody carries, as a list shows them; noted as read."""
    if rows:
        note_reading("unassigned cases", kind="case", ids=[row.id for row in rows])
    return [_line(row, "", None) for row in rows]
