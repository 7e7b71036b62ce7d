"""What the person is told comes next."""

from __future__ import annotations

from datetime import date, time

from alongside.agency.organisation.rules import ProtocolRules, default_protocol
from alongside.record.intakes.rules.promising import Asked, comes_next

RULES = default_protocol("family_support")
THURSDAY = date(2026, 7, 2)


def said(outcome: str, asked: Asked, rules: ProtocolRules = RULES) -> tuple[str, ...]:
    return comes_next(rules, outcome=outcome, asked=asked, team="Family team", today=THURSDAY)


def test_an_accepted_request_names_team_and_day_of_the_first_contact() -> None:
    first, only, never = said(
        "accept", Asked({"safe_text": "yes", "safe_voicemail": "no", "safe_letter": "no"}, time(18))
    )
    assert first == "Somebody of the Family team gets in touch by Thursday 9 July."
    assert only == "Only by: text, after 18:00."
    assert never == "Never by: voicemail, letter."


def test_safe_hours_are_said_as_they_were_given() -> None:
    answers = {"safe_call": "yes"}
    assert said("accept", Asked(answers, time(9), time(17)))[1] == "Only by: call, between 09:00 and 17:00."
    assert said("accept", Asked(answers, None, time(17)))[1] == "Only by: call, before 17:00."
    assert said("accept", Asked(answers))[1] == "Only by: call."


def test_while_nothing_is_decided_the_day_of_the_decision_is_said() -> None:
    first, ask = said("", Asked({}))
    assert first == "We decide what comes next by Monday 6 July."
    assert "Ask before you hang up" in ask


def test_a_no_is_told_at_once_and_nothing_is_sent() -> None:
    for outcome in ("inform", "refer_on", "decline"):
        assert said(outcome, Asked({"safe_text": "yes"}))[1] == "Nothing is sent afterwards."


def test_a_protocol_without_deadlines_promises_no_day() -> None:
    stages = tuple(stage.model_copy(update={"deadlines": ()}) for stage in RULES.stages)
    rules = RULES.model_copy(update={"stages": stages})
    assert said("accept", Asked({}), rules)[0] == "Somebody of the Family team gets in touch."
    assert said("", Asked({}), rules)[0] == "We decide what comes next and get in touch."
