"""What the database itself answers about cases: numbers, what the index right may know, how many can see."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from alongside.agency.access import actions as access
from alongside.agency.access.queries import circle_public_id
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case

WHO = ("worker", "colleague", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin", "client")


def rows(sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def masked(case: UUID) -> list[tuple[Any, ...]]:
    return rows("select * from app.masked_case(%s)", [case])


def masked_cases(circle: UUID | None) -> list[tuple[Any, ...]]:
    return rows("select * from app.masked_cases(%s)", [[circle]])


def seers(circle: int) -> int:
    return int(rows("select app.seers(%s)", [circle])[0][0])


def test_numbers_follow_each_other_and_none_is_given_twice(become: Become) -> None:
    by = become("worker")
    numbers = [int(a_case(by).number.rpartition("-")[2]) for _ in range(3)]
    assert numbers == sorted(set(numbers))
    assert numbers[0] >= 1001


def test_the_index_right_alone_knows_name_and_year_of_birth(become: Become) -> None:
    case = a_case(become("worker"), family=True)
    Person.objects.filter(display_name="Marta López").update(born_on=date(1992, 3, 1))
    circle = circle_public_id(case.circle_id)
    become("intake")
    assert masked(case.public_id) == [(circle, "Marta López", 1992)]
    assert masked_cases(circle) == [(circle, case.public_id)]
    assert masked(uuid4()) == masked_cases(uuid4()) == []


@pytest.mark.parametrize("who", [one for one in WHO if one != "intake"])
def test_without_the_index_right_the_gate_knows_nobody(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    circle = circle_public_id(case.circle_id)
    become(who)
    assert masked(case.public_id) == masked_cases(circle) == []


@pytest.mark.parametrize("kind", ["restricted case", "victim service", "conflict"])
def test_some_cases_are_not_even_known_to_exist(become: Become, kind: str) -> None:
    intake = become("intake")
    by = become("elsewhere" if kind == "victim service" else "worker")
    case = a_case(by, programme="safe" if kind == "victim service" else "family")
    circle = circle_public_id(case.circle_id)
    if kind == "restricted case":
        Case.objects.filter(id=case.id).update(level=2)
    elif kind == "conflict":
        access.exclude(circle=case.circle_id, actor_id=intake.actor_id, why="Her sister", by=by)
    become("intake")
    assert masked(case.public_id) == masked_cases(circle) == []


def test_the_newest_case_of_a_circle_is_the_one_to_ask_about(become: Become) -> None:
    case = a_case(become("worker"))
    circle = circle_public_id(case.circle_id)
    newer = Case.objects.get(id=case.id)
    newer.pk, newer.public_id, newer.number, newer._state.adding = None, uuid4(), "HF-9999", True
    newer.save()
    become("intake")
    assert masked_cases(circle) == [(circle, newer.public_id)]


def test_how_many_can_see_counts_each_once_and_not_those_kept_out(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    case = a_case(by)
    before = seers(case.circle_id)
    assert before == len(rows("select distinct actor_id from app.who_can_see(%s)", [case.circle_id]))
    access.assign(circle=case.circle_id, actor_id=colleague.actor_id, by=by)
    assert seers(case.circle_id) == before
    access.exclude(circle=case.circle_id, actor_id=colleague.actor_id, why="Her brother", by=by)
    assert seers(case.circle_id) == before - 1


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_whoever_does_not_see_it_counts_nobody(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    become(who)
    assert seers(case.circle_id) == 0
