"""Who lives with whom and what stands around them, several facts by one tap: all or none, each taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.living_together import Rating, draw_household, draw_system
from alongside.oversight.journeys.marks import take_back
from alongside.record.people.models import Household, System
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.kin import a_family


def test_whoever_lives_there_stays_and_others_move_in(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    case, home = kin.case.public_id, kin.home
    marta, luis = kin.people["Marta López"], kin.people["Luis Prado"]
    marks = draw_household(case=case, persons=[marta.public_id, luis.public_id], home=home.public_id, by=by)
    assert [mark.kind for mark in marks] == ["m"]
    with pytest.raises(Refused, match="already"):
        draw_household(case=case, persons=[luis.public_id], home=home.public_id, by=by)
    with pytest.raises(NotFound):
        draw_household(case=a_case(by).public_id, persons=[luis.public_id], home=home.public_id, by=by)
    before = Household.objects.count()
    with pytest.raises(NotFound):
        draw_household(case=case, persons=[luis.public_id, uuid4()], label="The boat", by=by)
    assert Household.objects.count() == before
    assert take_back(case=case, marks=marks, by=by) == ()
    assert luis.id not in {one.person_id for one in home.members.all()}


def test_something_new_is_rated_at_once_or_not_there_at_all(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    case, marta = kin.case.public_id, kin.people["Marta López"].public_id
    before = System.objects.count()
    with pytest.raises(Refused, match="how strong"):
        draw_system(case=case, kind="work", label="Bakery", person=marta, rating=Rating("very"), by=by)
    assert System.objects.count() == before
    marks = draw_system(case=case, kind="work", label="Bakery", person=marta, rating=Rating("strong"), by=by)
    assert [mark.kind for mark in marks] == ["s", "t"]
    take_back(case=case, marks=marks, by=by)
    assert System.objects.count() == before
    other = a_case(by).public_id
    with pytest.raises(NotFound):
        draw_system(case=other, system=kin.choir.public_id, person=marta, rating=Rating("weak"), by=by)
    with pytest.raises(Refused):
        draw_system(case=case, system=kin.choir.public_id, person=marta, rating=Rating("weak"), by=become("evaluator"))
