"""Pairs come, are put off, and go when they are alike no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions
from alongside.record.people.actions.comparing import compare_people, put_off_pair, take_back_not_same
from alongside.record.people.models import LikelyPair, Person
from alongside.record.people.queries.likely import likely_pairs, pair_row
from tests.conftest import Become
from tests.factories.twins import compared, twins


def test_later_comes_back_after_a_month(become: Become) -> None:
    twins(become("worker"))
    compared(become)
    by = become("worker")
    until = put_off_pair(pair=pair_row(LikelyPair.objects.get().public_id), by=by)
    assert until == clock.today() + timedelta(days=30)
    assert likely_pairs(by=by).pairs == ()
    with clock.standing_at(clock.now() + timedelta(days=31)):
        assert len(likely_pairs(by=by).pairs) == 1


def test_a_pair_that_is_alike_no_more_goes(become: Become) -> None:
    by = become("worker")
    keep, _lose = twins(become("worker"))
    compared(become)
    by = become("worker")
    row = Person.objects.get(id=keep.id)
    actions.change_person(person=row, version=row.version, born_on=date(1961, 7, 9), by=by)
    compared(become)
    assert likely_pairs(by=become("worker")).pairs == ()


def test_taking_back_what_nobody_said_finds_nothing(become: Become) -> None:
    keep, lose = twins(become("worker"))
    with pytest.raises(NotFound):
        take_back_not_same(person=keep, other=lose, by=become("worker"))


def test_only_the_house_compares(become: Become) -> None:
    by = become("worker")
    twins(by)
    assert compare_people(by=by) == 0
    assert not LikelyPair.objects.exists()
