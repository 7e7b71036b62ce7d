"""What is taken back is seen by nobody, stays in the table and in history; nothing else can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.agency.access.models import CircleSubject
from alongside.agency.access.queries import changes_of
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.actions.merging import merge_person
from alongside.record.people.models import (
    Bond,
    Household,
    HouseholdMember,
    Person,
    PersonKey,
    Relationship,
    System,
    Tie,
)
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.kin import a_family
from tests.factories.people import a_person


def test_each_kind_of_row_is_hidden_and_stays(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    circle, marta = kin.case.circle_id, kin.people["Marta López"]
    home = actions.start_household(circle=circle, label="The new flat", by=by)
    stay = actions.join_household(household=home, person=kin.people["Andrés Ruiz"], by=by)
    school = actions.add_system(circle=circle, kind="school", label="Quay School", by=by)
    tie = actions.rate_tie(system=school, person=marta, strength="weak", by=by)
    with pytest.raises(Refused, match="take that back first"):
        actions.take_back_row(row=home, by=by)
    with pytest.raises(Refused, match="take that back first"):
        actions.take_back_row(row=school, by=by)
    for row in (stay, home, tie, school, kin.bond):
        actions.take_back_row(row=row, by=by)
        assert not type(row).objects.filter(id=row.pk).exists()
        assert [one.verb for one in changes_of(row._meta.db_table, row.pk)][:2] == ["update", "insert"]
        with pytest.raises(NotFound):
            actions.take_back_row(row=row, by=by)
    models = (HouseholdMember, Household, Tie, System, Bond)
    assert [model.objects.filter(circle_id=circle).exists() for model in models] == [True, True, True, True, True]
    assert kin.home.label in {one.label for one in people.homes_of(marta.id)}
    assert actions.add_system(circle=circle, kind="school", label="Quay School", by=by).id != school.id


def test_a_newcomer_on_whom_nothing_hangs_is_found_by_nobody(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    zuzana = a_person(case.circle_id, "Zuzana Novotná", by)
    one, other = a_person(case.circle_id, "Ana Prado", by), a_person(case.circle_id, "Luis Prado", by)
    fact = actions.relate(circle=case.circle_id, person=zuzana, other=one, kind="child", by=by)
    assert actions.take_back_person(person=zuzana, circle=case.circle_id, by=by) == "kept"
    actions.take_back_relationship(relationship=Relationship.objects.get(id=fact.id), by=by)
    actions.add_wish(circle=case.circle_id, left=zuzana, right=other, by=by)
    assert actions.take_back_person(person=zuzana, circle=case.circle_id, by=by) == "gone"
    assert not Person.objects.filter(id=zuzana.id).exists()
    assert not PersonKey.objects.filter(person_id=zuzana.id).exists()
    assert people.near_matches(full_name="Zuzana Novotná", by=by).matches == ()
    assert "Zuzana Novotná" not in str(people.people_page(by=by))
    assert CircleSubject.objects.filter(person_id=zuzana.id).exists()
    assert [row.verb for row in changes_of("people_person", zuzana.id)] == ["update", "insert"]
    with pytest.raises(NotFound):
        actions.take_back_person(person=zuzana, circle=case.circle_id, by=by)
    changed = actions.change_person(person=other, version=other.version, born_on=date(1988, 1, 1), by=by)
    assert actions.take_back_person(person=changed, circle=case.circle_id, by=by) == "kept"


def test_somebody_of_another_case_leaves_this_circle_only(become: Become) -> None:
    by = become("worker")
    first, second = a_case(by), a_case(by)
    ana = a_person(first.circle_id, "Ana López", by)
    actions.bring_into_circle(person_id=ana.id, circle=second.circle_id, by=by)
    assert actions.take_back_person(person=ana, circle=second.circle_id, by=by) == "left"
    assert [one.circle_id for one in CircleSubject.objects.filter(person_id=ana.id)] == [first.circle_id]
    assert people.near_matches(full_name="Ana López", by=by).matches


def test_what_was_taken_back_hides_nothing_when_two_entries_become_one(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    keep, lose = (a_person(case.circle_id, name, by) for name in ("Marta López", "Martha Lopez"))
    mistaken = actions.relate(circle=case.circle_id, person=keep, other=lose, kind="sibling", by=by)
    actions.take_back_relationship(relationship=mistaken, by=by)
    home = actions.start_household(circle=case.circle_id, label="Quay Row", by=by)
    actions.take_back_row(row=actions.join_household(household=home, person=keep, by=by), by=by)
    stay = actions.join_household(household=home, person=lose, by=by)
    supervisor = become("supervisor")
    merge_person(keep=keep, lose=lose, sides={}, why="Same birth and phone", by=supervisor)
    assert [one.id for one in HouseholdMember.objects.filter(person=keep)] == [stay.id]
