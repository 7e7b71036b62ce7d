"""What pages read of assessments, for whom, and in how many statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from alongside.agency.access.queries import who_looked
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.assessments import actions
from alongside.practice.assessments import queries as assessments
from alongside.practice.assessments.enums import Domain, LookState, StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries.names import called, called_by_number, first_name
from alongside.record.people.enums import NameKind
from alongside.record.people.models import PersonName
from tests.factories.assessments import a_finished_assessment, a_ready_case, a_statement, an_assessment, lead

Become = Callable[[str], Reader]
Queries = Callable[[], AbstractContextManager[list[str]]]


def test_a_case_without_assessment_has_sixteen_areas_not_asked(become: Become) -> None:
    by = become("worker")
    page = assessments.assessment_page(a_ready_case(by).id)
    assert (page.number, page.left, page.is_open) == (0, 16, False)
    assert {line.state for line in page.areas} == {""}
    assert page.areas[0].domain == Domain.ASPIRATIONS


def test_one_area_in_full(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    assessment = an_assessment(case, by)
    strength = a_statement(assessment, by, kind="strength", words="Rosario shares the flat", source_note="visit")
    need = a_statement(assessment, by, urgency="soon")
    a_statement(assessment, by, kind="barrier", words="Eleven weeks", barrier_level="system")
    a_statement(assessment, by, kind="tried", words="Advice line", worked="did_not")
    a_statement(assessment, by, kind="hope", words="", own_words="Quiet", said_by_id=lead(case))
    ended = a_statement(assessment, by, words="Cold flat")
    actions.end_statement(statement=ended, why="Heating repaired", by=by)
    actions.link_factor(need=need, factor=Statement.objects.get(kind="barrier"), certainty="sure", by=by)
    actions.look_at(
        assessment=assessment, domain="housing", said_by_id=lead(case), person_rating=7, worker_rating=4, by=by
    )
    page = assessments.assessment_page(case.id, "housing")
    area = page.area
    assert [card.id for card in area.strengths] == [strength.public_id]
    assert area.strengths[0].source == "visit"
    assert [card.urgency_words for card in area.needs] == ["Soon"]
    assert [card.barrier for card in area.barriers] == ["In the system"]
    assert [card.worked for card in area.tried] == ["did_not"]
    assert [(card.own_words, card.said_by) for card in area.spoken] == [("Quiet", "Marta")]
    assert [card.words for card in area.ended] == ["Cold flat"]
    assert [(row.factor, row.certainty, row.where) for row in area.factors] == [
        ("Eleven weeks", "Sure", "In the system")
    ]
    assert (area.views.person, area.views.worker, area.views.gap) == ("Marta", "Dele", 3)
    line = next(line for line in page.areas if line.domain == "housing")
    assert (line.strengths, line.needs, line.state) == (1, 1, LookState.LOOKED)
    assert page.tried_asked
    assert page.left == 15


def test_a_new_assessment_asks_again_and_shows_the_numbers_of_the_last_time(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    first = an_assessment(case, by)
    actions.look_at(assessment=first, domain="housing", said_by_id=lead(case), person_rating=3, by=by)
    actions.finish_assessment(assessment=first, left_for_later=Domain.values, by=by)
    actions.start_assessment(case=case, by=by)
    page = assessments.assessment_page(case.id, "housing")
    assert (page.number, page.left) == (2, 16)
    assert (page.area.views.person_rating, page.area.views.person_before) == (None, 3)


def test_a_contradiction_is_shown(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    actions.look_at(assessment=assessment, domain="legal", state="not_relevant", said_by_id=lead(case), by=by)
    assert not assessments.assessment_page(case.id, "legal").area.contradiction
    a_statement(assessment, by, domain="legal")
    assert assessments.assessment_page(case.id, "legal").area.contradiction


def test_the_hope_is_the_newest_in_own_words(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assert assessments.hope_of_case(case.id) is None
    a_finished_assessment(case, by)
    hope = assessments.hope_of_case(case.id)
    assert hope is not None
    assert (hope.words, hope.verbatim, hope.name) == ("I want my mornings back.", True, "Marta")


def test_restricted_statements_are_absent_for_colleagues(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_statement(an_assessment(case, by), by, level=RESTRICTED)
    assert assessments.assessment_page(case.id, "housing").area.needs[0].restricted
    become("colleague")
    page = assessments.assessment_page(case.id, "housing")
    assert page.area.needs == ()
    assert sum(line.needs for line in page.areas) == 0


@pytest.mark.parametrize("username", ["elsewhere", "evaluator", "privacy", "admin", "client"])
def test_others_find_nothing(username: str, become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    become(username)
    with pytest.raises(NotFound):
        assessments.assessment_page(case.id)
    with pytest.raises(NotFound):
        assessments.assessment_row(assessment.public_id)
    with pytest.raises(NotFound):
        assessments.statement_row(assessment.public_id)
    assert assessments.open_assessment(case.id) is None
    assert assessments.hope_of_case(case.id) is None


def test_an_unknown_area_is_not_found(become: Become) -> None:
    case = a_ready_case(become("worker"))
    with pytest.raises(NotFound):
        assessments.assessment_page(case.id, "weather")


def test_reading_is_noted(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    assessments.assessment_page(case.id)
    assert "assessment" in {look.act for look in who_looked(case.circle_id)}


def test_people_are_called_by_the_name_they_like(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López", "Nguyễn Thị Mai", "Mai Linh"])
    people = {choice.whole: choice for choice in assessments.people_to_choose(case.id)}
    mai = people["Nguyễn Thị Mai"].number
    PersonName.objects.create(
        person_id=mai, kind=NameKind.LEGAL, given="Mai", family="Nguyễn Thị", full="Nguyễn Thị Mai"
    )
    assert called_by_number([mai, None]) == {mai: "Mai"}
    names = {choice.whole: choice.name for choice in assessments.people_to_choose(case.id)}
    assert names == {"Marta López": "Marta", "Nguyễn Thị Mai": "Nguyễn Thị Mai", "Mai Linh": "Mai Linh"}
    assert called({}) == {}
    PersonName.objects.create(person_id=people["Mai Linh"].number, kind=NameKind.LEGAL, full="Mai Linh")
    assert called({people["Mai Linh"].number: "Mai Linh"}) == {people["Mai Linh"].number: "Mai"}
    assert first_name("Dele Akande") == "Dele"


def statements_for(case_id: int, queries: Queries) -> int:
    with queries() as seen:
        assessments.assessment_page(case_id, "housing")
        assessments.hope_of_case(case_id)
        assessments.statements_of_case(case_id)
    return len(seen)


def test_one_statement_or_five_hundred_take_the_same_queries(become: Become, queries: Queries) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, kind=StatementKind.HOPE, words="", own_words="Quiet", said_by_id=lead(case))
    one = a_statement(assessment, by, said_by_id=lead(case))
    counts = {statements_for(case.id, queries)}
    for many in (9, 490):
        copies = [Statement(**{**values_of(one), "words": f"need {number}"}) for number in range(many)]
        Statement.objects.bulk_create(copies)
        counts.add(statements_for(case.id, queries))
    assert len(counts) == 1


def values_of(row: Statement) -> dict[str, object]:
    """The fields of a statement for making many like it."""
    skipped = {"id", "public_id", "created_at"}
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in skipped
    }
