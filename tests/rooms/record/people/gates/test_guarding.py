"""The gate that hands over what must not leave gives it encrypted, and only to whoever sees the circle."""

from __future__ import annotations

from typing import Any

from django.db import connection

from alongside.ground.foundation.encryption import is_encrypted
from alongside.ground.foundation.reader import SAFE_LOCATION
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone


def points(circle: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("select person_id, kind, value, wrapped from app.protected_points(%s)", [circle])
        return list(cursor.fetchall())


def test_hidden_points_come_sealed_to_whoever_sees_the_circle_alone(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by, phone="085 555 0100")
    a_phone(person, circle, by, "085 555 4471", level=SAFE_LOCATION)
    ((found, kind, value, wrapped),) = points(circle)
    assert (found, kind, is_encrypted(value)) == (person.id, "phone", True)
    assert wrapped
    become("colleague")
    assert len(points(circle)) == 1
    for stranger in ("elsewhere", "intake", "evaluator", "privacy", "admin"):
        become(stranger)
        assert points(circle) == [], stranger
