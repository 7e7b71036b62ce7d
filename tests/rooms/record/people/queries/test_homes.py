"""Who lives with whom, on any day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.record.people import actions, queries
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person

NEW_YEAR, SPRING, SUMMER = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def family(become: Become) -> dict[str, Person]:
    """Marta lived at her mother's until the first of April, then alone with Dani; Rosario lives there still."""
    by = become("worker")
    circle = a_circle(by)
    people = {name: a_person(circle, name, by) for name in ("Marta", "Rosario", "Dani")}
    before = actions.start_household(circle=circle, label="The mother's flat", by=by)
    now = actions.start_household(circle=circle, label="Quay Row", by=by)
    actions.join_household(household=before, person=people["Rosario"], part="head", by=by)
    actions.join_household(household=before, person=people["Marta"], from_on=NEW_YEAR, until_on=SPRING, by=by)
    actions.join_household(household=now, person=people["Marta"], part="head", from_on=SPRING, by=by)
    actions.join_household(household=now, person=people["Dani"], from_on=SUMMER, by=by)
    return people


def labels(homes: tuple[queries.HomeView, ...]) -> list[str]:
    return [home.label for home in homes]


def names(members: tuple[queries.MemberView, ...]) -> list[str]:
    return [one.name for one in members]


def test_every_home_of_hers_with_everyone_who_was_in_it(family: dict[str, Person]) -> None:
    homes = {home.label: home for home in queries.homes_of(family["Marta"].id)}
    assert set(homes) == {"The mother's flat", "Quay Row"}
    assert set(names(homes["The mother's flat"].members)) == {"Rosario", "Marta"}
    head = next(one for one in homes["Quay Row"].members if one.name == "Marta")
    assert (head.part_words, head.person_public, head.from_on) == (
        "Head of household",
        family["Marta"].public_id,
        SPRING,
    )


def test_the_day_of_moving_belongs_to_the_new_home(family: dict[str, Person]) -> None:
    marta = [family["Marta"].id]
    assert labels(queries.homes_on(marta, SPRING - timedelta(days=1))) == ["The mother's flat"]
    assert labels(queries.homes_on(marta, SPRING)) == ["Quay Row"]
    assert labels(queries.homes_on(marta, NEW_YEAR - timedelta(days=1))) == []


def test_on_a_day_a_home_holds_those_who_lived_there_then(family: dict[str, Person]) -> None:
    quay = next(home for home in queries.homes_of(family["Marta"].id) if home.label == "Quay Row")
    assert names(quay.on(SPRING)) == ["Marta"]
    assert set(names(quay.on(SUMMER))) == {"Marta", "Dani"}
    flat = next(home for home in queries.homes_of(family["Marta"].id) if home.label == "The mother's flat")
    assert names(flat.on(SPRING)) == ["Rosario"]
    assert set(names(flat.on(NEW_YEAR))) == {"Marta", "Rosario"}


def test_whom_she_lived_with_leaves_her_out(family: dict[str, Person]) -> None:
    assert names(queries.lived_with(family["Marta"].id, NEW_YEAR)) == ["Rosario"]
    assert names(queries.lived_with(family["Marta"].id, SPRING)) == []
    assert names(queries.lived_with(family["Marta"].id, SUMMER)) == ["Dani"]


def test_somebody_of_two_homes_is_named_once(family: dict[str, Person], become: Become) -> None:
    by = become("worker")
    weekend = actions.start_household(circle=a_circle_of(family["Marta"], by), label="Weekends", by=by)
    for name in ("Marta", "Dani"):
        actions.join_household(household=weekend, person=family[name], from_on=SUMMER, by=by)
    assert names(queries.lived_with(family["Marta"].id, SUMMER)) == ["Dani"]


def a_circle_of(person: Person, by: Reader) -> int:
    return queries.person_page(person.public_id, by=by).circles[0]


def test_a_home_that_has_ended_stands_last(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta", by)
    for label, since in (("Ended", NEW_YEAR), ("First", SPRING), ("Second", SPRING)):
        home = actions.start_household(circle=circle, label=label, from_on=since, by=by)
        actions.join_household(household=home, person=person, from_on=since, by=by)
        if label == "Ended":
            type(home).objects.filter(id=home.id).update(until_on=clock.today())
    assert labels(queries.homes_of(person.id)) == ["Second", "First", "Ended"]


def test_nobody_s_home_is_nothing(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta", by)
    assert queries.homes_of(person.id) == queries.homes_on([person.id], SPRING) == queries.homes_on([], SPRING) == ()


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(family: dict[str, Person], become: Become, who: str) -> None:
    homes = queries.homes_of(family["Marta"].id)
    become(who)
    assert queries.homes_of(family["Marta"].id) == ()
    assert queries.lived_with(family["Marta"].id, NEW_YEAR) == ()
    for public_id in (homes[0].public_id, uuid4()):
        with pytest.raises(NotFound):
            queries.household_row(public_id)
    for public_id in (homes[0].members[0].public_id, uuid4()):
        with pytest.raises(NotFound):
            queries.membership_row(public_id)


def test_handles_are_the_rows_that_were_shown(family: dict[str, Person]) -> None:
    home = queries.homes_of(family["Dani"].id)[0]
    assert queries.household_row(home.public_id).label == "Quay Row"
    stay = next(one for one in home.members if one.name == "Dani")
    assert queries.membership_row(stay.public_id).person == family["Dani"]
