"""The steps of each stage as a page shows them: reached, missing, passed with a reason, each with day and basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alongside.agency.organisation.rules import ProtocolRules
from alongside.record.cases.enums import BY_HAND, EventKind, Milestone
from alongside.record.cases.rules.events import SpineEvent, in_order, local_day
from alongside.record.cases.rules.spine import Due, SpineView, StageView, StepState
from alongside.record.cases.rules.walk import OPEN_STATES


class CheckState(StrEnum):
    """PASSED: the stage was left without it, with a reason."""

    DONE = "done"
    MISSING = "missing"
    PASSED = "passed"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Check:
    """One step of a stage.

    ``needed``: the stage asks for it; ``by_hand``: a person ticks it; ``on`` and ``by``: when and by whom it was
    reached; ``basis``: the citation; ``due``: its deadline, if the clock of one has started.
    """

    key: str
    words: str
    state: CheckState
    needed: bool
    lawful: bool
    by_hand: bool
    basis: str
    on: date | None = None
    by: str = ""
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class StageSteps:
    """One stage with all its steps."""

    view: StageView
    checks: tuple[Check, ...]


def stage_steps(
    events: Iterable[SpineEvent], protocol: ProtocolRules, view: SpineView, today: date
) -> tuple[StageSteps, ...]:
    """Every stage of ``protocol`` with its needs, and its deadlines' steps that no need names.

    ``view`` is what ``derive`` said of the same events.
    """
    kept, _aside = in_order(events, today)
    latest = {event.milestone or "": event for event in kept if event.kind == EventKind.MILESTONE}
    return tuple(
        StageSteps(stage, _checks(protocol, index, stage, latest, view)) for index, stage in enumerate(view.stages)
    )


def _checks(
    protocol: ProtocolRules, index: int, stage: StageView, latest: dict[str, SpineEvent], view: SpineView
) -> tuple[Check, ...]:
    rules = protocol.stages[index]
    missing = {line.key for line in stage.missing}
    dues = {line.to: due for line in rules.deadlines for due in stage.due if due.key == line.key}
    lines = [(need.key, need.words, True, need.lawful, need.basis.text) for need in rules.needs]
    needed = {need.key for need in rules.needs}
    lines += [
        (line.to, _label(line.to), False, False, line.basis.text) for line in rules.deadlines if line.to not in needed
    ]
    return tuple(
        _check(line, stage, latest.get(line[0]), missing, dues.get(line[0]), open_now=view.state in OPEN_STATES)
        for line in dict.fromkeys(lines)
    )


def _check(
    line: tuple[str, str, bool, bool, str],
    stage: StageView,
    event: SpineEvent | None,
    missing: set[str],
    due: Due | None,
    *,
    open_now: bool,
) -> Check:
    key, words, needed, lawful, basis = line
    done = event is not None and key not in missing
    if done:
        state = CheckState.DONE
    elif stage.state == StepState.DONE and needed:
        state = CheckState.PASSED
    elif stage.state == StepState.NOW and open_now:
        state = CheckState.MISSING
    else:
        state = CheckState.LATER
    return Check(
        key=key,
        words=words,
        state=state,
        needed=needed,
        lawful=lawful,
        by_hand=key in BY_HAND,
        basis=basis,
        on=local_day(event.at) if event and done else None,
        by=str(event.by) if event and done else "",
        due=due,
    )


def _label(key: str) -> str:
    return str(Milestone(key).label) if key in Milestone.values else key
