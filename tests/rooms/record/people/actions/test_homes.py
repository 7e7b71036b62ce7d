"""Who lives with whom: people come and go, and any day can be asked about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.record.people import actions, queries
from alongside.record.people.enums import HouseholdPart
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


def test_who_lived_with_whom_on_a_day(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    marta, rosario, andres = (a_person(circle, name, by) for name in ("Marta López", "Rosario Vega", "Andrés Ruiz"))
    home = actions.start_household(circle=circle, label=" 14  Quay Row ", from_on=date(2016, 1, 1), by=by)
    actions.join_household(household=home, person=marta, part=HouseholdPart.HEAD, from_on=date(2016, 1, 1), by=by)
    stay = actions.join_household(household=home, person=andres, from_on=date(2016, 1, 1), by=by)
    actions.join_household(household=home, person=rosario, part=HouseholdPart.PARENT, from_on=date(2025, 2, 1), by=by)
    actions.leave_household(membership=stay, version=1, on=date(2025, 1, 10), why="Moved out", by=by)

    def with_marta(day: date) -> list[str]:
        return [one.name for one in queries.lived_with(marta.id, day)]

    assert with_marta(date(2015, 12, 31)) == []
    assert with_marta(date(2024, 12, 25)) == ["Andrés Ruiz"]
    assert with_marta(date(2025, 1, 10)) == []
    assert with_marta(date(2025, 2, 1)) == ["Rosario Vega"]
    (shown,) = queries.homes_of(marta.id)
    assert shown.label == "14 Quay Row"
    assert [one.name for one in shown.on(clock.today())] == ["Marta López", "Rosario Vega"]
    become("elsewhere")
    assert queries.homes_of(marta.id) == ()
    assert queries.lived_with(marta.id, date(2024, 12, 25)) == ()


def test_a_person_returns_after_having_left(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    girl = a_person(circle, "Inés Ruiz", by)
    home = actions.start_household(circle=circle, label="Foster home", by=by)
    first = actions.join_household(household=home, person=girl, from_on=date(2020, 1, 1), by=by)
    with pytest.raises(Refused, match="already"):
        actions.join_household(household=home, person=girl, from_on=date(2021, 1, 1), by=by)
    actions.leave_household(membership=first, version=1, on=date(2022, 1, 1), by=by)
    actions.join_household(household=home, person=girl, from_on=date(2023, 1, 1), by=by)
    with pytest.raises(Refused, match="already"):
        actions.join_household(household=home, person=girl, until_on=date(2021, 1, 1), by=by)
    assert [(one.from_on, one.until_on) for one in queries.homes_of(girl.id)[0].members] == [
        (date(2023, 1, 1), None),
        (date(2020, 1, 1), date(2022, 1, 1)),
    ]
    with pytest.raises(Refused, match="left this household already"):
        actions.leave_household(membership=first, version=2, by=by)


def test_impossible_stays_are_refused(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="Give the household a name"):
        actions.start_household(circle=circle, label=" ", by=by)
    with pytest.raises(Refused, match="still to come"):
        actions.start_household(circle=circle, label="Home", from_on=tomorrow, by=by)
    home = actions.start_household(circle=circle, label="Home", by=by)
    with pytest.raises(Refused, match="end lies before"):
        actions.join_household(
            household=home, person=person, from_on=date(2020, 2, 1), until_on=date(2020, 1, 1), by=by
        )
    with pytest.raises(Refused, match="still to come"):
        actions.join_household(household=home, person=person, from_on=tomorrow, by=by)
    with pytest.raises(Refused, match="Not known"):
        actions.join_household(household=home, person=person, part="butler", by=by)
    stay = actions.join_household(household=home, person=person, from_on=date(2020, 2, 1), by=by)
    with pytest.raises(Refused, match="end lies before"):
        actions.leave_household(membership=stay, version=1, on=date(2020, 1, 1), by=by)
    with pytest.raises(Stale):
        actions.leave_household(membership=stay, version=5, by=by)


def test_only_people_of_the_circle_and_only_its_readers(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    home = actions.start_household(circle=circle, label="Home", by=by)
    other = a_person(a_circle(by), "Adam Kowalczyk", by)
    with pytest.raises(Refused, match="Bring this person into the case first"):
        actions.join_household(household=home, person=other, by=by)
    stay = actions.join_household(household=home, person=a_person(circle, "Marta López", by), by=by)
    stranger = become("elsewhere")
    with pytest.raises(NotFound):
        actions.start_household(circle=circle, label="Home", by=stranger)
    with pytest.raises(NotFound):
        actions.leave_household(membership=stay, version=1, by=stranger)
    with pytest.raises(NotFound):
        queries.household_row(home.public_id)
