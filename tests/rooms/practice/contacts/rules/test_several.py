"""What each file of one entry may hold, and from which it is taken out (S-175)."""

from __future__ import annotations

from typing import Any

from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, SUBSTANCE_USE, Reader
from alongside.practice.contacts.rules.several import LONGEST, may_take_out, part_faults, taking_out_faults
from alongside.record.cases.rules.standing import Standing


def test_a_part_is_for_somebody_of_the_case_and_never_in_a_note_for_few_eyes() -> None:
    assert part_faults({1: "He slept."}, takes_part=[1], level=ORDINARY) == {}
    assert set(part_faults({2: "He slept."}, takes_part=[1], level=ORDINARY)) == {"part_2"}
    assert set(part_faults({1: "a" * (LONGEST + 1)}, takes_part=[1], level=ORDINARY)) == {"part_1"}
    for level in (PSYCHOTHERAPY, SUBSTANCE_USE):
        assert set(part_faults({1: "He slept."}, takes_part=[1], level=level)) == {"level"}
        assert part_faults({1: " "}, takes_part=[1], level=level) == {}


def test_from_which_file_is_always_said() -> None:
    right: dict[str, Any] = {"where": "person", "person_id": 1, "why": "Not theirs.", "there": [1]}
    assert taking_out_faults(**right) == {}
    assert set(taking_out_faults(**right | {"where": ""})) == {"where"}
    assert set(taking_out_faults(**right | {"person_id": None})) == {"where"}
    assert set(taking_out_faults(**right | {"person_id": 2})) == {"where"}
    assert taking_out_faults(**right | {"where": "all", "person_id": None}) == {}
    assert set(taking_out_faults(**right | {"why": " "})) == {"why"}
    assert set(taking_out_faults(**right | {"why": "a" * 301})) == {"why"}


def test_whoever_carries_it_takes_it_out() -> None:
    by = Reader(actor_id=1, kind="worker", name="", session_id=1, worker_id=1)
    assert may_take_out(by, Standing(1, rules=True, supervises=False, in_team=True, emergency=False))
    assert not may_take_out(by, Standing(1, rules=False, supervises=False, in_team=True, emergency=False))
