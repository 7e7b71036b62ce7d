"""The facts of one case that its actions and pages start from: the row, its events, how the reader stands to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.access.models import Grant
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.rules import ProtocolRules
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.models import Case, StageEvent
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.spine import SpineView, derive
from alongside.record.cases.rules.standing import Standing

RULING = (GrantReason.ASSIGNED, GrantReason.INTAKE, GrantReason.IMPORT)


def case_row(public_id: UUID) -> Case:
    """The case with this outside name, to be passed to an action; raises NotFound when absent or hidden."""
    case = Case.objects.select_related("circle", "programme").filter(public_id=public_id).first()
    if case is None:
        raise NotFound
    return case


def events_of(case_id: int) -> list[SpineEvent]:
    """What happened on the spine of a case, in the order of writing."""
    return [event_of(row) for row in event_rows(case_id)]


def event_rows(case_id: int) -> QuerySet[StageEvent]:
    """The same, not asked yet, to be read together with other rows."""
    return StageEvent.objects.filter(case_id=case_id).order_by("at", "id")


def event_of(row: StageEvent) -> SpineEvent:
    """One event as the rules of the spine take it."""
    return SpineEvent(
        kind=row.kind,
        at=row.at,
        by=row.by_name,
        why=row.why,
        stage=row.stage or None,
        milestone=row.milestone or None,
        cites=row.cites,
        closing_reason=row.closing_reason,
    )


def protocol_of(case: Case) -> ProtocolRules:
    """The rules under which ``case`` was opened."""
    return organisation.rules_of(case.protocol_id)


def derived(case: Case, events: Iterable[SpineEvent]) -> SpineView:
    """The spine of ``case`` from ``events``, by the protocol under which it was opened and the agency's calendar."""
    return derive(events, protocol_of(case), clock.today(), calendar=organisation.the_agency().calendar)


def carrying_on(day: date) -> Q:
    """Assignments that hold on ``day``; ``until_on`` is the first day on which they do not hold any more."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))


def standing(case: Case, by: Reader) -> Standing:
    """How ``by`` stands to ``case``, from her live grants in its circle and her teams. One statement."""
    return standing_by(live_grants(case.circle_id, by.actor_id, timezone.now()), case, by)


def live_grants(circle: int, actor: int, now: datetime) -> QuerySet[Grant]:
    """What opens ``circle`` to an actor herself at the moment ``now``, not asked yet, the newest last."""
    live = Q(valid_from__lte=now, valid_until__gt=now)
    return Grant.objects.filter(live, actor_id=actor, scope=GrantScope.CIRCLE, scope_id=circle).order_by("id")


def standing_by(grants: Iterable[Grant], case: Case, by: Reader) -> Standing:
    """How ``by`` stands to ``case``, from what opens its circle to her and from her teams."""
    reasons = {grant.reason for grant in grants}
    team = case.circle.team_id
    return Standing(
        team_id=team,
        rules=bool(reasons & set(RULING)),
        supervises=team in by.supervises,
        in_team=team in by.teams,
        emergency=GrantReason.EMERGENCY in reasons,
    )


def seen_by(circle: int) -> int:
    """How many people can see a circle that the reader sees; 0 when she does not."""
    with connection.cursor() as cursor:
        cursor.execute("select app.seers(%s)", [circle])
        (count,) = cursor.fetchone()
    return int(count)


@dataclass(frozen=True, slots=True)
class MaskedCase:
    """A case that the reader may only know to exist: the outside name of its circle, whom it is for, born when."""

    circle: UUID
    name: str
    born_year: int | None


def masked_case(public_id: UUID) -> MaskedCase | None:
    """What the index right alone shows of a case; None when absent or hidden."""
    with connection.cursor() as cursor:
        cursor.execute("select circle_public, name, born_year from app.masked_case(%s)", [public_id])
        row = cursor.fetchone()
    return MaskedCase(*row) if row else None


def masked_cases(circles: Iterable[UUID]) -> dict[UUID, UUID]:
    """The newest case of each circle (outside names) that the reader may only know to exist: where she asks."""
    with connection.cursor() as cursor:
        cursor.execute("select circle_public, case_public from app.masked_cases(%s)", [list(circles)])
        return dict(cursor.fetchall())


def case_of_circle(circle: int) -> UUID | None:
    """The outside name of the newest case of a circle that the reader sees, or None."""
    return Case.objects.filter(circle_id=circle).order_by("-id").values_list("public_id", flat=True).first()


def titles_of_circles(circles: Iterable[int]) -> dict[int, tuple[UUID, str, str]]:
    """Outside name, number and title of the newest case of each circle, as far as the reader sees them."""
    rows = Case.objects.filter(circle_id__in=list(circles)).order_by("id")
    return {row.circle_id: (row.public_id, row.number, row.title) for row in rows}
