"""Writing to the spine of a case: every event is tried first, written, and the stage stored again from all events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.enums import EventKind, Milestone, Stage
from alongside.record.cases.models import Case, StageEvent
from alongside.record.cases.queries import derived, events_of, standing
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.moves import may_move, may_reach
from alongside.record.cases.rules.spine import SpineView
from alongside.record.cases.rules.standing import may_move_stage, may_reach_milestone, may_take_back

REASON = "case.stage.reason_required"


def moment_of(day: date | datetime | None) -> datetime:
    """The aware moment that an event bears: now when not given, midday of another day, never in the future."""
    if day is None or (not isinstance(day, datetime) and day == clock.today()):
        return clock.now()
    at = day if isinstance(day, datetime) else timezone.make_aware(datetime.combine(day, time(12)))
    if timezone.is_naive(at):
        at = timezone.make_aware(at)
    if at > clock.now():
        reason = _("This day is still to come. Record it when it has happened.")
        raise Refused("case.date.future", reason, fields={"at": reason})
    return at


def locked(case: Case) -> Case:
    """The case as it is now, held until the end of the transaction; raises NotFound when the reader sees it no more."""
    return held(Case.objects.select_related("circle").filter(id=case.id))


def write_events(case: Case, new: Sequence[SpineEvent], *, by: Reader, check: bool = True) -> SpineView:
    """Add ``new`` events to ``case`` (held by ``locked``) and store stage and state as they follow from all events.

    With ``check``, an event that would have no effect is refused with the reason why.
    """
    signed = [replace(event, by=by.name) for event in new]
    view = derived(case, [*events_of(case.id), *signed])
    idle = next((aside for aside in view.set_aside if aside.event in signed), None)
    if check and idle:
        raise Refused("case.event.without_effect", idle.why)
    StageEvent.objects.bulk_create([_row(case, event, by) for event in signed])
    store(case, view)
    return view


def _row(case: Case, event: SpineEvent, by: Reader) -> StageEvent:
    return StageEvent(
        circle_id=case.circle_id,
        case=case,
        kind=event.kind,
        milestone=event.milestone or "",
        stage=event.stage or "",
        at=event.at,
        why=event.why.strip(),
        cites=event.cites[:300],
        closing_reason=event.closing_reason,
        by_name=by.name,
        by_id=by.actor_id,
    )


def store(case: Case, view: SpineView) -> None:
    """Repeat on the row of an opened ``case`` what ``view`` derived: stage, state, episode, day of closing."""
    case.stage = view.episodes[-1].stage if view.stage is None else view.stage
    case.state, case.episode, case.closed_on = view.state, max(view.episode, 1), view.closed_on
    case.save(update_fields=["stage", "state", "episode", "closed_on"])


@transaction.atomic
def reach(
    *, case: Case, milestone: Milestone | str, at: date | datetime | None = None, why: str = "", by: Reader
) -> SpineView:
    """Record that ``milestone`` was reached at ``at`` (now by default; a past day counts as its midday).

    Refused: the start of a stage without what comes before it, unless ``why`` says the reason; behind a lawful gate,
    with its citation; a day that is still to come; a reader outside the team. Writes the event and the stage.
    """
    row = locked(case)
    require(may_reach_milestone(by, standing(row, by)))
    events, protocol, moment = events_of(row.id), organisation.rules_of(row.protocol_id), moment_of(at)
    require(may_reach(events, protocol, milestone, why), field="why")
    cites = may_reach(events, protocol, milestone).basis if why.strip() else ""
    return write_events(
        row,
        [SpineEvent(EventKind.MILESTONE, moment, milestone=Milestone(milestone), why=why, cites=str(cites))],
        by=by,
    )


@transaction.atomic
def move_stage(*, case: Case, to: Stage | str, why: str, by: Reader) -> SpineView:
    """Move the case to the stage ``to``, back or on, with the reason ``why``.

    Refused: going back, or on without an earlier step, without a reason; past a lawful gate, with its citation; for
    anyone but carriers and their supervisor. Writes the event, citing what was passed.
    """
    row = locked(case)
    require(may_move_stage(by, standing(row, by)))
    events, protocol = events_of(row.id), organisation.rules_of(row.protocol_id)
    decision = may_move(events, protocol, to, why)
    require(decision, field="why" if decision.code == REASON else "to")
    say_why(why.strip())
    passed = may_move(events, protocol, to).basis
    return write_events(
        row, [SpineEvent(EventKind.MOVED, clock.now(), stage=Stage(to), why=why, cites=str(passed))], by=by
    )


@transaction.atomic
def take_back(*, case: Case, milestone: Milestone | str, why: str, by: Reader) -> SpineView:
    """Take the latest record of ``milestone`` back as a mistake; the record of both stays.

    Refused without a reason, when there is no such step, and for anyone but carriers, their supervisor, and whoever
    recorded it.
    """
    row = locked(case)
    latest = (
        StageEvent.objects.filter(case=row, kind=EventKind.MILESTONE, milestone=milestone).order_by("at", "id").last()
    )
    own = latest is not None and latest.by_id == by.actor_id
    require(may_take_back(by, standing(row, by), own=own))
    if not why.strip():
        reason = _("Say why this step was recorded by mistake.")
        raise Refused("case.taken_back.reason_required", reason, fields={"why": reason})
    say_why(why.strip())
    return write_events(row, [SpineEvent(EventKind.TAKEN_BACK, clock.now(), milestone=milestone, why=why)], by=by)
