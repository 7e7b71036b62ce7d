"""Wishes for drawings: one stands until the opposite is wished, and none goes round."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.record.people import actions, queries
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person
from tests.rooms.record.people.actions.test_ties import two


def test_a_wish_stands_until_the_opposite_is_wished_and_never_goes_round(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    third = a_person(circle, "Rosario Vega", by)
    actions.add_wish(circle=circle, left=one, right=other, by=by)
    actions.add_wish(circle=circle, left=one, right=other, by=by)
    actions.add_wish(circle=circle, left=other, right=third, by=by)
    assert queries.wishes_of(circle) == ((one.id, other.id), (other.id, third.id))
    with pytest.raises(Refused, match="round in a circle"):
        actions.add_wish(circle=circle, left=third, right=one, by=by)
    with pytest.raises(Refused, match="two people"):
        actions.add_wish(circle=circle, left=one, right=one, by=by)
    with pytest.raises(Refused, match="into the case first"):
        actions.add_wish(circle=circle, left=one, right=a_person(a_case(by).circle_id, "Bo", by), by=by)
    actions.add_wish(circle=circle, left=other, right=one, by=by)
    assert queries.wishes_of(circle) == ((other.id, third.id), (other.id, one.id))
    assert actions.drop_wish(circle=circle, left=other, right=one, by=by)
    assert not actions.drop_wish(circle=circle, left=other, right=one, by=by)
    become("elsewhere")
    assert queries.wishes_of(circle) == ()
