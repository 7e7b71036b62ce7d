"""What the plan's pages share: the case to act on, whom to choose from, and the answer to a form to be put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import DateField, Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as format_date

from alongside.agency.staff import queries as staff
from alongside.agency.staff.queries import WorkerLine
from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Stale
from alongside.practice.assessments import queries as assessments
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.queries import PersonChoice, StatementLine
from alongside.practice.plans.rules.goals import ROOTS
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CaseHead


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of a case: its head, and what its template starts from."""

    head: CaseHead
    context: dict[str, Any]

    @property
    def people(self) -> list[PersonChoice]:
        """Everyone who takes part in the case."""
        return assessments.people_to_choose(self.head.id)

    @property
    def workers(self) -> list[WorkerLine]:
        """Everyone who works in the case's team."""
        return staff.workers(teams=(self.head.team_id,))

    @property
    def roots(self) -> list[StatementLine]:
        """What a goal can grow from: what is hard and what is hoped for before what is strong."""
        found = assessments.statements_of_case(self.head.id, tuple(ROOTS))
        return sorted(found, key=lambda one: one.kind == StatementKind.STRENGTH)

    @property
    def strengths(self) -> list[StatementLine]:
        """What a line can build on."""
        return assessments.statements_of_case(self.head.id, (StatementKind.STRENGTH,))


def frame(request: DeskRequest, case: UUID, act: str) -> Frame:
    """The frame of a page of the plan; 404 when the case is absent or hidden."""
    head, context = framed(request, case, tab="plan", act=act)
    return Frame(head, context)


def case_of(public_id: UUID) -> Any:
    """The case to act on; 404 when absent or hidden."""
    try:
        return cases.case_row(public_id)
    except NotFound:
        raise Http404 from None


def answer(request: DeskRequest, base: Frame, template: str, /, **more: Any) -> HttpResponse:
    """The page; 422 when one of its forms was sent and has to be put right, 409 when somebody else changed it."""
    forms = [one for one in more.values() if isinstance(one, Form)]
    status = 409 if more.get("stale") else 422 if any(form.is_bound and form.errors for form in forms) else 200
    return render(request, f"desk/plans/{template}.html", {**base.context, **more}, status=status)


def labelled(stale: Stale | None, form: Form | None) -> list[tuple[str, str]]:
    """What somebody else has written meanwhile, each value under the label of its field."""
    if stale is None or form is None:
        return []
    return [
        (str(form.fields[name].label), _day_words(value) if isinstance(form.fields[name], DateField) else value)
        for name, value in stale.theirs.items()
        if name in form.fields
    ]


def _day_words(value: str) -> str:
    return format_date(date.fromisoformat(value), "j F Y") if value else ""
