"""What a contact needs, and what it reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.rules.contacts import (
    Happened,
    Written,
    interpreter_question,
    is_late,
    is_to_come,
    may_record,
    milestones_reached,
    sign_faults,
)
from alongside.record.cases.enums import CaseState, Milestone
from alongside.record.cases.rules.standing import Standing

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
GIRP = default_protocol().note_format("girp")
Become = Callable[[str], Reader]


def told(**more: object) -> Happened:
    return Happened(**{"mode": "visit", "at": NOW, "people": (1,), **more})  # type: ignore[arg-type]


def test_a_few_minutes_ahead_is_now_and_more_is_an_appointment() -> None:
    assert not is_to_come(NOW + timedelta(minutes=15), NOW)
    assert is_to_come(NOW + timedelta(minutes=16), NOW)


def test_an_entry_is_late_after_a_day() -> None:
    assert not is_late(NOW, NOW + timedelta(hours=24))
    assert is_late(NOW, NOW + timedelta(hours=24, seconds=1))


@pytest.mark.parametrize(
    ("standing", "state", "allowed"),
    [
        (Standing(1, rules=True), CaseState.OPEN, True),
        (Standing(1, supervises=True), CaseState.OPEN, True),
        (Standing(1, in_team=True), CaseState.CLOSED, True),
        (Standing(1, in_team=True), CaseState.AFTER_CARE, True),
        (Standing(1, in_team=True), CaseState.NOT_OPENED, False),
        (Standing(1, emergency=True), CaseState.OPEN, False),
        (Standing(1), CaseState.OPEN, False),
    ],
)
def test_the_team_records(become: Become, standing: Standing, state: CaseState, *, allowed: bool) -> None:
    assert bool(may_record(become("worker"), standing, state)) is allowed


@pytest.mark.parametrize(
    ("mode", "people", "reached"),
    [
        ("visit", (1, 2), {Milestone.FIRST_CONTACT_MADE, Milestone.PERSON_SEEN}),
        ("visit", (2,), {Milestone.FIRST_CONTACT_MADE, Milestone.PERSON_SEEN}),
        ("call", (1, 2), {Milestone.FIRST_CONTACT_MADE}),
        ("office", (1,), {Milestone.FIRST_CONTACT_MADE}),
        ("text", (1,), set()),
        ("letter", (1,), set()),
        ("missed", (1, 2), set()),
        ("visit", (), set()),
    ],
)
def test_what_a_contact_reaches(mode: str, people: tuple[int, ...], reached: set[Milestone]) -> None:
    found = milestones_reached(told(mode=mode, people=people), to_be_seen={1, 2}, seen_before={1})
    assert set(found) == reached


def test_the_question_about_the_interpreter_names_who_and_which_language() -> None:
    needs = {1: ("Yusuf", "Somali"), 2: ("Amal", "")}
    assert "Yusuf: Somali" in interpreter_question(told(), needs)
    assert "Amal" in interpreter_question(told(people=(1, 2)), needs)
    assert not interpreter_question(told(people=(3,)), needs)
    assert not interpreter_question(told(mode="text"), needs)
    assert not interpreter_question(told(interpreter="yes"), needs)


def faults(what: Happened, written: Written, **more: object) -> set[str]:
    given = {"parts": False, "next_said": False, "interpreter_for": {}, **more}
    return set(sign_faults(what, written, GIRP, **given))  # type: ignore[arg-type]


def test_a_plain_note_of_the_usual_format_can_be_signed() -> None:
    assert faults(told(goals={1: None}), Written("girp", "Went well.")) == set()
    assert faults(told(not_about_a_goal=True), Written("girp", own_words="Yes.", said_by_id=1)) == set()


def test_a_missed_contact_can_be_signed_as_it_is() -> None:
    assert faults(told(mode="missed"), Written("girp")) == set()


def test_parts_that_were_begun_are_finished() -> None:
    begun = Written("girp", sections={"intervention": "We talked"})
    assert faults(told(goals={1: None}), begun) == {"section_response", "section_plan"}
    assert faults(told(goals={1: None}), begun, next_said=True) == {"section_response"}


def test_an_opinion_rests_on_something() -> None:
    assert faults(told(not_about_a_goal=True), Written("girp", opinion="She copes.")) == {"text"}
    assert faults(told(not_about_a_goal=True), Written("girp", "She laughed.", opinion="She copes.")) == set()
