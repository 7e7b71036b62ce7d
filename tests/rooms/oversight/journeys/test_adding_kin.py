"""Drawing with the family: each tap makes true facts, all or none, and can be taken back while it is fresh."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.adding_kin import Drawn, add_person_beside
from alongside.oversight.journeys.joining import Newcomer
from alongside.oversight.journeys.marks import take_back
from alongside.record.cases.models import Case
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import RelationshipKind
from alongside.record.people.models import Household, Person, Relationship
from alongside.record.people.rules.kin import SIDES, side_of
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person


def somebody(name: str, by: Reader) -> Newcomer:
    return Newcomer(name, people.near_matches(full_name=name, by=by).receipt, gender="f")


def told(person: Person) -> set[tuple[str, str]]:
    return {(one.kind, one.other) for one in people.relations_of(person.id)}


def put(
    case: Case, beside: Person, kind: str, who: Newcomer | Person, also: Person | None = None, *, by: Reader
) -> Drawn:
    other = who if isinstance(who, Newcomer) else who.public_id
    parent = also.public_id if also else None
    return add_person_beside(
        case=case.public_id, beside=beside.public_id, kind=kind, who=other, also=parent, source="Marta, 3 May", by=by
    )


def family(by: Reader) -> tuple[Case, Person, Person]:
    case = a_case(by)
    marta = a_person(case.circle_id, "Marta López", by)
    return case, marta, a_person(case.circle_id, "Andrés Ruiz", by)


def test_somebody_new_is_drawn_beside_somebody_with_one_fact(become: Become) -> None:
    by = become("worker")
    case, marta, _andres = family(by)
    drawn = put(case, marta, "parent", somebody("Rosario Vega", by), by=by)
    assert told(marta) == {("parent", "Rosario Vega")}
    assert (drawn.person.gender, drawn.facts[0].source) == ("f", "Marta, 3 May")
    assert people.person_row(drawn.person.public_id) == drawn.person


def test_a_child_may_have_both_parents_at_once(become: Become) -> None:
    by = become("worker")
    case, marta, andres = family(by)
    drawn = put(case, marta, "child", somebody("Inés Ruiz", by), also=andres, by=by)
    assert told(drawn.person) == {("parent", "Marta López"), ("parent", "Andrés Ruiz")}
    with pytest.raises(Refused, match="for a child only"):
        put(case, marta, "spouse", andres, also=drawn.person, by=by)


def test_a_sibling_hangs_from_the_parents_who_are_known(become: Become) -> None:
    by = become("worker")
    case, marta, _andres = family(by)
    alone = put(case, marta, "sibling", somebody("Esteban Vega", by), by=by)
    assert told(alone.person) == {("sibling", "Marta López")}
    mother = put(case, marta, "parent", somebody("Rosario Vega", by), by=by).person
    twin = put(case, marta, "twin", somebody("Ana López", by), by=by)
    assert told(twin.person) == {("parent", mother.display_name), ("twin", "Marta López")}
    half = put(case, marta, "half_sibling", somebody("Leo Prado", by), by=by)
    assert told(half.person) == {("half_sibling", "Marta López")}


def test_nothing_is_written_when_anything_is_refused(become: Become) -> None:
    by = become("worker")
    case, marta, _andres = family(by)
    before = Person.objects.count()
    with pytest.raises(Refused, match="Look first"):
        put(case, marta, "parent", Newcomer("Rosario Vega", ""), by=by)
    with pytest.raises(Refused, match="how the two are related"):
        put(case, marta, "neighbour", somebody("Rosario Vega", by), by=by)
    child = put(case, marta, "child", somebody("Inés Ruiz", by), by=by).person
    with pytest.raises(Refused, match="Nobody is their own ancestor"):
        put(case, child, "child", marta, by=by)
    assert Person.objects.count() == before + 1


def test_what_was_drawn_by_mistake_is_taken_back_and_stays_in_history(become: Become) -> None:
    by = become("worker")
    case, marta, andres = family(by)
    drawn = put(case, marta, "child", somebody("Inés Ruiz", by), also=andres, by=by)
    assert [str(mark)[0] for mark in drawn.marks] == ["p", "r", "r"]
    assert take_back(case=case.public_id, marks=drawn.marks, by=by) == ()
    assert told(marta) == told(andres) == set()
    assert not Person.objects.filter(display_name="Inés Ruiz").exists()
    assert [one.verb for one in changes_of("people_person", drawn.person.id)] == ["update", "insert"]
    assert len(changes_of("people_relationship", drawn.facts[0].id)) == 2
    with pytest.raises(Refused, match=r"not in the drawing|changed since"):
        take_back(case=case.public_id, marks=drawn.marks, by=by)


def test_whoever_something_hangs_on_stays_and_is_named(become: Become) -> None:
    by = become("worker")
    case, marta, _andres = family(by)
    drawn = put(case, marta, "child", somebody("Inés Ruiz", by), by=by)
    actions.start_household(circle=case.circle_id, label="The flat", by=by)
    actions.join_household(household=people.household_row(flat(case)), person=drawn.person, by=by)
    assert take_back(case=case.public_id, marks=drawn.marks, by=by) == ("Inés Ruiz",)
    assert told(marta) == set()
    again = put(case, marta, "child", drawn.person, by=by)
    assert (again.person, again.came) == (drawn.person, False)


def flat(case: Case) -> UUID:
    return Household.objects.get(circle_id=case.circle_id).public_id


def test_only_what_is_fresh_and_of_this_case_is_taken_back(become: Become) -> None:
    by = become("worker")
    case, marta, andres = family(by)
    drawn = put(case, marta, "spouse", andres, by=by)
    with pytest.raises(Refused, match="not in the drawing"):
        take_back(case=a_case(by).public_id, marks=drawn.marks, by=by)
    ended = put(case, marta, "partner", somebody("Luis Prado", by), by=by)
    actions.end_relationship(relationship=ended.facts[0], version=1, by=by)
    with pytest.raises(Refused, match="changed since"):
        take_back(case=case.public_id, marks=ended.marks, by=by)
    with clock.standing_at(clock.now() + timedelta(days=2)), pytest.raises(Refused, match="some time ago"):
        take_back(case=case.public_id, marks=drawn.marks, by=by)
    assert Relationship.objects.get(id=drawn.facts[0].id).until_on is None


def test_somebody_of_the_record_comes_into_the_circle_first(become: Become) -> None:
    by = become("worker")
    case, marta, _andres = family(by)
    aunt = a_person(a_case(by).circle_id, "Ana López", by)
    put(case, marta, "sibling", aunt, by=by)
    assert told(marta) == {("sibling", "Ana López")}


def test_whoever_does_not_carry_the_case_draws_nothing(become: Become) -> None:
    by = become("worker")
    case, marta, andres = family(by)
    other = become("evaluator")
    with pytest.raises(Refused):
        put(case, marta, "spouse", andres, by=other)


def test_every_kind_that_is_drawn_stands_on_one_side() -> None:
    kinds = [kind for side in SIDES.values() for kind in side]
    assert len(kinds) == len(set(kinds))
    assert all(kind in SIDES[side_of(kind)] for kind in kinds)
    assert side_of(RelationshipKind.GUARDIAN) == "parent"
