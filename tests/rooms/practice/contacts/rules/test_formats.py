"""Formats of notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.agency.organisation.rules import default_protocol
from alongside.practice.contacts.rules.formats import format_faults, format_of, in_parts, missing_parts, switched

RULES = default_protocol("family_support")
KEYS = [form.key for form in RULES.note_formats]


@pytest.mark.parametrize(
    ("key", "parts"),
    [("girp", False), ("narrative", False), ("quick", False), ("soap", True), ("dap", True), ("birp", True)],
)
def test_the_usual_format_is_written_in_one_go(key: str, *, parts: bool) -> None:
    assert in_parts(RULES, format_of(RULES, key)) is parts


def test_a_format_that_the_protocol_does_not_have_is_its_usual_one() -> None:
    assert format_of(RULES, "haiku").key == "girp"


def test_a_format_or_a_part_that_the_protocol_does_not_have_is_named_with_those_it_has() -> None:
    assert format_faults(RULES, "soap", ["plan"]) == {}
    assert "soap" in format_faults(RULES, "haiku", ["plan"])["format"]
    faults = format_faults(RULES, "soap", ["plan", "syllables"])
    assert faults.keys() == {"section_syllables"}
    assert "assessment" in faults["section_syllables"]


def test_the_contact_itself_says_goal_and_plan() -> None:
    form = format_of(RULES, "girp")
    sections = {"intervention": "We talked", "response": " "}
    assert missing_parts(form, sections, goals=True, next_said=True) == [("response", "Response")]
    assert [key for key, _ in missing_parts(form, sections, goals=False, next_said=False)] == [
        "goal",
        "response",
        "plan",
    ]


def test_switching_keeps_what_has_no_place_in_the_text() -> None:
    old, new = format_of(RULES, "soap"), format_of(RULES, "dap")
    text, kept = switched(old, new, "Before.\n", {"subjective": "Tired", "plan": "Ring", "objective": ""})
    assert kept == {"plan": "Ring"}
    assert text == "Before.\n\nSubjective: Tired"


@given(
    st.sampled_from(KEYS),
    st.sampled_from(KEYS),
    st.text(),
    st.dictionaries(st.sampled_from(["goal", "plan", "story", "data", "strange"]), st.text(min_size=1)),
)
def test_switching_never_loses_a_word(old: str, new: str, text: str, sections: dict[str, str]) -> None:
    moved, kept = switched(format_of(RULES, old), format_of(RULES, new), text, sections)
    everything = "\n".join([moved, *kept.values()])
    for words in (text, *sections.values()):
        assert words.strip() in everything
