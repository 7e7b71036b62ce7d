"""What the database itself refuses, whoever asks it."""

from __future__ import annotations

from django.db import connection

from alongside.record.people.models import Person
from tests.conftest import Become
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
