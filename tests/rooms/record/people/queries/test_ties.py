"""Whoever may not see a circle finds no bond and nothing that stands around its people; days decide what is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions, queries
from alongside.record.people.queries import Ripple, SystemView, TieView, ripple_of
from tests.conftest import Become
from tests.rooms.record.people.actions.test_ties import two


def test_nobody_else_finds_what_somebody_said(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    bond = actions.note_bond(circle=circle, person=one, other=other, kind="close", basis="She said so", by=by)
    system = actions.add_system(circle=circle, kind="work", label="Bakery", by=by)
    access.exclude(circle=circle, actor_id=become("excluded").actor_id, why="Brother of Marta", by=become("worker"))
    for who in ("elsewhere", "excluded", "privacy", "evaluator"):
        become(who)
        with pytest.raises(NotFound):
            queries.bond_row(bond.public_id)
        with pytest.raises(NotFound):
            queries.system_row(system.public_id)
        assert queries.systems_of(circle, day=clock.today()) == ()
    become("colleague")
    assert queries.system_row(system.public_id).id == system.id
    assert queries.bond_row(bond.public_id).person.display_name == one.display_name


def test_what_was_said_holds_from_its_first_day_or_from_when_it_was_said(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    today = clock.today()
    first: dict[str, Any] = {"circle": circle, "person": one, "other": other, "basis": "She said so", "by": by}
    actions.note_bond(**first, kind="close", from_on=today - timedelta(days=30))
    actions.note_bond(**first, kind="focused", said_on=today - timedelta(days=10))
    both = [one.id, other.id]
    assert [each.kind for each in queries.bonds_among(both, day=today)] == ["close", "focused"]
    assert [each.kind for each in queries.bonds_among(both, day=today - timedelta(days=20))] == ["close"]
    assert queries.bonds_among(both, day=today - timedelta(days=40)) == ()
    assert queries.bonds_among([one.id], day=today) == ()


def test_a_system_that_nobody_rated_is_there_from_its_first_day_or_from_when_it_was_written(become: Become) -> None:
    by = become("worker")
    circle, _one, _other = two(by)
    today = clock.today()
    actions.add_system(circle=circle, kind="work", label="Bakery", by=by)
    actions.add_system(circle=circle, kind="money", label="Benefit office", from_on=today - timedelta(days=30), by=by)
    assert [each.label for each in queries.systems_of(circle, day=today)] == ["Benefit office", "Bakery"]
    assert [each.label for each in queries.systems_of(circle, day=today - timedelta(days=9))] == ["Benefit office"]


def a_rating(day: int, strength: str, *, household: int = 1, rated_by: str = "person") -> TieView:
    on = date(2026, 5, day)
    return TieView(
        day, uuid4(), household, None, strength, strength, False, "none", "none", rated_by, "", "Dele", on, ""
    )


def a_system(number: int, label: str, *ties: TieView) -> SystemView:
    return SystemView(number, uuid4(), 1, 1, "health", "Health", label, None, None, None, tuple(reversed(ties)))


def test_a_change_asks_about_what_was_rated_before_it() -> None:
    school = a_system(1, "School", a_rating(1, "weak"), a_rating(9, "strong"))
    clinic, mosque = a_system(2, "Clinic", a_rating(3, "weak")), a_system(3, "Mosque", a_rating(9, "weak"))
    assert ripple_of([school, clinic, mosque]) == Ripple("School", date(2026, 5, 9), ("Clinic",))
    assert ripple_of([school, mosque]) is None
    assert ripple_of([clinic, mosque]) is None
    assert ripple_of([]) is None


def test_the_same_again_and_another_side_s_view_are_no_change() -> None:
    same = a_system(1, "School", a_rating(1, "weak"), a_rating(9, "weak"))
    sides = a_system(1, "School", a_rating(1, "weak"), a_rating(9, "strong", rated_by="worker"))
    homes = a_system(1, "School", a_rating(1, "weak"), a_rating(9, "strong", household=2))
    clinic = a_system(2, "Clinic", a_rating(3, "weak"))
    assert [ripple_of([one, clinic]) for one in (same, sides, homes)] == [None, None, None]
