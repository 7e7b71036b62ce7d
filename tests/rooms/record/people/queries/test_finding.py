"""Near matches: found in spite of slips, with the reasons said, masked where only the index right reaches."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.agency.access.models import Reading
from alongside.record.people import actions, queries
from alongside.record.people.actions import NewName
from alongside.record.people.enums import BirthPrecision, NameKind
from alongside.record.people.rules.dates import Birth
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person

BORN = date(1984, 5, 3)


@pytest.mark.parametrize(
    ("typed", "birth", "phone", "reason"),
    [
        ("Marta López", Birth(1984, 5, 3), "", "Same name"),
        ("Marta Lopes", Birth(), "", "Same spelling but one letter"),
        ("Lopez Marta", Birth(), "", "First and last name swapped"),
        ("Марта Лопес", Birth(), "", "Same spelling but one letter"),
        ("Marta López", Birth(1984, 3, 5), "", "Day and month swapped"),
        ("Marta López", Birth(1984), "", "Same year of birth"),
        ("Marta López", Birth(1984, 2, 31), "", "Same year of birth"),
        ("M. Vega", Birth(), "+353 85 555 0171", "Same phone"),
    ],
)
def test_she_is_found_with_the_reason(become: Become, typed: str, birth: Birth, phone: str, reason: str) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by, born=BORN, phone="085 555 0171")
    a_person(circle, "Adam Kowalczyk", by, born=date(1955, 1, 1))
    matches, receipt = queries.near_matches(full_name=typed, birth=birth, phones=[phone], by=by)
    assert [match.person_id for match in matches] == [person.id]
    assert reason in matches[0].reasons_for
    assert matches[0].alike_words
    assert receipt


def test_another_name_of_hers_finds_her(become: Become) -> None:
    by = become("worker")
    person = a_person(
        a_circle(by), "Xiaoming Wang", by, other_names=[NewName("王小明", NameKind.OTHER_SCRIPT, language="zh")]
    )
    matches, _receipt = queries.near_matches(full_name="王小明", by=by)
    assert [match.person_id for match in matches] == [person.id]
    assert matches[0].also == ("王小明",)


def test_with_the_index_right_alone_she_is_masked(become: Become) -> None:
    worker = become("worker")
    person = a_person(a_circle(worker), "Marta López", worker, born=BORN, phone="085 555 0171", pronouns="she/her")
    by = become("intake")
    matches, _receipt = queries.near_matches(full_name="Marta Lopes", phones=["085 555 0171"], by=by)
    (match,) = matches
    assert (match.person_id, match.masked, match.team) == (person.id, True, "Family team")
    assert (match.born_year, match.age, match.pronouns) == (1984, "", "")
    assert "Same phone" not in match.reasons_for
    masked = queries.masked_person(person.public_id)
    assert masked is not None
    assert masked.circle == match.circle
    brought = actions.bring_into_circle(
        person_id=match.person_id, circle=a_circle(by), why="Rang again for help", by=by
    )
    assert brought.id == person.id


def test_those_said_to_be_two_are_marked(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    one = a_person(circle, "Marta López", by)
    two = a_person(circle, "Marta Lopes", by)
    actions.remember_not_same(person=one, other_id=two.id, why="Different birthdays", by=by)
    actions.remember_not_same(person=two, other_id=one.id, by=by)
    matches, _receipt = queries.near_matches(full_name="Marta Lopes", person_id=two.id, by=by)
    assert [(match.person_id, match.not_same) for match in matches] == [(one.id, True)]


def test_what_was_shown_is_in_the_reading_log(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta López", by)
    queries.near_matches(full_name="Marta Lopez", by=by)
    last = Reading.objects.order_by("-id")[0]
    assert (last.act, last.person_ids) == ("near matches", [person.id])


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(become: Become, queries: object, count: int) -> None:
    by = become("worker")
    circle = a_circle(by)
    for number in range(count):
        a_person(circle, f"Marta Lópe{number}", by, birth_precision=BirthPrecision.UNKNOWN)
    from_people = _near(by, queries)
    assert from_people == 2


def _near(by, collect) -> int:  # type: ignore[no-untyped-def]
    with collect() as seen:
        queries.near_matches(full_name="Marta Lopez", phones=["085 555 0171"], by=by)
    return len(seen)
