"""The words of a form filled with what is asked."""

from __future__ import annotations

from datetime import date

from alongside.practice.consents import queries
from alongside.practice.consents.enums import Item, Purpose, Regime
from alongside.practice.consents.rules.profiles import Words


def test_places_are_filled_and_nothing_is_filled_twice() -> None:
    words = Words(Regime.GDPR, 1, "en", "A form", {"a": "{person} to {recipient}", "b": "{until} {unknown}"})
    assert queries.filled(words, {"person": "{until}", "until": "May"}) == {"a": "{until} to –", "b": "May {unknown}"}


def test_items_purpose_and_end_in_words() -> None:
    assert queries.item_words([Item.HOUSING, Item.IDENTITY], "rent") == "name and date of birth, housing and rent"
    assert queries.purpose_words(Purpose.OTHER, "a bicycle") == "something else: a bicycle"
    assert queries.purpose_words("") == ""
    assert queries.until_words(date(2026, 12, 1), "the move") == "1 December 2026, or before that: the move"
    assert queries.until_words(None) == "you take it back"


def test_who_passes_it_on_is_said_only_when_somebody_does() -> None:
    words = Words(Regime.PART2, 1, "en", "A form", {"a": "Yes.", "passes_on_to": "It goes to {passes_on_to}."})
    assert queries.filled(words, {"passes_on_to": ""}) == {"a": "Yes."}
    assert queries.filled(words, {"passes_on_to": "the clinic"})["passes_on_to"] == "It goes to the clinic."
