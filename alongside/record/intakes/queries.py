"""What pages and other rooms read of requests: waiting, decided, one request, urgent ones, those handed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from alongside.agency.access.queries import note_reading
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.models import ProgrammeTeam
from alongside.agency.organisation.rules import ProtocolRules
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld
from alongside.agency.staff.queries import WorkerLine, live
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.ground.foundation.together import together
from alongside.record.intakes.enums import Caller, Channel, IntakeState, ScreeningOutcome, Urgency
from alongside.record.intakes.models import Escalation, Intake, Screening
from alongside.record.intakes.rules.asking import SAFE_WAYS, SafeContact, safe_contact
from alongside.record.intakes.rules.deciding import Verdict, criterion_of
from alongside.record.intakes.rules.urgency import (
    AT_ONCE,
    Waiting,
    is_urgent,
    minutes_between,
    step_due,
    waiting,
    whom,
)

PAGE = 50
MOST = 200
"""So many requests are shown of those that wait; nobody reads on."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision on a request: what, why, by which printed criterion, what was offered instead, who, when."""

    outcome: str
    words: str
    reason: str
    criterion: str
    alternative: str
    decided_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """A request in a list. ``clock`` is there for urgent requests only."""

    public_id: UUID
    person_name: str
    words: str
    state: str
    channel: str
    programme: str
    received_at: datetime
    urgency: str
    urgent: bool
    clock: Waiting | None
    taken_by: str
    safe: SafeContact
    notice_given: bool
    decision: DecisionView | None


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told that an urgent request still waited."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class IntakeView:
    """One request, whole. The fields a form shows keep their stored values; labels stand beside them."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    programme_id: int
    programme: str
    protocol_id: int
    intake_team_id: int
    team_id: int
    team: str
    state: str
    state_words: str
    channel: str
    channel_words: str
    received_at: datetime
    caller: str
    caller_words: str
    caller_name: str
    caller_phone: str
    words: str
    person_id: int | None
    person_public_id: UUID | None
    person_known_as: str
    person_name: str
    birth_words: str
    phone: str
    language: str
    who_lives_there: str
    safe_call: str
    safe_text: str
    safe_voicemail: str
    safe_letter: str
    safe_from: time | None
    safe_until: time | None
    safe_note: str
    safe: SafeContact
    urgency: str
    urgency_words: str
    urgent: bool
    clock: Waiting | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    told: tuple[Told, ...]
    notice_given_at: datetime | None
    notice_how: str
    notice_language: str
    taken_by: str
    decisions: tuple[DecisionView, ...]

    @property
    def decision(self) -> DecisionView | None:
        """The decision that stands: the latest."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """An urgent request that nobody has taken, without a name.

    ``step`` is the step of the protocol that is due, ``told`` the last one that was told (-1: none), ``whom`` and
    ``words`` say so in the protocol's words.
    """

    intake: UUID
    received_at: datetime
    minutes: int
    team_id: int
    team: str
    programme_id: int
    step: int
    told: int
    whom: str
    words: str


@dataclass(frozen=True, slots=True)
class IntakeBoard:
    """The list of requests: those that wait, those accepted for which no case is open yet, those that were decided."""

    waiting: tuple[IntakeLine, ...]
    accepted: tuple[IntakeLine, ...]
    decided: tuple[IntakeLine, ...]


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A request that this reader took in or decided, as far as she may know of it now: which team has it, and who."""

    intake: UUID
    received_at: datetime
    handed_at: datetime
    team: str
    carriers: str
    became_case: bool


def intake_row(public_id: UUID) -> Intake:
    """The request with this outside name, to be passed to an action; raises NotFound when absent or hidden."""
    row = Intake.objects.select_related("circle").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def waiting_intakes() -> list[IntakeLine]:
    """Requests that wait for a decision: urgent ones that nobody has taken first, then urgent ones, then by age."""
    return _most_urgent_first(_lines(_waiting()))


def _most_urgent_first(found: list[IntakeLine]) -> list[IntakeLine]:
    first = {Urgency.TODAY: 0, Urgency.THIS_WEEK: 1, Urgency.CAN_WAIT: 2}
    found.sort(key=lambda line: (first[Urgency(line.urgency)], bool(line.clock and line.clock.taken), line.received_at))
    return found


def accepted_intakes() -> list[IntakeLine]:
    """Requests that were accepted and passed to a team which has not opened a case for them yet, oldest first."""
    return _to_be_opened(_lines(_accepted()))


def _to_be_opened(found: list[IntakeLine]) -> list[IntakeLine]:
    return [line for line in found if line.decision and line.decision.outcome == ScreeningOutcome.ACCEPT]


def decided_intakes(*, before: datetime | None = None) -> list[IntakeLine]:
    """The newest ``PAGE`` requests that were decided, newest first; ``before`` pages on by the time they came in."""
    return _lines(_decided(before))


def intake_board(*, before: datetime | None = None) -> IntakeBoard:
    """What waits, what was accepted and what was decided, as on the list of requests. Two statements, noted as read.

    With ``before`` only the page of those that were decided before it.
    """
    if before is not None:
        return IntakeBoard((), (), tuple(decided_intakes(before=before)))
    waiting, accepted, decided = together(_waiting(), _accepted(), _decided(None))
    prefetch_related_objects([*waiting, *accepted, *decided], _screenings())
    return IntakeBoard(
        tuple(_most_urgent_first(_shown(waiting))), tuple(_to_be_opened(_shown(accepted))), tuple(_shown(decided))
    )


def _waiting() -> QuerySet[Intake]:
    return _with_names(Intake.objects.filter(state=IntakeState.NEW)).order_by("received_at", "id")[:MOST]


def _accepted() -> QuerySet[Intake]:
    return _with_names(Intake.objects.filter(state=IntakeState.DECIDED)).order_by("received_at", "id")[:MOST]


def _decided(before: datetime | None) -> QuerySet[Intake]:
    rows = _with_names(Intake.objects.exclude(state=IntakeState.NEW)).order_by("-received_at", "-id")
    return (rows if before is None else rows.filter(received_at__lt=before))[:PAGE]


def _with_names(rows: QuerySet[Intake]) -> QuerySet[Intake]:
    return rows.select_related("programme", "taken_by", "person")


def _lines(rows: QuerySet[Intake]) -> list[IntakeLine]:
    return _shown(list(rows.prefetch_related(_screenings())))


def _shown(found: Sequence[Intake]) -> list[IntakeLine]:
    note_reading("intakes list", kind="intake", ids=[row.id for row in found])
    return [_line(row) for row in found]


def _screenings() -> Prefetch[Any, Any, Any]:
    return Prefetch("screenings", Screening.objects.select_related("decided_by").order_by("id"))


def _line(row: Intake) -> IntakeLine:
    decisions = _decisions(row)
    return IntakeLine(
        row.public_id,
        row.person.display_name if row.person else row.person_name,
        row.words,
        row.state,
        str(Channel(row.channel).label),
        row.programme.name,
        row.received_at,
        row.urgency,
        is_urgent(row.urgency),
        _clock(row),
        row.taken_by.name,
        safe_contact(answers_of(row)),
        row.notice_given_at is not None,
        decisions[-1] if decisions else None,
    )


def intake_view(public_id: UUID) -> IntakeView:
    """One request for its page; raises NotFound when absent or hidden. Logged as read."""
    row = _whole().filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    people = [row.person_id] if row.person_id else []
    note_reading("intake page", circle=row.circle_id, people=people, kind="intake", ids=[row.id])
    return _view(row)


def intakes_after(
    *, after: UUID | None = None, size: int = PAGE, state: str | None = None, urgency: str | None = None, by: Reader
) -> Series[IntakeView]:
    """Requests newest first, a page at a time, whole; only those in ``state`` or of ``urgency``. Noted as read."""
    rows = _whole()
    if state is not None:
        rows = rows.filter(state=state)
    if urgency is not None:
        rows = rows.filter(urgency=urgency)
    page = rows_after(rows, after=after, size=size)
    people = [row.person_id for row in page.items if row.person_id]
    note_reading("intakes list", people=people, kind="intake", ids=[row.id for row in page.items])
    return Series(tuple(_view(row) for row in page.items), page.after)


def count_intakes(most: int) -> int:
    """How many requests this reader sees, counted no further than ``most``."""
    return Intake.objects.order_by()[:most].count()


def _whole() -> QuerySet[Intake]:
    return Intake.objects.select_related(
        "programme", "circle__team", "taken_by", "acknowledged_by", "person"
    ).prefetch_related(_screenings(), Prefetch("escalations", Escalation.objects.order_by("step")))


def _view(row: Intake) -> IntakeView:
    copied = (
        *("id", "public_id", "version", "circle_id", "programme_id", "protocol_id", "state", "channel", "received_at"),
        *("caller", "caller_name", "caller_phone", "words", "person_id", "person_name", "birth_words", "phone"),
        *("language", "who_lives_there", "safe_call", "safe_text", "safe_voicemail", "safe_letter", "safe_from"),
        *("safe_until", "safe_note", "urgency", "acknowledged_at", "notice_given_at", "notice_how", "notice_language"),
    )
    return IntakeView(
        **{name: getattr(row, name) for name in copied},
        programme=row.programme.name,
        intake_team_id=row.programme.intake_team_id,
        team_id=row.circle.team_id,
        team=row.circle.team.name,
        state_words=str(IntakeState(row.state).label),
        channel_words=str(Channel(row.channel).label),
        caller_words=str(Caller(row.caller).label),
        person_public_id=row.person.public_id if row.person else None,
        person_known_as=row.person.display_name if row.person else "",
        safe=safe_contact(answers_of(row)),
        urgency_words=str(Urgency(row.urgency).label),
        urgent=is_urgent(row.urgency),
        clock=_clock(row),
        acknowledged_by=row.acknowledged_by.name if row.acknowledged_by else "",
        told=tuple(Told(one.at, one.told) for one in row.escalations.all()),
        taken_by=row.taken_by.name,
        decisions=tuple(_decisions(row)),
    )


def answers_of(row: Intake) -> dict[str, str]:
    """The answers about safe contact, by field."""
    return {name: getattr(row, name) for name, _way in SAFE_WAYS}


def _clock(row: Intake) -> Waiting | None:
    if not is_urgent(row.urgency):
        return None
    rules = organisation.rules_of(row.protocol_id)
    return waiting(rules.urgent, received_at=row.received_at, now=clock.now(), taken_at=row.acknowledged_at)


def _decisions(row: Intake) -> list[DecisionView]:
    rules = organisation.rules_of(row.protocol_id)
    return [_decision(one, rules) for one in row.screenings.all()]


def _decision(one: Screening, rules: ProtocolRules) -> DecisionView:
    printed = criterion_of(rules, Verdict(one.outcome, one.criterion))
    return DecisionView(
        one.outcome,
        str(ScreeningOutcome(one.outcome).label),
        one.reason,
        printed.words if printed else "",
        one.alternative,
        one.decided_at,
        one.decided_by.name,
    )


def urgent_waiting() -> list[UrgentLine]:
    """Urgent requests that nobody has taken, longest first, as far as this reader may know of them.

    The house sees all of them and a supervisor those that come to her team or its programmes: which team's, how long,
    which step of the protocol is due. No name and no word of the request is in the answer.
    """
    now = clock.now()
    lines = []
    for public_id, received_at, team_id, team, programme_id, protocol_id, told in _rows(
        "select * from app.urgent_unacknowledged()", []
    ):
        rule = organisation.rules_of(protocol_id).urgent
        minutes = minutes_between(received_at, now)
        step = step_due(rule, minutes)
        state = waiting(rule, received_at=received_at, now=now)
        lines.append(
            UrgentLine(
                public_id,
                received_at,
                minutes,
                team_id,
                team,
                programme_id,
                step,
                told,
                whom(rule, step),
                state.words,
            )
        )
    return lines


def supervisors_told(line: UrgentLine) -> list[WorkerLine]:
    """Whom a step of escalation tells: the intake team's supervisors, or else those of the teams that do the work.

    From the second step on, all of these.
    """
    serving = set(ProgrammeTeam.objects.filter(programme_id=line.programme_id).values_list("team_id", flat=True))
    held = list(
        RoleHeld.objects.filter(
            live(clock.today()), role=Role.SUPERVISOR, team_id__in={line.team_id, *serving}, worker__left_on=None
        )
        .select_related("worker")
        .order_by("worker__sort_key", "id")
    )
    nearest = [role for role in held if role.team_id == line.team_id]
    told = held if line.step > AT_ONCE + 1 or not nearest else nearest
    return list({role.worker_id: _worker(role) for role in told}.values())


def _worker(role: RoleHeld) -> WorkerLine:
    worker = role.worker
    return WorkerLine(
        worker.id, worker.public_id, worker.actor_id, worker.name, worker.title, worker.email, worker.left_on
    )


def handed_on(*, limit: int = 50) -> list[HandedOn]:
    """Requests that this reader took in or decided in the last 90 days and that another team has now, newest first."""
    rows = _rows("select * from app.handed_on(%s)", [limit])
    return [
        HandedOn(public_id, received_at, handed_at, team, carriers, state == IntakeState.BECAME_CASE)
        for public_id, received_at, handed_at, team, carriers, state in rows
    ]


def intake_of_person(person_ids: Iterable[int]) -> list[IntakeLine]:
    """The requests about these persons that this reader sees, newest first."""
    rows = _with_names(Intake.objects.filter(person_id__in=list(person_ids)))
    return _lines(rows.order_by("-received_at", "-id")[:MOST])


def missing_safe_contact() -> int:
    """How many open requests of this reader's teams lack any answer about safe contact."""
    nothing = Q(**{name: "not_asked" for name, _way in SAFE_WAYS})
    return Intake.objects.filter(nothing, state=IntakeState.NEW).count()


def _rows(sql: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
