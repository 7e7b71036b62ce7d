"""The list of cases with what comes next in each: cases of the record, next steps of the plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import shortened
from alongside.practice.plans.enums import StepState
from alongside.practice.plans.models import Step
from alongside.practice.plans.queries.rows import who_does
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CaseLine, Sought
from alongside.record.cases.rules.events import day_words, local_day

__all__ = ["CaseListLine", "CaseListView", "Sought", "case_list"]


@dataclass(frozen=True, slots=True)
class CaseListLine:
    """One case of the list: the last contact and the next step in words, empty when there is none."""

    case: CaseLine
    last_contact: str
    next_who: str = ""
    next_words: str = ""
    next_on: str = ""


@dataclass(frozen=True, slots=True)
class CaseListView:
    """One page of the list. ``count`` is how many open cases the reader carries, on the list of her own only."""

    lines: tuple[CaseListLine, ...]
    more: UUID | None
    count: int | None


def case_list(sought: Sought, *, by: Reader) -> CaseListView:
    """One page of the cases that ``by`` looks for; the same number of statements for few and many."""
    page = cases.case_lines(sought, by=by)
    steps = next_steps([line.id for line in page.lines])
    who = who_does(list(steps.values()))
    lines = tuple(_line(line, steps.get(line.id), who) for line in page.lines)
    own = sought.whose == "mine" and sought.state == "open"
    return CaseListView(lines, page.more, cases.count_mine(by=by) if own else None)


def next_steps(case_ids: Sequence[int]) -> dict[int, Step]:
    """The next line of the plan that is still to do in each case, the one with the earliest date first."""
    waiting = Step.objects.filter(case_id__in=case_ids, state__in=(StepState.OPEN, StepState.STARTED))
    first = (
        waiting.select_related("worker")
        .order_by("case_id", F("due_on").asc(nulls_last=True), "number", "id")
        .distinct("case_id")
    )
    return {step.case_id: step for step in first}


def _line(line: CaseLine, step: Step | None, who: Mapping[int, str]) -> CaseListLine:
    at, today = line.last_contact_at, clock.today()
    return CaseListLine(
        line,
        last_contact=day_words(local_day(at), today) if at else "",
        next_who=who[step.id] if step else "",
        next_words=shortened(step.what, 80) if step else "",
        next_on=day_words(step.due_on, today) if step and step.due_on else "",
    )
