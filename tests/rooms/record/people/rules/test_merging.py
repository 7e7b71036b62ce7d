"""What is chosen field by field when two entries become one, and what goes without saying."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from alongside.record.people.models import Person
from alongside.record.people.rules.merging import (
    BOTH,
    FIELDS,
    KEEP,
    LOSE,
    MERGE_REFUSALS,
    UNDO_REFUSALS,
    default_side,
    differs,
    facts_after,
    is_known,
    joined_value,
    may_merge,
    may_undo,
    plain,
)

BY_NAME = {field.name: field for field in FIELDS}


def a(**facts: Any) -> Person:
    return Person(**{"display_name": "Marta", "sort_key": "marta", "languages": [], **facts})


def test_what_is_known_stays_and_nobody_is_asked() -> None:
    keep, lose = a(), a(pronouns="she", born_on=date(1992, 3, 1), birth_precision="exact", interpreter="yes")
    assert facts_after(keep, lose, {}) == {
        "pronouns": "she",
        "born_on": date(1992, 3, 1),
        "birth_precision": "exact",
        "interpreter": "yes",
    }
    assert facts_after(lose, keep, {}) == {}
    assert not any(differs(keep, lose, field) for field in FIELDS)


@pytest.mark.parametrize(
    ("mine", "theirs", "different", "side"),
    [
        (["Spanish"], ["English"], True, BOTH),
        (["Spanish", "English"], ["English", "Spanish"], False, KEEP),
        ([], ["English"], False, LOSE),
        ([], [], False, KEEP),
    ],
)
def test_languages_are_both_kept(mine: list[str], theirs: list[str], different: bool, side: str) -> None:
    keep, lose, field = a(languages=mine), a(languages=theirs), BY_NAME["languages"]
    assert (differs(keep, lose, field), default_side(keep, lose, field)) == (different, side)


def test_a_choice_beats_what_goes_without_saying() -> None:
    keep, lose = a(pronouns="she", identity_words="The choir."), a(pronouns="they", identity_words="The sea.")
    assert facts_after(keep, lose, {"pronouns": LOSE, "identity_words": BOTH}) == {
        "pronouns": "they",
        "identity_words": "The choir.\n\nThe sea.",
    }
    assert joined_value("The sea.", "The sea. ") == "The sea."
    for wrong in ({"pronouns": BOTH}, {"pronouns": "neither"}):
        with pytest.raises(ValueError, match="no side"):
            facts_after(keep, lose, wrong)


def test_nothing_is_not_known() -> None:
    assert not is_known(a(interpreter="not_asked"), BY_NAME["interpreter"])
    assert is_known(a(), BY_NAME["name"])
    assert (plain(date(2026, 1, 2)), plain("x")) == ("2026-01-02", "x")


def test_every_refusal_has_its_words() -> None:
    assert may_merge(None)
    assert may_undo(None)
    for hint, words in MERGE_REFUSALS.items():
        assert (may_merge(hint).code, may_merge(hint).reason) == (f"people.merge.{hint}", words)
    for hint, words in UNDO_REFUSALS.items():
        assert (may_undo(hint).code, may_undo(hint).reason) == (f"people.undo.{hint}", words)
    assert may_merge("something new").reason == MERGE_REFUSALS["ask"]
