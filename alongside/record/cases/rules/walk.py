"""Walking through the events of a case, one after the other: where it stands after each.

The walk keeps one promise at every step: when an open case stands at a stage other than closing, every lawful need of
every earlier stage is met, and every other need of an earlier stage is met or was passed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.agency.organisation.rules import Need, ProtocolRules
from alongside.ground.foundation.text import joined
from alongside.record.cases.enums import MILESTONE_STAGE, STARTS, CaseState, EventKind, Milestone, Stage
from alongside.record.cases.rules.events import SetAside, SpineEvent

ORDER = tuple(Stage)
CLOSING = ORDER.index(Stage.CLOSING)
OPEN_STATES = (CaseState.OPEN, CaseState.REOPENED)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands between a case and a later stage: lawful needs, or needs that a reason may pass."""

    lawful: tuple[Need, ...] = ()
    missing: tuple[Need, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lawful or self.missing)


@dataclass(frozen=True, slots=True)
class Ended:
    """An episode of a case that has ended."""

    number: int
    opened: SpineEvent
    closed: SpineEvent
    stage: Stage


@dataclass
class Walk:
    """Where a case stands after the events so far. ``position`` counts stages from 0; the rest explains it.

    ``reached`` holds the milestones of this pass, ``episode_keys`` and ``ever`` those of this episode and of all;
    ``skipped`` the reasons with which needs were passed; ``pending`` starts of stages that cannot count yet;
    ``entered`` and ``left`` the event at which the case came into a stage and out of it; ``cause`` the event that
    explains the present stage.
    """

    protocol: ProtocolRules
    state: CaseState = CaseState.NOT_OPENED
    position: int = 0
    number: int = 0
    opened: SpineEvent | None = None
    closed: SpineEvent | None = None
    cause: SpineEvent | None = None
    held: bool = False
    reached: dict[str, list[SpineEvent]] = field(default_factory=dict)
    episode_events: list[SpineEvent] = field(default_factory=list)
    ever: set[str] = field(default_factory=set)
    skipped: dict[tuple[int, str], str] = field(default_factory=dict)
    pending: dict[int, SpineEvent] = field(default_factory=dict)
    entered: dict[int, SpineEvent] = field(default_factory=dict)
    left: dict[int, SpineEvent] = field(default_factory=dict)
    before: dict[int, SpineEvent] = field(default_factory=dict)
    waiting_to_count: list[SpineEvent] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether the case is open, for the first time or again."""
        return self.state in OPEN_STATES

    @property
    def stage(self) -> Stage:
        """The stage at which it stands, or stood when it closed."""
        return ORDER[self.position]

    def is_met(self, need: Need) -> bool:
        """Whether ``need`` is met: in this pass; what the law asks once, at any time, or in this episode."""
        if need.key in self.reached:
            return True
        if not need.lawful:
            return False
        return need.key in (self.episode_keys() if need.each_episode else self.ever)

    def episode_keys(self) -> set[str]:
        """The milestones of this episode, in any pass."""
        return {event.milestone or "" for event in self.episode_events}

    def open_needs(self, at: int) -> tuple[Need, ...]:
        """The needs of the stage ``at`` that are neither met nor passed with a reason."""
        return tuple(
            need
            for need in self.protocol.stages[at].needs
            if not self.is_met(need) and (need.lawful or (at, need.key) not in self.skipped)
        )

    def obstacle(self, to: int) -> Obstacle:
        """What stands before stage ``to``. Nothing lawful stands before closing: every case may end."""
        needs = [need for at in range(to) for need in self.open_needs(at)]
        lawful = () if to == CLOSING else tuple(need for need in needs if need.lawful)
        return Obstacle(lawful, tuple(need for need in needs if not need.lawful))


def walk(events: Iterable[SpineEvent], protocol: ProtocolRules) -> Walk:
    """The walk through ``events``, which are in order."""
    so_far = Walk(protocol)
    for event in events:
        _STEPS[EventKind(event.kind)](so_far, event)
    return so_far


def _put_aside(so_far: Walk, event: SpineEvent, why: str) -> None:
    so_far.aside.append(SetAside(event, why))


def _opened(so_far: Walk, event: SpineEvent) -> None:
    if so_far.state != CaseState.NOT_OPENED:
        closed = not so_far.is_open
        _put_aside(so_far, event, _("The case is closed; it can be reopened.") if closed else _("It is open already."))
        return
    so_far.state = CaseState.OPEN
    _begin(so_far, event, event.stage or ORDER[0], event.why or _("Opened at this stage"))


def _reopened(so_far: Walk, event: SpineEvent) -> None:
    if so_far.state not in (CaseState.CLOSED, CaseState.AFTER_CARE):
        _put_aside(so_far, event, _("Only a closed case can be reopened."))
        return
    so_far.state = CaseState.REOPENED
    _begin(so_far, event, event.stage or so_far.protocol.reopens_at, event.why or _("Case reopened"))


def _begin(so_far: Walk, event: SpineEvent, stage: str, why: str) -> None:
    """Begin an episode at ``stage``, or at the stage whose lawful needs are open before it."""
    carried, so_far.waiting_to_count = so_far.waiting_to_count, []
    so_far.number, so_far.position = so_far.number + 1, 0
    so_far.opened, so_far.closed = event, None
    for kept in (so_far.reached, so_far.skipped, so_far.pending, so_far.entered, so_far.left, so_far.before):
        kept.clear()
    so_far.episode_events = []
    for milestone in carried:
        _note(so_far, milestone)
    target = ORDER.index(Stage(stage))
    lawful = [at for at in range(target) if target != CLOSING and any(n.lawful for n in so_far.open_needs(at))]
    start = min(lawful, default=target)
    _skip(so_far, start, why)
    so_far.left.update(dict.fromkeys(range(start), event))
    _arrive(so_far, start, event, event)
    so_far.held = start > 0
    _settle(so_far, event)


def _skip(so_far: Walk, to: int, why: str) -> None:
    for at in range(to):
        so_far.skipped.update({(at, need.key): why for need in so_far.open_needs(at) if not need.lawful})


def _note(so_far: Walk, event: SpineEvent) -> None:
    """Keep a milestone. A review that is held before the stage of that name has begun is held and done with."""
    key = event.milestone or ""
    at = ORDER.index(MILESTONE_STAGE[Milestone(key)])
    so_far.episode_events.append(event)
    so_far.ever.add(key)
    if so_far.protocol.stages[at].then and at > so_far.position:
        if key in {need.key for need in so_far.protocol.stages[at].needs}:
            so_far.pending.pop(at, None)
            so_far.before[at] = event
            _forget(so_far, at, at)
        return
    so_far.reached.setdefault(key, []).append(event)


def _milestone(so_far: Walk, event: SpineEvent) -> None:
    home = MILESTONE_STAGE[Milestone(event.milestone or "")]
    if not so_far.is_open:
        if so_far.state != CaseState.NOT_OPENED and home == Stage.CLOSING:
            _note(so_far, event)
        else:
            so_far.waiting_to_count.append(event)
        return
    _note(so_far, event)
    at = ORDER.index(home)
    if at >= so_far.position:
        so_far.held = False
    if event.milestone in STARTS and at > so_far.position:
        so_far.pending[at] = event
    _settle(so_far, event)


def _settle(so_far: Walk, event: SpineEvent) -> None:
    """Go on as far as what has happened carries."""
    while not so_far.held and (_goes_on(so_far, event) or _starts_later(so_far, event)):
        pass


def _goes_on(so_far: Walk, event: SpineEvent) -> bool:
    """Take the step out of a stage whose needs are met, if it goes on by itself."""
    here = so_far.position
    rules = so_far.protocol.stages[here]
    if here == CLOSING or rules.moves_on != "when_done" or so_far.open_needs(here):
        return False
    if rules.then:
        so_far.before[here] = event
        _forget(so_far, here, here)
        _arrive(so_far, ORDER.index(Stage(rules.then)), event, event)
        for at in range(so_far.position, here):
            so_far.left.pop(at, None)
        return True
    _enter(so_far, here + 1, event)
    return True


def _starts_later(so_far: Walk, event: SpineEvent) -> bool:
    """Take the step that the start of a later stage asks for, the furthest that is possible."""
    for at in sorted(so_far.pending, reverse=True):
        start = so_far.pending[at]
        obstacle = so_far.obstacle(at)
        if at > so_far.position and not obstacle.lawful and (start.why.strip() or not obstacle.missing):
            _skip(so_far, at, start.why.strip())
            _enter(so_far, at, event, cause=start if start.why.strip() else event)
            return True
    return False


def _enter(so_far: Walk, to: int, event: SpineEvent, *, cause: SpineEvent | None = None) -> None:
    for at in range(so_far.position, to):
        so_far.left[at] = event
    _arrive(so_far, to, event, cause or event)
    for at in [at for at in so_far.pending if at <= to]:
        del so_far.pending[at]


def _arrive(so_far: Walk, to: int, event: SpineEvent, cause: SpineEvent) -> None:
    so_far.position = to
    so_far.entered[to] = event
    so_far.cause = cause


def _forget(so_far: Walk, first: int, last: int) -> None:
    """What was reached in the stages from ``first`` to ``last`` is to be reached again."""
    for key in [key for key in so_far.reached if first <= ORDER.index(MILESTONE_STAGE[Milestone(key)]) <= last]:
        del so_far.reached[key]
    for place in [place for place in so_far.skipped if first <= place[0] <= last]:
        del so_far.skipped[place]


def _moved(so_far: Walk, event: SpineEvent) -> None:
    to = ORDER.index(Stage(event.stage or ""))
    if why := cannot_move(so_far, to, event.why):
        _put_aside(so_far, event, why)
        return
    if to > so_far.position:
        _skip(so_far, to, event.why.strip())
        _enter(so_far, to, event)
    else:
        _go_back(so_far, to, event)
    so_far.held = True


def cannot_move(so_far: Walk, to: int, why: str) -> str:
    """Why the case cannot move to the stage ``to`` with the reason ``why``; empty when it can."""
    if not so_far.is_open:
        return _("The case is not open.")
    if to == so_far.position:
        return _("The case is at this stage already.")
    obstacle = so_far.obstacle(to)
    if obstacle.lawful:
        return _("First: %(needs)s.") % {"needs": need_words(obstacle.lawful)}
    if why.strip():
        return ""
    if to < so_far.position:
        return _("Going back needs a reason.")
    return (
        _("Going on without this needs a reason: %(needs)s.") % {"needs": need_words(obstacle.missing)}
        if obstacle
        else ""
    )


def need_words(needs: Iterable[Need]) -> str:
    """The words of ``needs`` as one phrase."""
    return joined([need.words for need in needs], last=_("and"))


def _go_back(so_far: Walk, to: int, event: SpineEvent) -> None:
    for at in range(to, CLOSING + 1):
        if done := so_far.left.pop(at, None):
            so_far.before[at] = done
    for at in range(to + 1, CLOSING + 1):
        so_far.entered.pop(at, None)
    _forget(so_far, to, CLOSING)
    so_far.pending.clear()
    _arrive(so_far, to, event, event)


def _closed(so_far: Walk, event: SpineEvent) -> None:
    if not so_far.is_open or so_far.opened is None:
        not_yet = so_far.state == CaseState.NOT_OPENED
        _put_aside(so_far, event, _("The case was not open yet.") if not_yet else _("It is closed already."))
        return
    so_far.state = CaseState.CLOSED
    so_far.closed = event
    so_far.pending.clear()
    so_far.ended.append(Ended(so_far.number, so_far.opened, event, so_far.stage))


def _after_care_started(so_far: Walk, event: SpineEvent) -> None:
    if so_far.state == CaseState.CLOSED:
        so_far.state = CaseState.AFTER_CARE
    else:
        _put_aside(so_far, event, _("After-care begins when a case has closed."))


def _after_care_ended(so_far: Walk, event: SpineEvent) -> None:
    if so_far.state == CaseState.AFTER_CARE:
        so_far.state = CaseState.CLOSED
    else:
        _put_aside(so_far, event, _("There is no after-care to end."))


_STEPS = {
    EventKind.OPENED: _opened,
    EventKind.MILESTONE: _milestone,
    EventKind.MOVED: _moved,
    EventKind.CLOSED: _closed,
    EventKind.AFTER_CARE_STARTED: _after_care_started,
    EventKind.AFTER_CARE_ENDED: _after_care_ended,
    EventKind.REOPENED: _reopened,
}
