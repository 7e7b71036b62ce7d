"""When something cannot be shown: plain words, no codes, and nothing that tells hidden from absent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from alongside.agency.access.models import Account
from alongside.doors.desk import errors

Visit = Callable[[str], Client]


def test_absent_pages_answer_alike_wherever_they_are(visit: Visit) -> None:
    worker = visit("worker")
    one, two = worker.get("/cases/not-a-page/"), worker.get("/nothing/at/all/")
    assert one.status_code == two.status_code == 404
    assert one.content == two.content


def test_a_form_without_its_token_is_sent_again_in_plain_words() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        Account.objects.get(username="worker"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    answer = client.post("/cases/new/", {"title": "x"})
    assert answer.status_code == 403
    assert "send it again" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


def test_every_problem_has_its_status_and_names_no_code() -> None:
    request = RequestFactory().get("/")
    for problem, status in (
        (errors.not_found, 404),
        (errors.refused, 403),
        (errors.bad_request, 400),
        (errors.broken, 500),
        (errors.unavailable, 503),
    ):
        answer = problem(request)
        assert answer.status_code == status
        assert str(status) not in answer.content.decode().split("<main")[1]
    assert errors.unavailable(request).headers["Retry-After"]


def test_a_database_that_is_away_is_told_as_that_wherever_it_goes(visit: Visit) -> None:
    client = visit("worker")
    client.raise_request_exception = False

    def away(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if "cases_case" in sql:
            raise OperationalError("terminating connection: SELECT of Amara Okoye")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        answer = client.get("/cases/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    for word in ("SELECT", "Amara", "terminating", "Traceback"):
        assert word not in answer.content.decode()


def test_a_copy_for_reading_is_away_and_a_fault_of_ours_is_not() -> None:
    for state, away in (("25006", True), ("23505", False)):
        error = DatabaseError("words")
        error.__cause__ = psycopg.errors.lookup(state)("words")
        assert errors.database_is_away(error) is away
    assert errors.database_is_away(InterfaceError("closed"))
    assert not errors.database_is_away(ValueError("words"))
    assert not errors.database_is_away(None)
