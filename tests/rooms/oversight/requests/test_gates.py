"""What the database itself refuses, whoever asks it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from psycopg.types.json import Jsonb

from alongside.ground.foundation.reader import SUBSTANCE_USE
from alongside.record.people.models import Person
from tests.conftest import Become, answered
from tests.database.putting import many, number, put, seen
from tests.factories.cases import a_case
from tests.factories.requests import gathered


def test_no_function_of_the_database_opens_it_to_others(become: Become) -> None:
    case = a_case(become("worker"))
    request = gathered(case, Person.objects.get(display_name="Marta López"), become("privacy"))
    become("supervisor")
    with connection.cursor() as cursor:
        for call in ("request_keys", "request_log", "request_points", "request_protected"):
            cursor.execute(f"select count(*) from app.{call}(%s)", [request.id])
            assert cursor.fetchone() == (0,), call
        cursor.execute("select count(*) from app.request_files(%s, 0)", [request.id])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "select count(*) from app.request_person(%s, (select public_id from people_person limit 1))", [case.number]
        )
        assert cursor.fetchone() == (0,)


def a_case_put(person: int) -> tuple[int, int]:
    """A case and its circle, which concerns the person."""
    circle = put("access_circle")
    put("access_circlesubject", circle_id=circle, person_id=person)
    return put("cases_case", circle_id=circle, number=f"HF-{circle}"), circle


def a_request_put(person: int, state: str = "ready") -> int:
    return put("requests_recordrequest", state=state, person_id=person, known_on=date(2026, 1, 5), proof="document")


def copied(request: int) -> Any:
    files = Jsonb({f"{place}": f"File {place}" for place in range(14)})
    return answered("keep_copy", request, "post", "Marta López", "The copy", "Part 2", files)


def left_of(circle: int) -> list[tuple[Any, ...]]:
    """What is written into a case of copies that left: who it is about, the notice, and each thing."""
    return seen(
        "select d.person_id, d.notice, i.text, i.level from consents_disclosure d join consents_discloseditem i "
        "on i.disclosure_id = d.id where d.circle_id = %s order by i.id",
        circle,
    )


@pytest.mark.usefixtures("administer")
def test_a_copy_is_written_into_the_cases_that_it_holds_something_of(become: Become) -> None:
    officer = become("privacy")
    with many():
        marta, dani = put("people_person"), put("people_person")
        a_request_put(dani)
        (case, circle), (second, other), (third, unasked) = (a_case_put(marta) for _ in "123")
        request = a_request_put(marta)
        passage = {"request_id": request, "case_id": case, "circle_id": circle, "level": 1, "choice": "whole"}
        passage |= {"decided_by_id": officer.actor_id, "reason": "third_party"}
        for facts in (
            {"place": 1},
            {"place": 2, "choice": "part"},
            {"place": 3, "choice": "none"},
            {"place": 4, "file_kind": "image"},
            {"place": 7, "file_kind": "image", "left_digest": "x"},
            {"place": 8, "file_kind": "image", "choice": "none"},
            {"place": 9, "case_id": second, "circle_id": other, "level": SUBSTANCE_USE},
            {"place": 10, "case_id": second, "circle_id": other, "level": SUBSTANCE_USE, "file_kind": "image"},
            {"place": 11, "case_id": third, "circle_id": unasked, "choice": "none"},
            {"request_id": number(), "place": 12, "file_kind": "image"},
            {"request_id": number(), "place": 13, "case_id": third, "circle_id": unasked},
        ):
            put("requests_requestedpassage", **{**passage, **facts})
    assert copied(request) == 2
    assert left_of(circle) == [(marta, "", text, 1) for text in ("The copy", "File 4", "File 7")]
    assert left_of(other) == [(marta, "Part 2", "The copy", 1), (marta, "Part 2", "File 10", SUBSTANCE_USE)]
    assert left_of(unasked) == []
    with many():
        waiting = a_request_put(marta, state="gathered")
    assert copied(waiting) == copied(number()) == "(request_absent)"
    become("worker")
    assert copied(request) == "(request_absent)"
    with many():
        put("access_exclusion", actor_id=officer.actor_id, circle_id=unasked)
    become("privacy")
    assert copied(request) == "(request_absent)"
