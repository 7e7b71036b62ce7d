"""Whoever may not see a circle finds no bond and nothing that stands around its people; days decide what is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions, queries
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
