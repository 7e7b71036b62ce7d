"""Every hint of the database has a sentence that says what would be right."""

from __future__ import annotations

from alongside.record.people.rules.taking_back import refusal_words


def test_every_hint_says_what_to_do_instead() -> None:
    said = {hint: refusal_words(hint) for hint in ("changed", "old", "hanging", "anything else")}
    assert len(set(said.values())) == len(said)
    assert all("." in words for words in said.values())
    assert "End it" in said["old"]
