"""The goals and lines of one case, read once in a fixed number of statements, for every page that shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.ground.foundation.reader import ORDINARY
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries.names import faces_by_number, first_name
from alongside.practice.plans.enums import GoalState, StepOwner, StepState
from alongside.practice.plans.models import Goal, GoalSource, Progress, Step
from alongside.practice.plans.rules.goals import ROOTS


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A case's goals and lines with what they grow from, how they moved and what people are called."""

    goals: tuple[Goal, ...]
    lines: tuple[Step, ...]
    by_goal: dict[int | None, tuple[Step, ...]]
    sources: dict[int, tuple[Statement, ...]]
    progress: dict[int, tuple[Progress, ...]]
    names: dict[int, str]
    keys: dict[int, str]

    def name(self, number: int | None) -> str:
        """What a person is called; empty when there is none or the reader may not see her."""
        return self.names.get(number or 0, "")

    def who(self, line: Step) -> str:
        """Who does a line: a worker, a person, or whoever is named."""
        return _who(line, self.names)

    def lines_of(self, goal_id: int | None) -> tuple[Step, ...]:
        """The lines of a goal in order; those without a goal when None."""
        return self.by_goal.get(goal_id, ())

    def open_goals(self) -> tuple[Goal, ...]:
        """The goals that have not ended."""
        return tuple(goal for goal in self.goals if goal.state == GoalState.OPEN)


def rows_of(case_ids: Iterable[int], *, with_ended: bool = True, also: Iterable[int | None] = ()) -> PlanRows:
    """The goals and lines of cases, as far as the reader sees them. Two statements, however many there are.

    ``also`` are persons whose names are wanted as well.
    """
    wanted = list(case_ids)
    found, lines, links, points = _rows(cases=wanted, with_ended=with_ended) if wanted else ([], [], [], [])
    sources: dict[int, list[Statement]] = defaultdict(list)
    for link in links:
        sources[link.goal_id].append(link.statement)
    progress: dict[int, list[Progress]] = defaultdict(list)
    for point in points:
        progress[point.goal_id].append(point)
    numbers = [number for goal in found for number in (goal.said_by_id, goal.person_id)]
    numbers += [*(line.person_id for line in lines), *also]
    by_goal: dict[int | None, list[Step]] = defaultdict(list)
    for line in lines:
        by_goal[line.goal_id].append(line)
    names, keys = faces_by_number(numbers)
    return PlanRows(
        goals=tuple(found),
        lines=tuple(lines),
        by_goal={key: tuple(value) for key, value in by_goal.items()},
        sources={key: tuple(value) for key, value in sources.items()},
        progress={key: tuple(value) for key, value in progress.items()},
        names=names,
        keys=keys,
    )


@shaped
def _rows(*, cases: Sequence[int], with_ended: bool) -> tuple[list[Goal], list[Step], list[GoalSource], list[Progress]]:
    """Goals, lines, what the goals grow from and how they moved."""
    live = {} if with_ended else {"goal__state": GoalState.OPEN}
    goals = Goal.objects.filter(case_id__in=cases).order_by("case_id", "order", "id")
    return together(
        goals if with_ended else goals.filter(state=GoalState.OPEN),
        Step.objects.filter(case_id__in=cases)
        .select_related("worker", "builds_on")
        .order_by("case_id", "number", "id"),
        GoalSource.objects.filter(goal__case_id__in=cases, **live).select_related("statement").order_by("id"),
        Progress.objects.filter(goal__case_id__in=cases, **live).order_by("at", "id"),
    )


def who_does(lines: Sequence[Step]) -> dict[int, str]:
    """Who does each of ``lines``, which hold their workers, by the number of the line. At most one statement."""
    people = [line.person_id for line in lines if line.person_id]
    names = faces_by_number(people)[0] if people else {}
    return {line.id: _who(line, names) for line in lines}


def _who(line: Step, names: Mapping[int, str]) -> str:
    if line.owner == StepOwner.WORKER and line.worker is not None:
        return first_name(line.worker.name)
    return names.get(line.person_id or 0, "") or line.owner_name


def root_words(statement: Statement) -> str:
    """The words by which a need, strength or hope is known on a chip."""
    return statement.words or statement.own_words


def ordinary_roots(statements: Iterable[Statement]) -> list[Statement]:
    """The roots of a goal that everyone who sees the plan may read."""
    return [one for one in statements if one.level == ORDINARY and one.kind in ROOTS]


def is_left(line: Step) -> bool:
    """Whether a line still stands in the plan: anything but dropped."""
    return line.state != StepState.DROPPED
