"""What closing asks: reasons of the programme, people of the case, and who takes over what is open."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.doors.desk.closing.forms import AfterCareForm, ClosingForm, OutcomeForm, ReopenForm, closing_initial
from alongside.oversight.overviews.closing_page import ClosingPage, closing_page
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.plans import a_goal, a_step


def page_of(case: Case, become: Become) -> ClosingPage:
    return closing_page(case.public_id, by=become("worker"))


def test_nothing_has_to_be_written_until_it_is_signed(become: Become) -> None:
    form = ClosingForm(page_of(a_case(become("worker")), become), {})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["person_view_by"] is None
    assert form.handovers() == {}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reasons": ["because"]}, "reasons"),
        ({"person_view_by": "0"}, "person_view_by"),
        ({"summary": "x" * 8001}, "summary"),
        ({"version": "one"}, "version"),
    ],
)
def test_what_does_not_fit_is_named(become: Become, typed: dict[str, Any], field: str) -> None:
    assert list(ClosingForm(page_of(a_case(become("worker")), become), typed).errors) == [field]


def test_what_is_open_and_can_be_handed_over_asks_to_whom(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_step(case, by, goal=a_goal(case, by))
    page = page_of(case, become)
    wanted = {f"hand_{line.key}" for line in page.readiness if line.can_be_handed_over and not line.settled}
    form = ClosingForm(page, {"hand_aid_settled": "  Harbour Debt Advice ", "hand_safety_settled": "nobody asked"})
    assert {name for name in form.fields if name.startswith("hand_")} == wanted
    assert "hand_aid_settled" in wanted
    assert form.is_valid()
    assert form.handovers() == {"aid_settled": "Harbour Debt Advice"}


def test_it_starts_from_the_draft_and_goes_on_from_what_was_written(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    page = page_of(case, become)
    first = closing_initial(page)
    assert first["summary"] == page.draft
    assert first["person_view_by"] == page.people[0][0]
    other = page.people[1][0]
    cases.write_closing(
        case=case, reasons=["goals_met"], summary="Written.", person_view="Fine.", person_view_by_id=other, by=by
    )
    again = closing_initial(page_of(case, become))
    assert (again["summary"], again["person_view_by"], again["version"]) == ("Written.", other, 1)
    assert again["reasons"] == ["goals_met"]


def test_after_care_names_what_who_and_when_and_an_outcome_has_words() -> None:
    assert set(AfterCareForm({}).errors) == {"what", "who", "due_on"}
    assert AfterCareForm({"what": "Ring", "who": "Ana", "due_on": "2026-12-01"}).is_valid()
    assert set(OutcomeForm({"outcome": " "}).errors) == {"outcome"}


def test_reopening_says_why() -> None:
    assert set(ReopenForm({"mine": "on"}).errors) == {"why"}
    form = ReopenForm({"why": "She lost the flat"})
    assert form.is_valid()
    assert form.cleaned_data["mine"] is False
