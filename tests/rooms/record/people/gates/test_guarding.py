"""The gate that hands over what must not leave gives it encrypted, and only to whoever sees the circle."""

from __future__ import annotations

from typing import Any

from django.db import connection

from alongside.ground.foundation.encryption import is_encrypted
from alongside.ground.foundation.reader import RESTRICTED, SAFE_LOCATION
from tests.conftest import Become
from tests.factories.by_hand import Owner, Rows, told
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


WOUNDS = {
    "people_contactpoint": ("ended_on = current_date",),
    "people_placement": ("withdrawn_on = current_date", "until_precision = 'unknown'", "place = ''"),
}


def test_what_hides_and_still_holds_comes_of_whom_the_reader_sees(become: Become, owner: Owner) -> None:
    ((team,),) = owner("select id from organisation_team where name = 'Family team'")
    ((other,),) = owner("select id from organisation_team where name = 'Front desk'")
    people = [owner.row("people_person", id=6_000_000 + at, display_name=f"P{at}") for at in range(3)]
    circles = [owner.row("access_circle", team_id=one, kind="ordinary", opened_by_id=1) for one in (team, team, other)]
    values = {}
    for circle, person in zip(circles, people, strict=True):
        owner.row("access_circlesubject", circle_id=circle, person_id=person)
        key = owner.row("keys_circlekey", circle_id=circle, wrapped=b"w", master="m1")
        where = {"circle_id": circle, "person_id": person, "level": SAFE_LOCATION}
        values[person] = (f"x.{key}.point",), (f"x.{key}.place",)
        owner.row("people_contactpoint", kind="phone", value=values[person][0][0], **where)
        owner.row("people_placement", kind="kinship", place=values[person][1][0], **where)
    points, places = zip(*(values[one] for one in people[:2]), strict=True)

    def of_one(who: str = "worker") -> Rows:
        become(who)
        return told("select value from app.protected_points(%s)", circles[0])

    def everywhere(who: str = "worker") -> Rows:
        become(who)
        return told("select value from app.protected_everywhere()")

    assert of_one() == [*values[people[0]]]
    assert everywhere() == [*points, *places]
    assert of_one("intake") == []
    assert everywhere("elsewhere") == []
    for table, changes in WOUNDS.items():
        wounds = {change: f"update {table} set {change}" for change in (f"level = {RESTRICTED}", *changes)}
        holds = int(table == "people_contactpoint")
        assert owner.unheeded(of_one, wounds, [values[people[0]][holds]]) == []
        assert owner.unheeded(everywhere, wounds, [*(points, places)[holds]]) == []
