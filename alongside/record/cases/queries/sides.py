"""Who stands against whom in a case, and whether somebody works for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.agency.access import queries as access
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.agency.staff.queries import live
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.enums import InterestKind
from alongside.record.cases.models import AdverseInterest, Assignment, Case
from alongside.record.cases.queries.facts import carrying_on


@dataclass(frozen=True, slots=True)
class SidesLine:
    """Two people who stand against each other, and what was decided. ``waits``: it should be decided or looked at."""

    public_id: UUID
    version: int
    one: str
    other: str
    kind: str
    abuse: bool
    basis: str
    seen_on: date
    same_worker: bool
    decision: str
    decided_on: date | None
    decided_by: str
    review_on: date | None
    ended_on: date | None
    waits: bool


def sides_of(case_id: int) -> tuple[SidesLine, ...]:
    """All of a case that the reader sees, what holds first. One statement; noted as read."""
    found = AdverseInterest.objects.filter(case_id=case_id).select_related("one", "other", "decided_by")
    rows = list(found.order_by("-id"))
    if rows:
        people = sorted({number for row in rows for number in (row.one_id, row.other_id)})
        access.note_reading(
            "sides page", circle=rows[0].circle_id, kind="adverse interest", ids=[row.id for row in rows], people=people
        )
    return tuple(sorted((_line(row) for row in rows), key=lambda line: line.ended_on is not None))


def _line(row: AdverseInterest) -> SidesLine:
    late = row.review_on is not None and row.review_on <= clock.today()
    return SidesLine(
        row.public_id,
        row.version,
        row.one.display_name,
        row.other.display_name,
        str(InterestKind(row.kind).label),
        row.kind == InterestKind.ABUSE,
        row.basis,
        row.seen_on,
        row.same_worker,
        row.decision,
        row.decided_on,
        row.decided_by.name if row.decided_by else "",
        row.review_on,
        row.ended_on,
        row.ended_on is None and (row.decided_on is None or late),
    )


def interest_row(case_id: int, public_id: UUID) -> AdverseInterest:
    """A handle for an action; NotFound when it is not there, or not to be seen."""
    row = AdverseInterest.objects.select_related("case__circle").filter(case_id=case_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def undecided_abuse(case_id: int) -> bool:
    """Whether abuse is alleged between two people of a case and nobody has decided who works with whom."""
    found = AdverseInterest.objects.filter(case_id=case_id, kind=InterestKind.ABUSE, ended_on=None, decided_on=None)
    return found.exists()


def others_for(case: Case, *, by: Reader) -> tuple[str, ...]:
    """Workers of the team who do not carry the case, and could work with one of two sides; the first six by name."""
    today = clock.today()
    carrying = Assignment.objects.filter(carrying_on(today), case=case).values("worker_id")
    held = RoleHeld.objects.filter(live(today), role=Role.WORKER, team_id=case.circle.team_id).values("worker_id")
    rows = Worker.objects.filter(id__in=held, left_on=None).exclude(id__in=carrying).exclude(id=by.worker_id or 0)
    free = [row.name for row in rows.order_by("sort_key")[:12] if not opposed(case.circle_id, row.actor_id)]
    return tuple(free[:6])


def opposed(circle: int, actor_id: int) -> bool:
    """Whether a worker works for the other side of somebody whom ``circle`` concerns; says nothing more."""
    with connection.cursor() as cursor:
        cursor.execute("select app.opposed(%s, %s)", [circle, actor_id])
        return bool(cursor.fetchone()[0])
