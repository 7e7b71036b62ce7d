"""What stands between two people is said, decided by the supervisor and looked at again (S-177)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.record.cases.rules.sides import (
    decision_faults,
    interest_faults,
    may_decide,
    may_go_on,
    may_take_sides,
)
from alongside.record.cases.rules.standing import Standing

TODAY = date(2026, 11, 22)
BY = Reader(actor_id=1, kind="worker", name="Ada", session_id=1, worker_id=1)
CARRIES = Standing(team_id=1, rules=True, in_team=True)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"one_id": 9}, ["one"]),
        ({"other_id": 1}, ["other"]),
        ({"kind": "x"}, ["kind"]),
        ({"basis": " "}, ["basis"]),
        ({"seen_on": TODAY + timedelta(days=1)}, ["seen_on"]),
    ],
)
def test_what_is_written_down(changed: dict[str, Any], fields: list[str]) -> None:
    facts: dict[str, Any] = {"one_id": 1, "other_id": 2, "kind": "abuse", "basis": "She said so.", "seen_on": TODAY}
    assert list(interest_faults(**{**facts, **changed}, subjects={1, 2}, today=TODAY)) == fields


def test_a_decision_has_its_reason_and_its_next_day() -> None:
    soon = TODAY + timedelta(days=90)
    assert decision_faults(decision="Separate workers.", review_on=soon, today=TODAY) == {}
    assert list(decision_faults(decision="", review_on=None, today=TODAY)) == ["decision", "review_on"]
    assert list(decision_faults(decision="x", review_on=TODAY, today=TODAY)) == ["review_on"]
    assert list(decision_faults(decision="x", review_on=soon + timedelta(days=1), today=TODAY)) == ["review_on"]


def test_the_supervisor_decides_and_is_never_stopped() -> None:
    chief = replace(CARRIES, rules=False, supervises=True)
    assert not may_decide(BY, CARRIES).allowed
    assert may_decide(BY, chief).allowed
    assert may_go_on(BY, CARRIES, undecided=False).allowed
    assert may_go_on(BY, CARRIES, undecided=True).code == "case.sides.undecided"
    assert may_go_on(BY, chief, undecided=True).allowed
    assert may_take_sides(opposed=False, name="Ada").allowed
    assert "Ada works for somebody" in str(may_take_sides(opposed=True, name="Ada").reason)
