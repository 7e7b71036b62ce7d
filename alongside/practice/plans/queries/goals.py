"""The goals of a case as its page shows them: level, trend, next line, what they build on, whether they are stuck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.plans.enums import GoalState
from alongside.practice.plans.models import Goal, Progress, Step
from alongside.practice.plans.queries.rows import PlanRows, is_left, root_words, rows_of
from alongside.practice.plans.rules.goals import confidence_hint, stuck_reason, unready
from alongside.practice.plans.rules.lines import ENDED

TREND_POINTS = 12


@dataclass(frozen=True, slots=True)
class Whose:
    """Somebody whom a goal or line is about; ``key`` keeps the tint of the avatar."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class NextLine:
    """The next open line: who does what by when."""

    id: UUID
    who: str
    what: str
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Root:
    """A need, strength or hope that a goal grows from, in its words and its area of life."""

    id: UUID
    kind: str
    domain: str
    words: str


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal in a list. ``trend`` holds its levels by time, newest last; ``stuck`` and ``unready`` are sentences."""

    number: int
    id: UUID
    version: int
    title: str
    own_words: str
    said_by: str
    whose: tuple[Whose, ...]
    measure: str
    horizon: str
    starts_on: date
    target_on: date | None
    level: int
    trend: tuple[int, ...]
    next_line: NextLine | None
    builds_on: tuple[Root, ...]
    state: str
    stuck: str
    unready: str
    confidence: str


def goals_of_case(case_id: int, *, with_ended: bool = False) -> list[GoalCard]:
    """The goals of a case in order, open ones only unless ``with_ended``. The same statements for 1 goal or 500."""
    rows = rows_of([case_id], with_ended=with_ended)
    return [card_of(goal, rows) for goal in rows.goals]


def card_of(goal: Goal, rows: PlanRows) -> GoalCard:
    """One goal as a value, from rows read together."""
    points = rows.progress.get(goal.id, ())
    return GoalCard(
        number=goal.id,
        id=goal.public_id,
        version=goal.version,
        title=goal.title,
        own_words=goal.own_words,
        said_by=rows.name(goal.said_by_id),
        whose=_whose(goal, rows),
        measure=goal.measure,
        horizon=goal.horizon,
        starts_on=goal.starts_on,
        target_on=goal.target_on,
        level=goal.attained,
        trend=tuple(point.value for point in points[-TREND_POINTS:]),
        next_line=_next_line(rows.lines_of(goal.id), rows),
        builds_on=tuple(root_of(one) for one in rows.sources.get(goal.id, ())),
        state=goal.state,
        stuck=_stuck(goal, points),
        unready=unready(goal.measure, goal.target_on) if goal.state == GoalState.OPEN else "",
        confidence=confidence_hint(goal.confidence),
    )


def root_of(statement: Statement) -> Root:
    """What a goal grows from, as a value."""
    return Root(statement.public_id, statement.kind, statement.domain, root_words(statement))


def _whose(goal: Goal, rows: PlanRows) -> tuple[Whose, ...]:
    """Whose goal it is: the person it is for, who said it, and who does its lines."""
    numbers = [goal.person_id, goal.said_by_id, *[line.person_id for line in rows.lines_of(goal.id)]]
    seen = dict.fromkeys(number for number in numbers if number and rows.name(number))
    return tuple(Whose(rows.keys.get(number, str(number)), rows.name(number)) for number in seen)


def _next_line(lines: Sequence[Step], rows: PlanRows) -> NextLine | None:
    waiting = [line for line in lines if line.state not in ENDED]
    if not waiting:
        return None
    line = min(waiting, key=lambda one: (one.due_on is None, one.due_on or date.max, one.number))
    overdue = line.due_on is not None and line.due_on < clock.today()
    return NextLine(line.public_id, rows.who(line), line.what, line.due_on, overdue)


def moved_on(goal: Goal, points: Sequence[Progress]) -> date:
    """The day on which a goal's level last changed, or its start."""
    day, level = goal.starts_on, None
    for point in points:
        if level is not None and point.value != level:
            day = timezone.localdate(point.at)
        level = point.value
    return day


def _stuck(goal: Goal, points: Sequence[Progress]) -> str:
    if goal.state != GoalState.OPEN:
        return ""
    return stuck_reason(
        title=goal.title,
        starts_on=goal.starts_on,
        target_on=goal.target_on,
        moved_on=moved_on(goal, points),
        today=clock.today(),
    )


@dataclass(frozen=True, slots=True)
class StrengthInUse:
    """A strength of the case; ``used`` when a goal or a line builds on it."""

    id: UUID
    domain: str
    words: str
    used: bool


def strengths_in_use(case_id: int) -> list[StrengthInUse]:
    """The strengths of a case that hold today, those that a goal or a line builds on first (S-077)."""
    strengths = Statement.objects.filter(case_id=case_id, kind=StatementKind.STRENGTH, ended_on=None).order_by("id")
    return strengths_among(strengths, rows_of([case_id], with_ended=False))


def strengths_among(statements: Iterable[Statement], rows: PlanRows) -> list[StrengthInUse]:
    """The strengths among ``statements``, in their order, those that an open goal or a line builds on first."""
    linked = {root.id for goal in rows.open_goals() for root in rows.sources.get(goal.id, ())}
    linked |= {line.builds_on_id for line in rows.lines if line.builds_on_id and is_left(line)}
    strengths = [one for one in statements if one.kind == StatementKind.STRENGTH]
    found = [StrengthInUse(one.public_id, one.domain, root_words(one), one.id in linked) for one in strengths]
    return sorted(found, key=lambda one: not one.used)
