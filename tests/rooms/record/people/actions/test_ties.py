"""Opinions of how people stand to each other, what stands around them, and ratings that never overwrite one another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.record.people import actions, queries
from alongside.record.people.models import Bond, Person, System, Tie
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person


def two(by: Reader) -> tuple[int, Person, Person]:
    case = a_case(by)
    one = a_person(case.circle_id, "Marta López", by, born=date(1992, 3, 1))
    return case.circle_id, one, a_person(case.circle_id, "Andrés Ruiz", by, born=date(1989, 6, 1))


def test_a_bond_names_who_says_it_when_and_on_what_it_rests(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    bond = actions.note_bond(
        circle=circle, person=one, other=other, kind="conflict", basis="Marta, on 3 May", said_by=one, by=by
    )
    (seen,) = queries.bonds_among([one.id, other.id], day=clock.today())
    assert (seen.words, seen.said_by, seen.author, seen.basis) == ("In conflict", one.display_name, by.name, bond.basis)
    assert (seen.said_on, seen.restricted) == (clock.today(), False)
    with pytest.raises(Refused, match="written down already"):
        actions.note_bond(
            circle=circle, person=one, other=other, kind="conflict", basis="Marta said so", said_by=one, by=by
        )
    with pytest.raises(Refused, match=r".") as caught:
        actions.note_bond(
            circle=circle, person=one, other=other, kind="conflict", basis="Marta said so", said_by=one, by=by
        )
    assert set(caught.value.fields) == {"kind"}
    with pytest.raises(Stale):
        actions.end_bond(bond=bond, version=7, by=by)
    ended = actions.end_bond(bond=bond, version=1, why="They talk again", by=by)
    assert ended.until_on == clock.today()
    assert queries.bonds_among([one.id, other.id], day=clock.today()) == ()
    assert queries.bonds_among([one.id, other.id], day=clock.today() - timedelta(days=9)) == ()
    with pytest.raises(Refused, match="ended already"):
        actions.end_bond(bond=bond, version=2, by=by)


def test_violence_stays_with_those_who_carry_the_case_unless_somebody_says_why_not(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    basis = "Marta, in the office, 3 May"
    assert actions.note_bond(circle=circle, person=other, other=one, kind="violence", basis=basis, by=by).level == 2
    become("colleague")
    assert queries.bonds_among([one.id, other.id], day=clock.today()) == ()
    by = become("worker")
    assert len(queries.bonds_among([one.id, other.id], day=clock.today())) == 1
    again: dict[str, Any] = {"circle": circle, "person": other, "other": one, "kind": "emotional_abuse", "basis": basis}
    with pytest.raises(Refused) as caught:
        actions.note_bond(**again, level=ORDINARY, by=by)
    assert set(caught.value.fields) == {"why"}
    kept = actions.note_bond(**again, level=ORDINARY, why="Everybody who visits must know", by=by)
    assert (kept.level, RESTRICTED) == (ORDINARY, 2)
    become("colleague")
    assert [one.id for one in queries.bonds_among([one.id, other.id], day=clock.today())] == [kept.id]


def test_what_is_no_opinion_of_two_people_is_refused(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    stranger = a_person(a_case(by).circle_id, "Rosa Vega", by)
    tomorrow = clock.today() + timedelta(days=1)
    good: dict[str, Any] = {"circle": circle, "person": one, "other": other, "kind": "close", "basis": "Marta said so"}
    for wrong, field in (
        ({"other": one}, "other"),
        ({"kind": "rivals"}, "kind"),
        ({"basis": " "}, "basis"),
        ({"said_on": tomorrow}, "said_on"),
        ({"other": stranger}, "other"),
        ({"level": 4}, "kind"),
    ):
        with pytest.raises(Refused) as caught:
            actions.note_bond(**(good | wrong), by=by)
        assert set(caught.value.fields) == {field}, wrong
    with pytest.raises(Refused):
        actions.note_bond(**good, by=become("privacy"))
    assert not Bond.objects.exists()


def test_a_rating_is_a_row_of_its_own_so_that_before_and_after_differ(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    home = actions.start_household(circle=circle, label="14 Quay Row", by=by)
    actions.join_household(household=home, person=one, by=by)
    long_ago = clock.today() - timedelta(days=80)
    choir = actions.add_system(circle=circle, kind="faith", label="  Choir  St Brigid ", from_on=long_ago, by=by)
    assert choir.label == "Choir St Brigid"
    tie: dict[str, Any] = {"system": choir, "household": home, "rated_by": "person", "said_by": one}
    actions.rate_tie(**tie, strength="weak", said_on=long_ago, by=by)
    actions.rate_tie(**tie, strength="strong", energy="both", words="Every Sunday", by=by)
    actions.rate_tie(system=choir, household=home, by=by)
    (then,) = queries.systems_of(circle, day=clock.today() - timedelta(days=9))
    assert [each.strength for each in then.ties] == ["weak"]
    (now,) = queries.systems_of(circle, day=clock.today())
    last = now.last("person")
    assert last is not None
    assert (last.strength, last.energy, last.said_by) == ("strong", "both", one.display_name)
    theirs = now.last("worker", household=home.id)
    assert theirs is not None
    assert theirs.strength == "unknown"
    assert now.last(person=other.id) is None
    actions.end_system(system=choir, version=1, by=by)
    assert queries.systems_of(circle, day=clock.today()) == ()
    with pytest.raises(Refused, match="ended already"):
        actions.end_system(system=choir, version=2, by=by)
    with pytest.raises(Refused, match="any more"):
        actions.rate_tie(**tie | {"system": System.objects.get(id=choir.id)}, strength="weak", by=by)


def test_what_is_no_tie_is_refused(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    home = actions.start_household(circle=circle, label="14 Quay Row", by=by)
    actions.join_household(household=home, person=one, by=by)
    elsewhere = actions.start_household(circle=a_case(by).circle_id, label="Elsewhere", by=by)
    himself = actions.add_system(circle=circle, kind="kin", label="Andrés", person=other, by=by)
    herself = actions.add_system(circle=circle, kind="kin", label="Marta", person=one, by=by)
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"system": himself, "person": other}, "whose"),
        ({"system": herself, "household": home}, "whose"),
        ({"system": himself}, "whose"),
        ({"system": himself, "person": one, "household": home}, "whose"),
        ({"system": himself, "household": elsewhere}, "whose"),
        ({"system": himself, "person": one, "strength": "iron"}, "strength"),
        ({"system": himself, "person": one, "energy": "up"}, "energy"),
        ({"system": himself, "person": one, "rated_by": "nobody"}, "rated_by"),
        ({"system": himself, "person": one, "stressful": True}, "strength"),
        ({"system": himself, "person": one, "rated_by": "person"}, "said_by"),
        ({"system": himself, "person": one, "said_on": clock.today() + timedelta(days=1)}, "said_on"),
    )
    for wrong, field in cases:
        with pytest.raises(Refused) as caught:
            actions.rate_tie(**wrong, by=by)
        assert set(caught.value.fields) == {field}, wrong
    good: dict[str, Any] = {"circle": circle, "kind": "kin", "label": "Choir"}
    for wrong, field in (({"label": " "}, "label"), ({"kind": "x"}, "kind"), ({"label": "MARTA"}, "label")):
        with pytest.raises(Refused) as caught:
            actions.add_system(**(good | wrong), by=by)
        assert set(caught.value.fields) == {field}, wrong
    assert not Tie.objects.exists()
