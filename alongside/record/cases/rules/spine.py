"""The spine as a page shows it: the stage strip with what is done, due and missing, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from django.utils.translation import gettext as _

from alongside.agency.organisation.rules import Deadline, ProtocolRules
from alongside.ground.foundation.calendar import NO_HOLIDAYS, WorkingCalendar, due_on
from alongside.record.cases.enums import STARTS, CaseState, ClosingReason, EventKind, Milestone, Stage
from alongside.record.cases.rules.events import SetAside, SpineEvent, day_words, in_order, local_day
from alongside.record.cases.rules.walk import CLOSING, ORDER, Ended, Walk, need_words, walk


class StepState(StrEnum):
    """How far one stage of the strip is. NOT_REACHED: the case closed before it."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a stage still needs; no reason passes a ``lawful`` need. ``basis`` is the citation."""

    key: str
    words: str
    lawful: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that is running or was kept or missed; ``days_left`` is negative when overdue, None when done."""

    key: str
    words: str
    stage: Stage
    due_on: date
    done_on: date | None
    overdue: bool
    late: bool
    days_left: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of the strip.

    ``skipped`` says why it was passed without everything; ``before_on`` when it was done before, if the case has come
    back to it or before it.
    """

    stage: Stage
    label: str
    purpose: str
    state: StepState
    entered_on: date | None
    done_on: date | None
    before_on: date | None
    missing: tuple[Missing, ...]
    due: tuple[Due, ...]
    skipped: str

    @property
    def overdue(self) -> bool:
        """Whether something of this stage is overdue."""
        return any(line.overdue for line in self.due)


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode that has ended."""

    number: int
    opened_on: date
    closed_on: date
    stage: Stage
    reason: str


@dataclass(frozen=True, slots=True)
class SpineView:
    """Where a case stands and why. ``stage`` is None while it is not open; ``waiting`` says what holds it back."""

    state: CaseState
    episode: int
    stage: Stage | None
    stage_label: str
    reason: str
    waiting: str
    opened_on: date | None
    closed_on: date | None
    closing_reason: str
    stages: tuple[StageView, ...]
    due: tuple[Due, ...]
    next_review_on: date | None
    review_overdue: bool
    last_review_on: date | None
    episodes: tuple[EpisodeView, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What the present stage still needs."""
        return next((line.missing for line in self.stages if line.state == StepState.NOW), ())

    @property
    def overdue(self) -> tuple[Due, ...]:
        """Every deadline that is overdue, the oldest first."""
        return tuple(line for line in self.due if line.overdue)


@dataclass(frozen=True, slots=True)
class _At:
    """What the view is made from: the walk, the day, the place."""

    walk: Walk
    today: date
    zone: tzinfo | None
    calendar: WorkingCalendar

    def day(self, event: SpineEvent | None) -> date | None:
        return local_day(event.at, self.zone) if event else None

    def words(self, event: SpineEvent) -> str:
        return day_words(local_day(event.at, self.zone), self.today)


def derive(
    events: Iterable[SpineEvent],
    protocol: ProtocolRules,
    today: date,
    *,
    calendar: WorkingCalendar = NO_HOLIDAYS,
    zone: tzinfo | None = None,
) -> SpineView:
    """The spine of a case as at ``today``; later events do not count yet.

    A pure function of what happened: the order in which ``events`` come does not matter. ``zone`` is the agency's time
    zone (the current one by default), ``calendar`` its working days.
    """
    ordered, aside = in_order(events, today, zone)
    so_far = walk(ordered, protocol)
    at = _At(so_far, today, zone, calendar)
    stages = tuple(_stage(at, index) for index in range(len(ORDER)))
    reviews = [e for e in so_far.episode_events if e.milestone == Milestone.REVIEW_HELD]
    next_review = _next_review(at, reviews)
    return SpineView(
        state=so_far.state,
        episode=so_far.number,
        stage=so_far.stage if so_far.is_open else None,
        stage_label=protocol.stages[so_far.position].label if so_far.is_open else str(so_far.state.label),
        reason=_reason(at),
        waiting=_waiting(so_far),
        opened_on=at.day(so_far.opened),
        closed_on=at.day(so_far.closed),
        closing_reason=_closing_words(so_far.closed, protocol) if so_far.closed else "",
        stages=stages,
        due=tuple(sorted((line for stage in stages for line in stage.due), key=lambda line: (line.due_on, line.key))),
        next_review_on=next_review,
        review_overdue=next_review is not None and next_review < today,
        last_review_on=at.day(reviews[-1]) if reviews else None,
        episodes=tuple(_episode(at, ended) for ended in so_far.ended),
        set_aside=(*aside, *so_far.aside),
    )


def _stage(at: _At, index: int) -> StageView:
    so_far = at.walk
    rules = so_far.protocol.stages[index]
    state = _step_state(so_far, index)
    done = so_far.closed if index == CLOSING and so_far.closed else so_far.left.get(index, so_far.closed)
    skipped = dict.fromkeys(why for (stage, _key), why in so_far.skipped.items() if stage == index)
    return StageView(
        stage=ORDER[index],
        label=rules.label,
        purpose=rules.purpose,
        state=state,
        entered_on=at.day(so_far.entered.get(index)) if state in (StepState.DONE, StepState.NOW) else None,
        done_on=at.day(done) if state == StepState.DONE else None,
        before_on=at.day(so_far.before.get(index)),
        missing=tuple(
            Missing(need.key, need.words, need.lawful, need.basis.text)
            for need in rules.needs
            if not so_far.is_met(need)
        ),
        due=tuple(line for rule in rules.deadlines if (line := _due(at, index, rule))),
        skipped="; ".join(skipped) if state == StepState.DONE else "",
    )


def _step_state(so_far: Walk, index: int) -> StepState:
    if so_far.state == CaseState.NOT_OPENED:
        return StepState.LATER
    if index < so_far.position:
        return StepState.DONE
    if so_far.is_open:
        return StepState.NOW if index == so_far.position else StepState.LATER
    return StepState.DONE if index in (so_far.position, CLOSING) else StepState.NOT_REACHED


def _due(at: _At, index: int, rule: Deadline) -> Due | None:
    """The deadline ``rule`` when its clock has started in this episode."""
    start = _start(at, index, rule)
    if start is None:
        return None
    last_day = due_on(start, rule.amount, rule.unit, at.calendar)
    done = next(
        (at.day(e) for e in at.walk.episode_events if e.milestone == rule.to and (at.day(e) or start) >= start), None
    )
    running = done is None and at.walk.is_open
    return Due(
        key=rule.key,
        words=rule.words,
        stage=ORDER[index],
        due_on=last_day,
        done_on=done,
        overdue=running and at.today > last_day,
        late=done is not None and done > last_day,
        days_left=(last_day - at.today).days if running else None,
        basis=rule.basis.text,
    )


def _start(at: _At, index: int, rule: Deadline) -> date | None:
    if rule.start == "opened":
        return at.day(at.walk.opened)
    if rule.start == "entered":
        return at.day(at.walk.entered.get(index))
    return at.day(next(iter(at.walk.reached.get(rule.start, ())), None))


def _next_review(at: _At, reviews: list[SpineEvent]) -> date | None:
    rhythm = at.walk.protocol.review
    if rhythm is None or not at.walk.is_open:
        return None
    firsts = [at.walk.opened] if rhythm.start == "opened" else at.walk.reached.get(rhythm.start, [])
    last = at.day(reviews[-1]) if reviews else at.day(next(iter(firsts), None))
    return last + timedelta(days=rhythm.days) if last else None


def _reason(at: _At) -> str:
    """Why the case stands where it stands, in one sentence."""
    so_far = at.walk
    if so_far.closed:
        what = {"day": at.words(so_far.closed), "why": _closing_words(so_far.closed, so_far.protocol)}
        return _("Closed %(day)s: %(why)s") % what if what["why"] else _("Closed %(day)s") % what
    if so_far.cause is None:
        return _("Not opened yet")
    sentence = _cause(at, so_far.cause)
    start = next((key for key, stage in STARTS.items() if stage == so_far.stage), None)
    began = so_far.reached.get(start, []) if start else []
    if began and began[-1] is not so_far.cause:
        return _("%(cause)s; %(start)s %(day)s") % {
            "cause": sentence,
            "start": _small(str(Milestone(began[-1].milestone or "").label)),
            "day": at.words(began[-1]),
        }
    return sentence


def _cause(at: _At, event: SpineEvent) -> str:
    if event.kind == EventKind.MILESTONE:
        what = str(Milestone(event.milestone or "").label)
    else:
        what = str(EventKind(event.kind).label)
    words = _("%(what)s %(day)s") % {"what": what, "day": at.words(event)}
    return f"{words}: {event.why.strip()}" if event.why.strip() else words


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _waiting(so_far: Walk) -> str:
    """What holds back a later stage that has begun already."""
    if not so_far.is_open or not so_far.pending:
        return ""
    last = max(so_far.pending)
    obstacle = so_far.obstacle(last)
    passed = bool(so_far.pending[last].why.strip())
    needs = obstacle.lawful if passed else (*obstacle.lawful, *obstacle.missing)
    sentence = _("%(stage)s has begun, but this is still missing: %(needs)s.")
    return sentence % {"stage": so_far.protocol.stages[last].label, "needs": need_words(needs)}


def _closing_words(closed: SpineEvent, protocol: ProtocolRules) -> str:
    own = {line.key: line.words for line in protocol.closing_reasons}
    known = {str(reason.value): str(reason.label) for reason in ClosingReason}
    return own.get(closed.closing_reason) or known.get(closed.closing_reason) or closed.why.strip()


def _episode(at: _At, ended: Ended) -> EpisodeView:
    return EpisodeView(
        ended.number,
        local_day(ended.opened.at, at.zone),
        local_day(ended.closed.at, at.zone),
        ended.stage,
        _closing_words(ended.closed, at.walk.protocol),
    )
