"""The family page draws from the record what its reader may see, on any day, and nothing else (S-055, S-058, S-174)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.db import connection

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.overviews.family import FamilyPage, bond_words, family_on, family_page
from alongside.oversight.overviews.family_leaving import Left
from alongside.record.people import actions
from alongside.record.people.models import Household, HouseholdMember
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.kin import Kin, a_family
from tests.factories.people import a_person

Queries = Callable[[], AbstractContextManager[list[str]]]


def names(page: FamilyPage) -> set[str]:
    return {one.name for one in family_on(page).people}


def test_the_family_is_drawn_from_what_was_written_down(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    page = family_page(kin.case.public_id, by=by)
    family = family_on(page)
    people = {one.id: one for one in family.people}
    assert {one.name for one in people.values()} == {person.display_name for person in kin.people.values()}
    assert [people[one].name for one in family.index] == [kin.people["Marta López"].display_name]
    unions = {frozenset(people[one].name for one in union.partners): union for union in family.unions}
    marriage = unions[frozenset({kin.people["Marta López"].display_name, "Andrés Ruiz"})]
    assert (marriage.kind, marriage.end) == ("marriage", "separated")
    under = {people[link.child].name: link.union for link in family.links}
    assert under["Inés Ruiz"] == under["Tomás Ruiz"] == marriage.id
    assert unions[frozenset({"Rosario Vega", "Julio Vega"})].end == "died"
    (home,) = family.households
    assert (home.label, len(home.stays)) == ("14 Quay Row", 5)
    dani = next(one for one in people.values() if one.name == "Dani Prado")
    assert (dani.sex, dani.gender, dani.href) == ("u", "nb", f"/people/{kin.people['Dani Prado'].public_id}/")
    assert [one.kind for one in page.bonds] == ["conflict", "violence"]
    assert bond_words(page.bonds[1]).startswith("Andrés Ruiz: violent towards ")
    (choir,) = page.around
    assert (choir.label, choir.ties[0].strength) == ("Choir St Brigid", "strong")
    rows = {one.name: one for one in page.rows}
    assert rows["Julio Vega"].died
    assert rows["Rosario Vega"].lives == ("14 Quay Row",)
    told = {one.words: one.others for one in rows["Andrés Ruiz"].related}
    assert told["Parent of"] == ("Inés Ruiz", "Tomás Ruiz")


def test_any_day_shows_the_family_as_it_was(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    then = family_page(kin.case.public_id, day=date(2014, 1, 1), by=by)
    assert {"Inés Ruiz", "Tomás Ruiz"}.isdisjoint(names(then))
    assert not next(one for one in family_on(then).people if one.name == "Julio Vega").dead
    assert family_page(kin.case.public_id, day=clock.today() + timedelta(days=9), by=by).day == clock.today()


def test_whom_a_reader_may_not_see_leaves_no_trace(become: Become) -> None:
    """The same drawing as if nobody had ever been written down: no name, no number, no size (G26)."""
    by = become("worker")
    kin = a_family(by)
    elsewhere = a_case(by, people=["Rosa Hidden"])
    secret = a_person(elsewhere.circle_id, "Pablo Hidden", by, born=date(1960, 1, 1))
    actions.bring_into_circle(person_id=kin.people["Dani Prado"].id, circle=elsewhere.circle_id, by=by)
    plain = family_page(kin.case.public_id, by=by).mapped.family
    actions.relate(
        circle=elsewhere.circle_id, person=secret, other=kin.people["Dani Prado"], kind="foster_carer", by=by
    )
    colleague = become("colleague")
    access.exclude(circle=elsewhere.circle_id, actor_id=colleague.actor_id, why="Brother", by=become("worker"))
    seen = family_page(kin.case.public_id, by=become("worker"))
    assert "Pablo Hidden" in names(seen)
    hidden = family_page(kin.case.public_id, by=become("colleague"))
    assert "Pablo Hidden" not in repr(hidden)
    assert [one.kind for one in hidden.bonds] == ["conflict"]
    left = plain.bonds[:1]
    assert hidden.mapped.family == type(plain)(
        **{name: getattr(plain, name) for name in plain.__slots__ if name != "bonds"}, bonds=left
    )
    for who in ("elsewhere", "privacy", "evaluator"):
        with pytest.raises(NotFound):
            family_page(kin.case.public_id, by=become(who))


def test_where_somebody_hides_is_never_the_label_of_a_household(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    for name in ("Andrés Ruiz", "Luis Prado"):
        actions.add_contact_point(
            person=kin.people[name],
            circle=kin.case.circle_id,
            kind="address",
            value="7 Mill Lane",
            level=SAFE_LOCATION,
            by=by,
        )
    actions.join_household(
        household=actions.start_household(circle=kin.case.circle_id, label="7 Mill Ln", by=by),
        person=kin.people["Andrés Ruiz"],
        by=by,
    )
    home = Household.objects.create(circle_id=kin.case.circle_id, label="Refuge", level=SAFE_LOCATION)
    HouseholdMember.objects.create(
        circle_id=kin.case.circle_id, household=home, person=kin.people["Luis Prado"], level=SAFE_LOCATION
    )
    labels = sorted(one.label for one in family_on(family_page(kin.case.public_id, by=by)).households)
    assert labels == ["14 Quay Row", "Lives together", "Lives together"]


def test_a_copy_leaves_out_whom_and_what_it_is_told_to(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    left = Left(frozenset({kin.people["Andrés Ruiz"].public_id}), restricted=True)
    page = family_page(kin.case.public_id, left=left, by=by)
    assert "Andrés" not in repr(page.mapped) + repr(page.rows) + repr(page.bonds)
    whole = family_page(kin.case.public_id, left=Left(restricted=True), by=by)
    assert [one.kind for one in whole.bonds] == ["conflict"]
    assert family_page(kin.case.public_id, left=Left(bonds=True), by=by).bonds == ()


def test_what_contradicts_itself_is_flagged_and_drawn(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    third = a_person(kin.case.circle_id, "Bo Third", by, born=date(2015, 1, 1))
    actions.relate(
        circle=kin.case.circle_id, person=third, other=kin.people["Inés Ruiz"], kind="parent", why="As told", by=by
    )
    page = family_page(kin.case.public_id, by=by)
    assert {one.name for one in page.doubts} == {"Inés Ruiz"}
    older = a_person(kin.case.circle_id, "Cy Fourth", by, born=date(2020, 1, 1))
    actions.relate(
        circle=kin.case.circle_id, person=older, other=kin.people["Dani Prado"], kind="adoptive_parent", why="x y z",
        by=by,
    )  # fmt: skip
    page = family_page(kin.case.public_id, by=by)
    assert {one.name for one in page.doubts} == {"Inés Ruiz", "Cy Fourth"}
    assert {one.name for one in family_on(page).people if one.doubted} == {"Inés Ruiz", "Cy Fourth"}


def test_the_number_of_statements_does_not_grow_with_the_family(
    become: Become, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    by = become("worker")
    kin = a_family(by)
    with queries() as few:
        family_page(kin.case.public_id, by=by)
    above: Kin = kin
    parent = above.people["Rosario Vega"]
    for number in range(4):
        older = a_person(kin.case.circle_id, f"Ana{number} Vega", by)
        actions.relate(circle=kin.case.circle_id, person=older, other=parent, kind="parent", by=by)
        parent = older
    with queries() as many:
        page = family_page(kin.case.public_id, by=by)
    assert len(names(page)) == 12
    assert len(many) == len(few) <= 26
    assert connection.in_atomic_block
