"""Profiles and the words of forms: every element is cited, named when it is missing, and said in plain words."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.text import reading_grade
from alongside.practice.consents.enums import Regime
from alongside.practice.consents.rules.profiles import MISSING, may_publish, profile_of, shipped_words

ELEMENTS = [(regime, element) for regime in Regime.values for element in profile_of(regime).elements]


@pytest.mark.parametrize(("regime", "element"), ELEMENTS, ids=[f"{one}-{other}" for one, other in ELEMENTS])
def test_a_form_without_an_element_is_not_published_and_the_element_is_named(regime: str, element: str) -> None:
    profile, words = profile_of(regime), shipped_words(regime)
    assert may_publish(profile, words.parts) == []
    for without in (
        {key: text for key, text in words.parts.items() if key != element},
        {**words.parts, element: "  "},
    ):
        (refusal,) = may_publish(profile, without)
        assert refusal.code == f"form.{element}"
        assert str(refusal.reason) == str(MISSING[element])
        assert str(refusal.basis) == profile.elements[element]


def test_an_empty_form_names_every_element() -> None:
    for regime in Regime.values:
        profile = profile_of(regime)
        assert [one.code for one in may_publish(profile, {})] == [f"form.{element}" for element in profile.elements]


@pytest.mark.parametrize("regime", Regime.values)
def test_the_shipped_words_are_for_everybody(regime: str) -> None:
    words = shipped_words(regime)
    assert set(profile_of(regime).elements) <= set(words.parts) <= set(MISSING)
    grade = reading_grade("\n".join([words.title + ".", *words.parts.values()]))
    assert grade is not None
    assert grade <= 6
    assert words.name == f"{regime}-en-1"
    assert profile_of(regime).name == f"{regime}-1"


@pytest.mark.parametrize("regime", Regime.values)
def test_every_rule_is_cited(regime: str) -> None:
    profile = profile_of(regime)
    assert all(any(letter.isdigit() for letter in rule) for rule in profile.elements.values())
    assert profile.rule("something else") == profile.rules["other"]
    assert set(profile.elements) <= set(MISSING)
