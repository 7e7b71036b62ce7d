"""The plan on one page, from the words of a version: for paper, and for reading an earlier version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alongside.agency.access import queries as access
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.text import joined
from alongside.practice.assessments.queries.hope import Hope, hope_of_case
from alongside.practice.assessments.queries.names import first_name
from alongside.practice.plans.enums import PlanState, StepState
from alongside.practice.plans.models import Plan
from alongside.practice.plans.queries.content import content_of
from alongside.practice.plans.queries.handles import plan_row
from alongside.practice.plans.queries.lines import answer_words
from alongside.practice.plans.rules.freezing import is_intact
from alongside.record.cases.models import Assignment, Case


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line on paper."""

    number: int
    who: str
    what: str
    due_on: date | None
    help: str
    how_known: str
    done: bool


@dataclass(frozen=True, slots=True)
class SheetGoal:
    """One goal on paper."""

    title: str
    own_words: str
    said_by: str
    measure: str
    target_on: date | None
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A place to sign or say no; ``answered`` says what the person has answered already."""

    name: str
    answered: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A version of the plan on one page. ``waits_for`` makes it a draft on paper; ``rights`` is always there."""

    case_title: str
    case_number: str
    version: int
    state: str
    state_words: str
    with_whom: str
    agreed_on: date | None
    replaced_on: date | None
    review_on: date | None
    hope: Hope | None
    goals: tuple[SheetGoal, ...]
    loose: tuple[SheetLine, ...]
    signs: tuple[Sign, ...]
    waits_for: tuple[str, ...]
    rights: str
    crisis_line: str
    digest: str
    intact: bool


def plan_sheet(case_id: int, number: int | None = None) -> PlanSheet:
    """One version of a case's plan; without ``number`` the one being written, else the one in force.

    A version that was agreed is read from its frozen words. Raises NotFound when there is none. Recorded in the
    reading log.
    """
    case = Case.objects.filter(id=case_id).first()
    plan = plan_row(case_id, number)
    if case is None or plan is None:
        raise NotFound
    access.note_reading("plan on paper", circle=case.circle_id, kind="plan", ids=[plan.id])
    content = plan.content if plan.content is not None else content_of(case, plan)
    return _sheet(case, plan, content)


def _sheet(case: Case, plan: Plan, content: Mapping[str, Any]) -> PlanSheet:
    draft = plan.state == PlanState.DRAFT
    return PlanSheet(
        case_title=content["case"]["title"],
        case_number=content["case"]["number"],
        version=plan.number,
        state=plan.state,
        state_words=str(PlanState(plan.state).label),
        with_whom=_with_whom(content, case.id),
        agreed_on=None if draft else _day(content["agreed_on"]),
        replaced_on=plan.replaced_on,
        review_on=plan.review_on or _day(content["review_on"]),
        hope=hope_of_case(case.id) if plan.state != PlanState.REPLACED else None,
        goals=tuple(_goal(goal) for goal in content["goals"]),
        loose=tuple(_line(line) for line in content["lines"]),
        signs=_signs(content),
        waits_for=tuple(content["not_answered"]) if draft else (),
        rights=content["rights"],
        crisis_line=organisation.the_agency().crisis_line,
        digest=plan.digest,
        intact=draft or is_intact(plan.content, plan.digest),
    )


def _with_whom(content: Mapping[str, Any], case_id: int) -> str:
    """Everyone in the plan in one phrase: "Marta, Rosario and Dani, with Dele"."""
    people = joined([person["name"] for person in content["people"]], last=_("and"))
    workers = Assignment.objects.filter(case_id=case_id, until_on=None).select_related("worker").order_by("id")
    names = joined([first_name(one.worker.name) for one in workers], last=_("and"))
    return _("%(people)s, with %(workers)s") % {"people": people, "workers": names} if names else people


def _goal(goal: Mapping[str, Any]) -> SheetGoal:
    return SheetGoal(
        title=goal["title"],
        own_words=goal["own_words"],
        said_by=goal["said_by"],
        measure=goal["measure"],
        target_on=_day(goal["target_on"]),
        lines=tuple(_line(line) for line in goal["lines"]),
    )


def _line(line: Mapping[str, Any]) -> SheetLine:
    return SheetLine(
        number=line["number"],
        who=line["who"],
        what=line["what"],
        due_on=_day(line["due_on"]),
        help=line["help"],
        how_known=line["how_known"],
        done=line["state"] == StepState.DONE,
    )


def _signs(content: Mapping[str, Any]) -> tuple[Sign, ...]:
    """A place for every adult, and for whoever else has answered."""
    answered: dict[str, Mapping[str, Any]] = {}
    for answer in sorted(content["answers"], key=lambda one: one["line"] is None):
        answered[answer["name"]] = answer
    return tuple(
        Sign(person["name"], _answered(answered.get(person["name"])))
        for person in content["people"]
        if person["adult"] or person["name"] in answered
    )


def _answered(answer: Mapping[str, Any] | None) -> str:
    if answer is None:
        return ""
    words = answer_words(answer["reply"], answer["how"])
    return _("Line %(number)s: %(answer)s") % {"number": answer["line"], "answer": words} if answer["line"] else words


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
