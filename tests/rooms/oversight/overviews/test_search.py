"""One search: the right person in spite of slips, never a hidden one, the same number of queries for one and many."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from itertools import product
from typing import Any

import pytest

from alongside.agency.access.models import Reading
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.search import SearchPage, search
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part
from alongside.record.cases.models import Case
from alongside.record.people.actions import NewName
from alongside.record.people.enums import Answer, NameKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

BORN = date(1984, 5, 3)
Collect = Callable[[], AbstractContextManager[list[str]]]


def a_case_of(name: str, by: Reader, *, programme: str = "family", **facts: Any) -> tuple[Case, Person]:
    circle = a_circle(by, programme=programme)
    person = a_person(circle, name, by, **facts)
    line = next(one for one in organisation.programmes() if one.code == programme)
    return cases.open_case(circle=circle, programme_id=line.id, people=[Part(person.id)], by=by), person


def names(page: SearchPage) -> list[str]:
    return [hit.match.name for hit in page.people]


@pytest.mark.parametrize(
    "typed",
    [
        "Marta López",
        "marta lopez",
        "Lopez, Marta",
        "Marta Lopes",
        "Mrata Lopez",
        "Марта Лопес",
        "mart",
        "lop",
        "Lopez",
        "Lopes",
        "Marta 1984",
        "1984-05-03",
        "03.05.1984",
        "085 555 0171",
        "+353 85 5550171",
    ],
)
def test_she_is_found_however_she_is_typed(become: Become, typed: str) -> None:
    by = become("worker")
    _case, person = a_case_of("Marta López", by, born=BORN, phone="085 555 0171")
    a_case_of("Adam Kowalczyk", by, born=date(1955, 11, 12))
    assert [hit.match.person_id for hit in search(typed, by=by).people] == [person.id]


@pytest.mark.parametrize("typed", ["Marta López 03.05.1984", "Marta López 05/03/1984"])
def test_a_day_that_reads_both_ways_counts_as_it_fits_best(become: Become, typed: str) -> None:
    by = become("worker")
    a_case_of("Marta López", by, born=BORN)
    (hit,) = search(typed, by=by).people
    assert "Same date of birth" in hit.match.reasons_for


def test_the_most_alike_comes_first(become: Become) -> None:
    by = become("worker")
    a_case_of("Marta Lopes Vega", by)
    a_case_of("Marta López", by)
    assert names(search("Marta López", by=by)) == ["Marta López", "Marta Lopes Vega"]


def test_a_hit_says_her_cases_and_how_she_may_be_reached(become: Become) -> None:
    by = become("worker")
    case, person = a_case_of("Marta López", by, other_names=[NewName("Марта Лопес", NameKind.OTHER_SCRIPT)])
    a_phone(person, case.circle_id, by, text_ok=Answer.YES, voicemail_ok=Answer.NO, say_as="LB")
    (hit,) = search("Marta Lopez", by=by).people
    assert hit.reach == "Text. No voicemail. Say “LB”"
    assert [(one.number, one.open, one.stage) for one in hit.cases] == [(case.number, True, case.stage)]
    assert hit.match.also == ("Марта Лопес",)
    assert not hit.match.masked


@pytest.mark.parametrize("typed", ["{number}", "{digits}", " {digits} "])
def test_a_case_is_found_by_its_number(become: Become, typed: str) -> None:
    by = become("worker")
    case, _person = a_case_of("Marta López", by)
    text = typed.format(number=case.number.lower(), digits=case.number.split("-")[1])
    assert [hit.public_id for hit in search(text, by=by).cases] == [case.public_id]
    assert search(text, by=become("elsewhere")).nothing
    assert search(text, by=become("intake")).nothing


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        *[(name, True) for name in ("worker", "colleague", "supervisor")],
        *[(name, False) for name in ("elsewhere", "evaluator", "privacy", "admin")],
    ],
)
def test_nobody_hidden_appears(become: Become, username: str, sees: bool) -> None:
    a_case_of("Marta López", become("worker"), born=BORN, phone="085 555 0171")
    by = become(username)
    for typed in ("Marta López", "Lopez", "085 555 0171", "1984-05-03"):
        assert search(typed, by=by).nothing is not sees


def test_with_the_index_right_alone_she_is_masked_and_leads_to_asking(become: Become) -> None:
    worker = become("worker")
    case, person = a_case_of("Marta López", worker, born=BORN, phone="085 555 0171", pronouns="she/her")
    by = become("intake")
    (hit,) = search("Marta Lopez", by=by).people
    assert (hit.match.person_id, hit.match.masked, hit.match.team) == (person.id, True, "Family team")
    assert (hit.match.born_year, hit.match.pronouns, hit.reach, hit.cases) == (1984, "", "", ())
    assert hit.ask_at == case.public_id
    assert search("085 555 0171", by=by).nothing


def test_nothing_of_a_victim_service_shows_to_the_index(become: Become) -> None:
    other = become("elsewhere")
    a_case_of("Halina Nowa", other, programme="safe")
    assert search("Halina Nowa", by=become("intake")).nothing


def test_more_goes_on_where_the_page_ended(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    for number in range(7):
        a_person(circle, f"Marta Lopez{'abcdefg'[number]}", by)
    first = search("Marta", size=4, by=by)
    second = search("Marta", after=first.more, size=4, by=by)
    assert len(first.people) == 4
    assert second.more is None
    assert len({*names(first), *names(second)}) == 7


def test_the_search_is_in_the_reading_log(become: Become) -> None:
    by = become("worker")
    _case, person = a_case_of("Marta López", by)
    search("Marta", by=by)
    last = Reading.objects.order_by("-id")[0]
    assert (last.act, last.person_ids) == ("search", [person.id])


def test_at_most_six_queries_and_the_same_for_many(become: Become, queries: Collect) -> None:
    asked = list(product(("worker", "intake"), ("Marta Lopez", "Mar", "Nobody Atall", "085 555 0171")))
    counts: dict[tuple[str, str], list[int]] = {one: [] for one in asked}
    for wanted in (3, 10):
        worker = become("worker")
        circle = a_circle(worker)
        for number in range(wanted):
            a_person(circle, f"Marta Lopez {chr(97 + number)}{wanted}", worker)
        for username, typed in asked:
            by = become(username)
            with queries() as seen:
                search(typed, by=by)
            counts[username, typed].append(len([sql for sql in seen if "note_reading" not in sql]))
    assert {one: taken for one, taken in counts.items() if max(taken) > 6 or len(set(taken)) > 1} == {}


@pytest.mark.parametrize("typed", ["", "  ", "?", "---", "a", "%", "'; drop table"])
def test_what_says_nothing_finds_nothing(become: Become, typed: str) -> None:
    by = become("worker")
    a_case_of("Marta López", by)
    assert search(typed, by=by).nothing
