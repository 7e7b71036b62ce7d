"""The head of a case: what every page of the case shows above its own content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, QuerySet
from django.utils import timezone

from alongside.agency.access import queries as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.access.models import Grant
from alongside.ground.foundation import clock
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.cases.enums import AssignmentRole, ParticipantRole
from alongside.record.cases.models import Assignment, Case, Participant, StageEvent
from alongside.record.cases.queries.banner import Banner, banner_of
from alongside.record.cases.queries.facts import (
    carrying_on,
    derived,
    event_of,
    event_rows,
    live_grants,
    protocol_of,
    standing_by,
)
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.spine import SpineView
from alongside.record.cases.rules.standing import (
    Standing,
    may_assign,
    may_change_people,
    may_end,
    may_move_stage,
    may_reach_milestone,
)
from alongside.record.cases.rules.steps import StageSteps, stage_steps
from alongside.record.people.rules.dates import age_words, birth_of


@dataclass(frozen=True, slots=True)
class PartLine:
    """Somebody's part in the case. ``age`` is in words, as exactly as the birth is known; empty when she has died."""

    part: UUID
    person_id: int
    person: UUID
    name: str
    pronouns: str
    age: str
    role: str
    role_words: str
    focus: bool
    note: str
    from_on: date
    until_on: date | None
    died_on: date | None


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """A worker who carries the case just now. ``until_on`` is the first day on which cover does not any more."""

    worker_id: int
    worker: UUID
    actor_id: int
    name: str
    phone: str
    role: str
    role_words: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do with the case; each answer carries its reason."""

    reach: Decision
    move: Decision
    people: Decision
    assign: Decision
    end: Decision


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case as every one of its pages shows it.

    ``people`` are the parts that hold today, ``seen_by`` how many people can see the case, ``emergency_until`` until
    when the reader looks by emergency access (None when she does not). ``id``, ``circle_id`` and ``person_id`` are
    house numbers for the queries of higher rooms and never leave the house.
    """

    id: int
    public_id: UUID
    circle_id: int
    number: str
    title: str
    family: bool
    confidential: bool
    programme: str
    programme_id: int
    protocol_id: int
    team: str
    team_id: int
    intake_id: int | None
    version: int
    state: str
    stage: str
    episode: int
    opened_on: date
    closed_on: date | None
    last_contact_at: datetime | None
    banner: Banner
    people: tuple[PartLine, ...]
    carriers: tuple[CarrierLine, ...]
    events: tuple[SpineEvent, ...]
    spine: SpineView
    steps: tuple[StageSteps, ...]
    standing: Standing
    may: May
    seen_by: int
    emergency_until: datetime | None

    @property
    def named_worker(self) -> CarrierLine | None:
        """The worker by whom the case is carried."""
        return next((one for one in self.carriers if one.role == AssignmentRole.PRIMARY), None)


def case_head(public_id: UUID, *, by: Reader, act: str = "case page") -> CaseHead:
    """The head of the case with this outside name; raises NotFound when absent or hidden.

    ``act`` names the page that reads it in the reading log. Three statements, whatever the case holds.
    """
    (found,) = _case(name=public_id)
    case: Any = next(iter(found), None)
    if case is None:
        raise NotFound
    rows, told, grants, carrying = _rows(
        case=case.id, circle=case.circle_id, actor=by.actor_id, now=timezone.now(), today=clock.today()
    )
    lead = next((row for row in rows if row.focus), rows[0])
    events = [event_of(row) for row in told]
    spine, stands = derived(case, events), standing_by(grants, case, by)
    access.note_reading(act, circle=case.circle_id, people=[row.person_id for row in rows], kind="case", ids=[case.id])
    return CaseHead(
        id=case.id,
        public_id=case.public_id,
        circle_id=case.circle_id,
        number=case.number,
        title=case.title,
        family=case.family,
        confidential=case.circle.kind == CircleKind.VICTIM_SERVICE,
        programme=case.programme.name,
        programme_id=case.programme_id,
        protocol_id=case.protocol_id,
        team=case.circle.team.name,
        team_id=case.circle.team_id,
        intake_id=case.intake_id,
        version=case.version,
        state=case.state,
        stage=case.stage,
        episode=case.episode,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        last_contact_at=case.last_contact_at,
        banner=banner_of(lead.person, case.circle_id),
        people=tuple(_part(row) for row in rows if row.until_on is None),
        carriers=_carriers(carrying),
        events=tuple(events),
        spine=spine,
        steps=stage_steps(events, protocol_of(case), spine, clock.today()),
        standing=stands,
        may=_may(by, stands),
        seen_by=case.seers,
        emergency_until=_emergency_until(grants, stands),
    )


@shaped
def _case(*, name: UUID) -> tuple[list[Case]]:
    """The case with this outside name, with team, programme and the number of people who can see it."""
    seers = Func(F("circle_id"), function="app.seers", output_field=IntegerField())
    found = Case.objects.select_related("circle__team", "programme").annotate(seers=seers)
    return together(found.filter(public_id=name))


@shaped
def _rows(
    *, case: int, circle: int, actor: int, now: datetime, today: date
) -> tuple[list[Participant], list[StageEvent], list[Grant], list[Assignment]]:
    """The people of a case, its events, what opens it to the reader, and who carries it."""
    return together(
        Participant.objects.filter(case_id=case).select_related("person").order_by("-focus", "from_on", "id"),
        event_rows(case),
        live_grants(circle, actor, now),
        _carrying(case, today),
    )


def earlier_people(case_id: int) -> tuple[PartLine, ...]:
    """Those whose part in the case has ended, the latest first."""
    rows = Participant.objects.filter(case_id=case_id).exclude(until_on=None).select_related("person")
    return tuple(_part(row) for row in rows.order_by("-until_on", "-id"))


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A time during which a worker carried the case, with the note that ended it."""

    name: str
    role: str
    role_words: str
    from_on: date
    until_on: date
    note: str


def carried_before(case_id: int) -> tuple[CarriedLine, ...]:
    """Who carried the case before, the latest first (S-019)."""
    rows = Assignment.objects.filter(case_id=case_id, until_on__lte=clock.today()).select_related("worker")
    return tuple(
        CarriedLine(
            row.worker.name,
            row.role,
            str(AssignmentRole(row.role).label),
            row.from_on,
            row.until_on or row.from_on,
            row.handover_note,
        )
        for row in rows.order_by("-until_on", "-id")
    )


def carriers_of(case: Case) -> tuple[CarrierLine, ...]:
    """Who carries ``case`` today, the named worker first."""
    return _carriers(_carrying(case.id, clock.today()))


def _carrying(case: int, day: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(carrying_on(day), case_id=case).select_related("worker")


def _carriers(rows: Iterable[Assignment]) -> tuple[CarrierLine, ...]:
    order = {role: place for place, role in enumerate(AssignmentRole.values)}
    return tuple(_carrier(row) for row in sorted(rows, key=lambda row: (order[row.role], row.id)))


def part_row(public_id: UUID) -> Participant:
    """The part with this outside name, to be passed to an action; raises NotFound when absent or hidden."""
    row = Participant.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def _carrier(row: Assignment) -> CarrierLine:
    return CarrierLine(
        worker_id=row.worker_id,
        worker=row.worker.public_id,
        actor_id=row.worker.actor_id,
        name=row.worker.name,
        phone=row.worker.phone,
        role=row.role,
        role_words=str(AssignmentRole(row.role).label),
        from_on=row.from_on,
        until_on=row.until_on,
    )


def _part(row: Participant) -> PartLine:
    person = row.person
    return PartLine(
        part=row.public_id,
        person_id=person.id,
        person=person.public_id,
        name=person.display_name,
        pronouns=person.pronouns,
        age="" if person.died_on else age_words(birth_of(person.born_on, person.birth_precision), clock.today()),
        role=row.role,
        role_words=str(ParticipantRole(row.role).label),
        focus=row.focus,
        note=row.note,
        from_on=row.from_on,
        until_on=row.until_on,
        died_on=person.died_on,
    )


def _may(by: Reader, stands: Standing) -> May:
    return May(
        reach=may_reach_milestone(by, stands),
        move=may_move_stage(by, stands),
        people=may_change_people(by, stands),
        assign=may_assign(by, stands),
        end=may_end(by, stands),
    )


def _emergency_until(grants: Sequence[Grant], stands: Standing) -> datetime | None:
    """When the reader's emergency access ends; None when she sees the case on another ground as well."""
    if not stands.emergency or stands.leads or stands.in_team:
        return None
    return next((one.valid_until for one in reversed(grants) if one.reason == GrantReason.EMERGENCY), None)
