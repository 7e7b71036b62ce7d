"""What points at a person, and what of it keeps her from being taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey

from alongside.record.people.models import Person
from tests.factories.beside import Hand, hand
from tests.mutation.world import ask

__all__ = ["hand"]
GONE = {"withdrawn_on": date(2026, 1, 5)}


def test_every_column_that_points_at_a_person_is_told(hand: Hand) -> None:
    expected = {
        (model._meta.db_table, each.column, any(one.column == "circle_id" for one in model._meta.local_fields))
        for model in apps.get_models()
        for each in model._meta.local_fields
        if isinstance(each, ForeignKey) and each.related_model is Person
    }
    assert {True, False} == {in_circle for _table, _column, in_circle in expected}
    assert set(hand.rows("person_columns")) == expected


def test_what_hangs_on_a_person(hand: Hand) -> None:
    circle, other = hand.put("access_circle"), hand.put("access_circle")
    hanging: dict[str, tuple[str, dict[str, Any]]] = {
        "a phone number": ("people_contactpoint", {"person_id": 0, "circle_id": circle}),
        "a bond": ("people_relationship", {"other_id": 0, "circle_id": circle}),
        "a part": ("cases_participant", {"person_id": 0, "circle_id": other}),
        "a twin": ("people_person", {"merged_into_id": 0}),
    }
    not_hanging: dict[str, dict[str, Any]] = {
        "people_householdmember": {"person_id": 0, "circle_id": circle} | GONE,
        "people_person": {"merged_into_id": 0} | GONE,
        "people_personname": {"person_id": 0},
        "people_personkey": {"person_id": 0},
        "people_likelypair": {"other_id": 0},
        "people_drawingwish": {"left_id": 0, "circle_id": circle},
    }

    def put(person: int, table: str, columns: dict[str, Any]) -> int:
        return hand.put(table, **{name: value or person for name, value in columns.items()})

    found = {}
    for what, (table, columns) in hanging.items():
        person = hand.put("people_person")
        put(person, table, columns)
        found[what] = tuple(hand.call("hangs_on_person", person, place) for place in (None, circle, other))
    here, there, elsewhere = (True, True, False), (True, False, True), (True, False, False)
    assert found == {"a phone number": here, "a bond": here, "a part": there, "a twin": elsewhere}
    person = hand.put("people_person")
    numbers = {table: put(person, table, columns) for table, columns in not_hanging.items()}
    assert [hand.call("hangs_on_person", person, place) for place in (None, circle)] == [False, False]
    ask("update people_householdmember set withdrawn_on = null where id = %s", numbers["people_householdmember"])
    assert hand.call("hangs_on_person", person, circle)
