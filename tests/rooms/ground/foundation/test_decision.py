"""A decision: yes, or no with code, reason and basis."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from alongside.ground.foundation.decision import Decision


def test_a_yes_is_true_and_may_say_on_what_ground() -> None:
    assert Decision.yes()
    assert Decision.yes("She carries the case.").reason == "She carries the case."
    assert (Decision.yes().code, Decision.yes().basis) == ("", "")


def test_a_no_is_false_and_says_why() -> None:
    no = Decision.no("plan.unsigned", "Sign it first.", "COA")
    assert not no
    assert (no.code, no.reason, no.basis) == ("plan.unsigned", "Sign it first.", "COA")


def test_nobody_turns_a_no_into_a_yes() -> None:
    with pytest.raises(FrozenInstanceError):
        Decision.no("plan.unsigned", "Sign it first.").allowed = True  # type: ignore[misc]
