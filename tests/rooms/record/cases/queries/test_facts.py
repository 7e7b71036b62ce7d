"""The facts of one case; what the index right alone may know."""

from __future__ import annotations

from uuid import UUID

import pytest

from alongside.agency.access.queries import circle_public_id
from alongside.ground.foundation.errors import NotFound
from alongside.record.cases import queries
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def test_a_case_is_handed_to_actions_only_when_it_is_seen(become: Become) -> None:
    case = a_case(become("worker"))
    assert queries.case_row(case.public_id).id == case.id
    become("elsewhere")
    for public_id in (case.public_id, UUID(int=3)):
        with pytest.raises(NotFound):
            queries.case_row(public_id)


def test_how_each_of_the_cast_stands_to_a_case(become: Become) -> None:
    case = queries.case_row(a_case(become("worker")).public_id)
    stands = {who: queries.standing(case, become(who)) for who in ("worker", "colleague", "supervisor", "elsewhere")}
    assert (stands["worker"].rules, stands["worker"].in_team) == (True, True)
    assert (stands["colleague"].rules, stands["colleague"].in_team) == (False, True)
    assert (stands["supervisor"].supervises, stands["supervisor"].leads) == (True, True)
    assert not any((stands["elsewhere"].leads, stands["elsewhere"].in_team))


def test_the_index_right_knows_name_and_year_of_an_ordinary_case(become: Become) -> None:
    case = a_case(become("worker"), family=True)
    circle = circle_public_id(case.circle_id)
    Person.objects.filter(parts__case=case, parts__focus=True).update(born_on="1990-02-03")
    become("intake")
    known = queries.masked_case(case.public_id)
    assert known == queries.MaskedCase(circle or UUID(int=0), "Marta López", 1990)
    assert queries.masked_cases([known.circle]) == {known.circle: case.public_id}
    assert queries.masked_case(UUID(int=5)) is None


@pytest.mark.parametrize("who", ["elsewhere", "evaluator", "privacy", "admin", "client", "worker"])
def test_without_the_index_right_a_masked_case_is_absent(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    become(who)
    assert queries.masked_case(case.public_id) is None


def test_sealed_persons_restricted_cases_and_victim_services_are_never_known(become: Become) -> None:
    by = become("worker")
    sealed, restricted = a_case(by), a_case(by)
    Person.objects.filter(parts__case=sealed).update(sealed=True)
    Case.objects.filter(id=restricted.id).update(level=2)
    safe = a_case(become("elsewhere"), programme="safe")
    become("intake")
    for case in (sealed, restricted, safe):
        assert queries.masked_case(case.public_id) is None


def test_titles_and_cases_of_circles(become: Become) -> None:
    case = a_case(become("worker"))
    assert queries.case_of_circle(case.circle_id) == case.public_id
    assert queries.titles_of_circles([case.circle_id, 0]) == {
        case.circle_id: (case.public_id, case.number, "Marta López")
    }
    become("privacy")
    assert queries.case_of_circle(case.circle_id) is None
    assert queries.titles_of_circles([case.circle_id]) == {}
