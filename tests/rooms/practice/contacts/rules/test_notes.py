"""Who signs, changes and amends, and what a signature binds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.rules.contacts import Happened, Written
from alongside.practice.contacts.rules.notes import content_digest, may_amend, may_change, may_sign

NAME = UUID(int=7)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TOLD = Happened("visit", AT, AT + timedelta(minutes=45), "14 Quay Row", (1, 2), (), "Spanish", goals={3: 1, 4: None})
WRITTEN = Written("girp", "Went well.", {"plan": "Ring"}, "Yes.", 1, "She copes.")
Become = Callable[[str], Reader]


def digest(told: Happened = TOLD, written: Written = WRITTEN) -> str:
    return content_digest(NAME, 5, told, written)


def test_the_same_content_has_the_same_digest() -> None:
    assert digest() == digest(replace(TOLD, at=AT.astimezone(ZoneInfo("Europe/Dublin")), goals={4: None, 3: 1}))
    assert digest() == digest(written=replace(WRITTEN, sections={"plan": "Ring", "goal": ""}))
    assert digest() == digest(written=replace(WRITTEN, shared=False, hold_reason="x"))


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "call"},
        {"at": AT - timedelta(minutes=1)},
        {"ends_at": None},
        {"place": ""},
        {"language": ""},
        {"interpreter": "yes"},
        {"goals": {3: 1}},
        {"goals": {3: 0, 4: None}},
        {"not_about_a_goal": True},
    ],
)
def test_every_word_of_the_contact_is_bound(change: dict[str, object]) -> None:
    assert digest(replace(TOLD, **change)) != digest()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"text": "Went badly."}, {"sections": {}}, {"own_words": "No."}, {"opinion": ""}, {"format": "soap"}],
)
def test_every_word_of_the_note_is_bound(change: dict[str, object]) -> None:
    assert digest(written=replace(WRITTEN, **change)) != digest()  # type: ignore[arg-type]


def test_who_signs_and_changes(become: Become) -> None:
    by = become("worker")
    assert may_sign(by, author_id=by.actor_id, co_author_id=None)
    assert may_sign(by, author_id=0, co_author_id=by.actor_id)
    assert not may_sign(by, author_id=0, co_author_id=None)
    assert may_change(by, author_id=by.actor_id, signed=False)
    assert may_change(by, author_id=by.actor_id, signed=True).code == "note.signed"
    assert may_change(by, author_id=0, signed=False).code == "note.not_author"


def test_an_amendment_has_words_and_a_reason() -> None:
    assert may_amend(signed=True, text="It was 10:00.", reason="Wrong time")
    assert not may_amend(signed=False, text="It was 10:00.", reason="Wrong time")
    assert not may_amend(signed=True, text=" ", reason="Wrong time")
    assert not may_amend(signed=True, text="It was 10:00.", reason="")
