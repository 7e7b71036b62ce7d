"""Facts as pages show them: the newest answer by area, what was said before, and nothing above the reader's level."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.practice.assessments import actions
from alongside.practice.assessments.queries import fact_areas
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import a_finished_assessment, a_ready_case


def tell(case: Case, by: Reader, value: str, *, days: int = 0, domain: str = "work", level: int = ORDINARY) -> None:
    actions.add_fact(
        case=case,
        person_id=case.participants.earliest("id").person_id,
        domain=domain,
        key=f"{domain}.has",
        label=f"About {domain}",
        value=value,
        on=clock.today() - timedelta(days=days),
        source="import",
        source_note="HMIS EmploymentEducation 7",
        level=level,
        by=by,
    )


@pytest.fixture
def case(become: Become) -> Case:
    return a_ready_case(become("worker"))


def test_the_newest_answer_stands_and_what_changed_before_it(case: Case, become: Become) -> None:
    by = become("worker")
    for value, days in (("No", 400), ("No", 300), ("Yes", 200), ("Yes", 100)):
        tell(case, by, value, days=days)
    ((fact,),) = (area.facts for area in fact_areas(case.id))
    assert fact.value == "Yes"
    assert [value for _on, value in fact.earlier] == ["No"]
    assert fact.source == "HMIS EmploymentEducation 7"


def test_restricted_facts_are_not_there_for_those_who_may_not_see_them(case: Case, become: Become) -> None:
    by = become("worker")
    tell(case, by, "Yes")
    tell(case, by, "Yes", domain="safety", level=RESTRICTED)
    assert [area.domain for area in fact_areas(case.id)] == ["safety", "work"]
    become("colleague")
    assert [area.domain for area in fact_areas(case.id)] == ["work"]
    become("elsewhere")
    assert fact_areas(case.id) == ()


def test_the_number_of_statements_does_not_grow(case: Case, become: Become, queries: Callable[[], Any]) -> None:
    by = become("worker")
    tell(case, by, "Yes")
    with queries() as one:
        fact_areas(case.id)
    for days in range(1, 120):
        tell(case, by, f"Answer {days}", days=days, domain=("work", "money", "housing")[days % 3])
    with queries() as many:
        fact_areas(case.id)
    assert len(many) == len(one)


def test_the_page_shows_facts_before_and_during_an_assessment(
    case: Case, become: Become, visit: Callable[[str], Client]
) -> None:
    tell(case, become("worker"), "Works nights")
    page = visit("worker").get(f"/cases/{case.public_id}/assessment/").content.decode()
    assert "Works nights" in page
    assert "HMIS EmploymentEducation 7" in page
    assert "Nothing written down yet" not in page
    assert "Works nights" not in visit("elsewhere").get(f"/cases/{case.public_id}/assessment/").content.decode()
    a_finished_assessment(case, become("worker"))
    worker = visit("worker")
    assert "Works nights" in worker.get(f"/cases/{case.public_id}/assessment/work/").content.decode()
    assert "Works nights" not in worker.get(f"/cases/{case.public_id}/assessment/housing/").content.decode()


def test_a_day_inside_an_answer_is_written_as_people_write_it(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    tell(case, by, "Moved in 2022-08-09, file 2022-99-99")
    ((fact,),) = (area.facts for area in fact_areas(case.id))
    assert fact.value == "Moved in 9 Aug 2022, file 2022-99-99"
