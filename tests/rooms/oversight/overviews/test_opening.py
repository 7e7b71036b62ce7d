"""What the form that opens a case shows."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.opening import opening_choices, people_like, person_for_case
from alongside.record.people.models import Household, HouseholdMember, Relationship
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle, a_person


def test_those_close_to_her_come_with_the_part_that_follows(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    marta, dani, rosario, lodger = (a_person(circle, name, by) for name in ("Marta", "Dani", "Rosario", "Lodger"))
    Relationship.objects.create(circle_id=circle, person=marta, other=dani, kind="parent")
    Relationship.objects.create(circle_id=circle, person=rosario, other=marta, kind="parent")
    home = Household.objects.create(circle_id=circle, label="Quay Row")
    for person in (marta, dani, lodger):
        HouseholdMember.objects.create(circle_id=circle, household=home, person=person)
    close = {one.name: one.role for one in person_for_case(marta.public_id, by=by).close}
    assert close == {"Dani": "child", "Rosario": "parent", "Lodger": "relative"}


def test_a_hidden_person_is_absent(become: Become) -> None:
    elsewhere = become("elsewhere")
    hidden = a_person(a_circle(elsewhere, programme="safe"), "Ana Nowak", elsewhere)
    with pytest.raises(NotFound):
        person_for_case(hidden.public_id, by=become("worker"))


def test_choices_are_those_of_the_readers_teams(become: Become) -> None:
    mine = opening_choices(by=become("worker"))
    assert [line.code for line in mine.programmes] == ["family"]
    assert "Dele Akande" in [line.name for line in mine.workers]
    assert [line.code for line in opening_choices(by=become("elsewhere")).programmes] == ["safe"]
    assert opening_choices(by=become("privacy")).programmes == ()


def test_people_like_show_their_cases_and_hand_out_a_receipt(become: Become) -> None:
    by = become("worker")
    circle_case = a_case(by)
    hits, receipt = people_like("Marta López", by=by)
    assert receipt
    assert any(case.public_id == circle_case.public_id for hit in hits for case in hit.cases)
