"""The forms of a request: what was heard as it was heard, and a verdict with its own printed criterion."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pytest
from django.utils import timezone

from alongside.doors.desk.intakes.forms import (
    HEARD,
    KINDS,
    DecisionForm,
    HeardForm,
    IntakeForm,
    NoticeForm,
    OneDecisionForm,
    ReopenForm,
)
from alongside.ground.foundation import clock
from alongside.oversight.overviews.intake_page import Criterion, ProgrammeDesk

CRITERIA = tuple(Criterion(f"{kind}_rule", kind, f"Rule for {kind}", f"Basis of {kind}") for kind in KINDS)
DESK = ProgrammeDesk(3, "Family support", "Front desk", 9, ((5, "Family team"),), CRITERIA)
TWO_TEAMS = ProgrammeDesk(4, "Early help", "Front desk", 9, ((5, "Family team"), (6, "Adults team")), CRITERIA)


def heard(**typed: str) -> HeardForm:
    return HeardForm({"words": "Rent is late", **typed})


def decided(**typed: Any) -> DecisionForm:
    form = DecisionForm(typed, desk=DESK)
    assert form.is_valid(), form.errors
    return form


def test_words_alone_are_enough_and_the_rest_stands_at_its_first_answer() -> None:
    form = heard()
    assert form.is_valid(), form.errors
    given = form.heard()
    assert set(given) == set(HEARD)
    assert {given[f"safe_{way}"] for way in ("call", "text", "voicemail", "letter")} == {"not_asked"}
    assert (given["urgency"], given["channel"], given["caller"]) == ("this_week", "phone", "self")
    assert (given["safe_from"], given["phone"]) == (None, "")
    assert abs((given["received_at"] - clock.now()).total_seconds()) < 60


def test_without_a_word_of_what_is_happening_there_is_no_request() -> None:
    assert list(heard(words=" ").errors) == ["words"]


def test_what_was_said_is_kept_as_it_was_said() -> None:
    form = heard(safe_text="yes", safe_from="18:00", received_at="2026-03-04T10:30", birth_words="about 30")
    assert form.is_valid(), form.errors
    given = form.heard()
    assert (given["safe_text"], given["safe_from"], given["birth_words"]) == ("yes", time(18), "about 30")
    assert given["received_at"] == timezone.make_aware(datetime(2026, 3, 4, 10, 30))  # noqa: DTZ001 - made aware here


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("safe_text", "perhaps"),
        ("safe_until", "25:99"),
        ("urgency", "yesterday"),
        ("channel", "import"),
        ("received_at", "soon"),
        ("phone", "1" * 61),
    ],
)
def test_what_cannot_be_an_answer_is_named(field: str, typed: str) -> None:
    assert list(heard(**{field: typed}).errors) == [field]


@pytest.mark.parametrize("kind", KINDS)
def test_each_outcome_has_its_own_printed_rules(kind: str) -> None:
    form = decided(
        outcome=kind, reason="Far", alternative="Advice", **{f"criterion_{one}": f"{one}_rule" for one in KINDS}
    )
    assert form.verdict() == {
        "outcome": kind,
        "criterion": f"{kind}_rule",
        "reason": "Far",
        "alternative": "Advice",
    }
    assert form.rests_on[f"{kind}_rule"] == f"Basis of {kind}"


def test_not_yet_is_no_verdict_whatever_was_ticked_before() -> None:
    assert decided(outcome="", criterion_accept="accept_rule").verdict()["criterion"] == ""


def test_a_rule_of_another_outcome_is_not_offered() -> None:
    form = DecisionForm({"outcome": "decline", "criterion_decline": "accept_rule"}, desk=DESK)
    assert list(form.errors) == ["criterion_decline"]


def test_one_team_is_chosen_already_and_of_two_none_is() -> None:
    assert DecisionForm(desk=DESK)["team"].value() == 5
    assert DecisionForm(desk=TWO_TEAMS)["team"].value() is None
    assert list(DecisionForm({"team": "99"}, desk=TWO_TEAMS).errors) == ["team"]


def test_the_programme_stands_where_it_is_and_one_needs_no_choice() -> None:
    alone = IntakeForm(programmes=[DESK], desk=DESK)
    assert alone["programme"].value() == 3
    assert alone.one_programme
    both = IntakeForm({"words": "x", "programme": "4"}, programmes=[DESK, TWO_TEAMS], desk=DESK)
    assert not both.one_programme
    assert both.is_valid(), both.errors
    assert both.cleaned_data["programme"] == 4
    assert list(IntakeForm({"words": "x", "programme": "0"}, programmes=[DESK], desk=DESK).errors) == ["programme"]


def test_how_it_was_explained_stands_at_read_aloud() -> None:
    form = NoticeForm({})
    assert form.is_valid()
    assert form.cleaned_data == {"notice_how": "Read aloud", "notice_language": ""}


def test_nobody_has_to_carry_it_yet() -> None:
    form = OneDecisionForm({"outcome": "accept"}, desk=DESK, workers=[])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["worker"] == ""
    assert list(OneDecisionForm({"worker": "7"}, desk=DESK, workers=[]).errors) == ["worker"]


def test_reopening_names_a_case_and_says_why() -> None:
    assert set(ReopenForm({}).errors) == {"case", "why"}
    assert set(ReopenForm({"case": "7", "why": "x"}).errors) == {"case"}
