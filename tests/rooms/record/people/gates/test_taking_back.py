"""The database takes back nothing that was changed, nothing of others, and nothing but a short list of tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from alongside.agency.access import actions as access
from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.record.people import actions
from alongside.record.people.models import (
    ContactPoint,
    DrawingWish,
    Household,
    HouseholdMember,
    LikelyPair,
    Person,
    System,
    Tie,
)
from tests.conftest import Administer, Become
from tests.factories.cases import a_circle
from tests.factories.kin import a_family
from tests.factories.people import a_person


def refused(function: str, *arguments: Any) -> str:
    with pytest.raises(GateRefusal) as refusal:
        call_gate(function, arguments)
    return refusal.value.hint


def test_what_was_changed_and_what_others_keep_is_not_taken_back(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    actions.end_bond(bond=kin.bond, version=1, by=by)
    with pytest.raises(Refused, match="changed since"):
        actions.take_back_row(row=kin.bond, by=by)
    with pytest.raises(GateRefusal, match="absent"):
        call_gate("take_back_row", ["people_person", kin.people["Marta López"].id])
    other = become("elsewhere")
    with pytest.raises(NotFound):
        actions.take_back_row(row=kin.choir, by=other)
    with pytest.raises(NotFound):
        actions.take_back_person(person=kin.people["Marta López"], circle=kin.case.circle_id, by=other)
    with pytest.raises(Refused):
        actions.take_back_row(row=kin.choir, by=become("evaluator"))


def a_home(circle: int, label: str, by: Any) -> Household:
    return actions.start_household(circle=circle, label=label, by=by)


def test_a_row_is_taken_back_alone_while_it_is_new_and_nothing_hangs_on_it(
    become: Become, administer: Administer
) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    lived_in, rated, left, free, old = (a_home(circle, each, by) for each in ("a", "b", "c", "d", "e"))
    school, church, club = (actions.add_system(circle=circle, kind="school", label=each, by=by) for each in "abc")
    actions.join_household(household=lived_in, person=person, by=by)
    actions.rate_tie(system=school, household=rated, strength="weak", by=by)
    call_gate(
        "take_back_row", ["people_householdmember", actions.join_household(household=left, person=person, by=by).id]
    )
    call_gate(
        "take_back_row", ["people_tie", actions.rate_tie(system=church, household=left, strength="weak", by=by).id]
    )
    with administer():
        Household.objects.filter(id=old.id).update(created_at=Now() - LONG)
        Household.objects.filter(id__in=[free.id, left.id]).update(created_at=Now() - SHORT)
    assert {refused("take_back_row", "people_household", one.id) for one in (lived_in, rated)} == {"hanging"}
    assert refused("take_back_row", "people_household", old.id) == "old"
    assert refused("take_back_row", "people_system", school.id) == "hanging"
    assert refused("take_back_row", "people_system", 0) == "absent"
    assert refused("take_back_row", "people_contactpoint", 0) == "absent"
    for table, row in (("household", free), ("household", left), ("system", church)):
        call_gate("take_back_row", [f"people_{table}", row.pk])
        assert refused("take_back_row", f"people_{table}", row.pk) == "absent"
    assert {one.label for one in Household.objects.all()} == {"a", "b", "e"}
    assert {one.label for one in System.objects.all()} == {"a", "c"}
    assert (HouseholdMember.objects.count(), Tie.objects.count()) == (1, 1)
    become("elsewhere")
    assert refused("take_back_row", "people_system", club.id) == "absent"
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")
    assert refused("take_back_row", "people_system", club.id) == "absent"
    become("worker")
    assert System.objects.filter(id=club.id, version=1).exists()


def test_who_was_let_into_a_circle_takes_back_what_she_sees_there(become: Become, administer: Administer) -> None:
    other = become("elsewhere")
    by = become("worker")
    circle, closed = a_circle(by), a_circle(by)
    access.assign(circle=circle, actor_id=other.actor_id, by=by)
    seen, hidden, strange = (a_home(place, "14 Quay Row", by) for place in (circle, circle, closed))
    with administer():
        Household.objects.filter(id=hidden.id).update(level=4)
    become("elsewhere")
    call_gate("take_back_row", ["people_household", seen.id])
    assert [refused("take_back_row", "people_household", one.id) for one in (hidden, strange)] == ["absent"] * 2


def test_what_hangs_on_a_system_keeps_no_row_of_another_table(become: Become, administer: Administer) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    home = a_home(circle, "14 Quay Row", by)
    stay = actions.join_household(household=home, person=person, by=by)
    with administer():
        school = System.objects.create(id=stay.id, circle_id=circle, kind="school", label="Quay School")
        Tie.objects.create(
            circle_id=circle,
            system=school,
            household=home,
            strength="weak",
            said_on=clock.today(),
            author_id=by.actor_id,
        )
    call_gate("take_back_row", ["people_householdmember", stay.id])


def test_only_she_and_what_named_her_is_gone(become: Become, administer: Administer) -> None:
    by = become("worker")
    circle, other = a_circle(by), a_circle(by)
    ana, luis, gone = (a_person(circle, name, by) for name in ("Ana Prado", "Luis Prado", "Zuzana Novotná"))
    before = clock.now() - timedelta(days=9)
    with administer():
        wishes = [
            DrawingWish.objects.create(circle_id=place, left=left, right=right, author_id=by.actor_id, ended_at=ended)
            for place, left, right, ended in (
                (circle, gone, ana, None),
                (circle, ana, gone, None),
                (circle, ana, luis, None),
                (other, gone, ana, None),
                (circle, luis, gone, before),
            )
        ]
        pairs = [
            LikelyPair.objects.create(person=one, other=two, points=5, ended_at=ended)
            for one, two, ended in ((ana, gone, None), (luis, gone, before), (ana, luis, None))
        ]
    assert call_gate("take_back_person", [circle, gone.id]) == "gone"
    with administer():
        now = clock.now()
        ended = [DrawingWish.objects.get(id=one.id).ended_at for one in wishes]
        assert [each and each > before for each in ended] == [True, True, None, None, False]
        ended = [LikelyPair.objects.get(id=one.id).ended_at for one in pairs]
        assert [each and each > before for each in ended] == [True, False, None]
        told = ("id", "withdrawn_on", "version", "compared_version")
        people = Person.objects.filter(id__in=[ana.id, luis.id, gone.id]).order_by("id").values_list(*told)
        assert list(people) == [(ana.id, None, 1, 0), (luis.id, None, 1, 0), (gone.id, now.date(), 2, 2)]
    assert CircleSubject.objects.get(person_id=gone.id).circle_id == circle


def test_only_the_bond_to_the_circle_is_undone(become: Become) -> None:
    by = become("worker")
    circle, other, third = a_circle(by), a_circle(by), a_circle(by)
    ana, stays = a_person(circle, "Ana Prado", by), a_person(other, "Luis Prado", by)
    for place in (other, third):
        actions.bring_into_circle(person_id=ana.id, circle=place, by=by)
    assert call_gate("take_back_person", [other, ana.id]) == "left"
    left = CircleSubject.objects.filter(person_id__in=[ana.id, stays.id]).values_list("person_id", "circle_id")
    assert set(left) == {(ana.id, circle), (ana.id, third), (stays.id, other)}
    assert Person.objects.filter(id=ana.id, version=1, withdrawn_on=None).exists()


def of_person(**facts: Any) -> Callable[[Person, int, int], None]:
    def make(person: Person, circle: int, other: int) -> None:
        Person.objects.filter(id=person.id).update(**facts)

    return make


def since(hours: int, *, here: bool) -> Callable[[Person, int, int], None]:
    def make(person: Person, circle: int, other: int) -> None:
        subjects = CircleSubject.objects.filter(person_id=person.id, circle_id=circle if here else other)
        subjects.update(added_at=clock.now() - timedelta(hours=hours))

    return make


def reached(*, here: bool) -> Callable[[Person, int, int], None]:
    def make(person: Person, circle: int, other: int) -> None:
        ContactPoint.objects.create(person=person, circle_id=circle if here else other, kind="phone", value="1")

    return make


def fate(circle: int, person: int) -> Any:
    try:
        return call_gate("take_back_person", [circle, person])
    except GateRefusal as refusal:
        return refusal.hint


NOBODY = "absent"
LONG, SHORT = timedelta(hours=25), timedelta(hours=23)
FATES: dict[str, tuple[Callable[[Person, int, int], None], str, str]] = {
    "as she came": (of_person(version=1), "gone", "left"),
    "a while ago": (of_person(created_at=Now() - SHORT), "gone", "left"),
    "here for a while": (since(23, here=True), "gone", "left"),
    "sealed": (of_person(sealed=True), "kept", "kept"),
    "changed": (of_person(version=2), "kept", "left"),
    "long in the record": (of_person(created_at=Now() - LONG), "kept", "left"),
    "long here": (since(25, here=True), "kept", "kept"),
    "long elsewhere": (since(25, here=False), "gone", "left"),
    "reached here": (reached(here=True), "kept", "kept"),
    "reached elsewhere": (reached(here=False), "kept", "left"),
    "merged": (of_person(merged_into_id=1), NOBODY, NOBODY),
    "taken back": (of_person(withdrawn_on=date(2026, 1, 5)), NOBODY, NOBODY),
}


def test_who_is_let_go_and_who_is_kept(become: Become, administer: Administer) -> None:
    by = become("worker")
    circle, other = a_circle(by), a_circle(by)
    person, sealed = a_person(circle, "Ana Prado", by), a_person(other, "Luis Prado", by)
    with administer():
        Person.objects.filter(id=sealed.id).update(sealed=True, id=-1)
        CircleSubject.objects.filter(person_id=sealed.id).update(person_id=-1)
    for what, (make, *fates) in FATES.items():
        for alone, wanted in zip((True, False), fates, strict=True):
            with transaction.atomic():
                with administer():
                    if not alone:
                        CircleSubject.objects.create(circle_id=other, person_id=person.id)
                    make(person, circle, other)
                assert fate(circle, person.id) == wanted, (what, alone)
                transaction.set_rollback(True)


def test_nobody_of_another_circle_is_let_go(become: Become) -> None:
    by = become("worker")
    circle, other = a_circle(by), a_circle(by)
    person = a_person(circle, "Ana Prado", by)
    assert refused("take_back_person", other, person.id) == NOBODY
    become("elsewhere")
    assert refused("take_back_person", circle, person.id) == NOBODY
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")
    assert refused("take_back_person", circle, person.id) == NOBODY
