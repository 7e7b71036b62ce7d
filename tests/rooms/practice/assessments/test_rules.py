"""The rules of assessments: what may be written, who may write, when an assessment is complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED, SAFE_LOCATION, Reader
from alongside.practice.assessments.enums import Domain, LookState, SourceKind, StatementKind
from alongside.practice.assessments.rules.areas import WHY, gap_of
from alongside.practice.assessments.rules.finishing import blanks, may_finish, may_link_factor
from alongside.practice.assessments.rules.statements import (
    LONGEST_WORDS,
    StatementText,
    fact_faults,
    faults_of,
    may_change_words,
    may_rate_again,
    rating_faults,
)
from alongside.practice.assessments.rules.writing import may_write, may_write_at
from alongside.record.cases.enums import CaseState
from alongside.record.cases.rules.standing import Standing

TODAY = date(2026, 11, 24)
GOOD = StatementText(
    kind="strength",
    domain="housing",
    words="Rosario shares the flat",
    own_words="",
    said_by_id=None,
    person_id=None,
    source="observation",
    source_note="",
    said_on=TODAY,
    urgency="",
    barrier_level="",
    worked="",
)
BARRIER = replace(GOOD, kind="barrier", barrier_level="system")
TRIED = replace(GOOD, kind="tried", worked="did_not")
NEED = replace(GOOD, kind="need", urgency="soon")


def faults(text: StatementText) -> set[str]:
    return set(faults_of(text, subjects={1, 2}, today=TODAY))


@pytest.mark.parametrize("text", [GOOD, BARRIER, TRIED, NEED, replace(GOOD, own_words="We manage", said_by_id=1)])
def test_a_whole_statement_has_no_fault(text: StatementText) -> None:
    assert faults(text) == set()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (replace(GOOD, words="  ", own_words=""), "words"),
        (replace(GOOD, words="x" * (LONGEST_WORDS + 1)), "words"),
        (replace(GOOD, own_words="We manage"), "said_by"),
        (replace(GOOD, said_by_id=7), "said_by"),
        (replace(GOOD, person_id=7), "person"),
        (replace(GOOD, said_on=TODAY + timedelta(days=1)), "said_on"),
        (replace(GOOD, kind="worry"), "kind"),
        (replace(GOOD, domain="weather"), "domain"),
        (replace(GOOD, source=""), "source"),
        (replace(GOOD, source="other_person"), "source_note"),
        (replace(GOOD, source_note="x" * 201), "source_note"),
        (replace(GOOD, urgency="now"), "urgency"),
        (replace(NEED, urgency="whenever"), "urgency"),
        (replace(BARRIER, barrier_level=""), "barrier_level"),
        (replace(GOOD, barrier_level="system"), "barrier_level"),
        (replace(GOOD, worked="worked"), "worked"),
        (replace(TRIED, worked="perhaps"), "worked"),
    ],
)
def test_each_fault_stands_at_its_field(text: StatementText, field: str) -> None:
    assert faults(text) == {field}


def test_hearsay_names_who_said_it() -> None:
    assert faults(replace(GOOD, source=SourceKind.OTHER_PERSON, source_note="Ms Obi, school")) == set()


def test_nobody_changes_another_persons_words() -> None:
    assert may_change_words("No more letters", None)
    assert may_change_words("No more letters", "No more letters")
    decision = may_change_words("No more letters", "No letters")
    assert (decision.allowed, decision.code) == (False, "statement.own_words.kept")
    assert not may_change_words("", "Made up by us"), "words cannot be put into somebody's mouth afterwards"


def test_a_persons_own_number_stays_as_given() -> None:
    assert may_rate_again(None, 7)
    assert may_rate_again(7, 7)
    assert may_rate_again(7, None)
    assert not may_rate_again(7, 6)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"state": "seen"}, "state"),
        ({"state": "not_relevant"}, "said_by"),
        ({"said_by_id": 7}, "said_by"),
        ({"person_rating": 11, "said_by_id": 1}, "person_rating"),
        ({"worker_rating": -1}, "worker_rating"),
        ({"person_rating": 4}, "said_by"),
    ],
)
def test_a_look_says_who_and_how_far(given: dict[str, object], field: str) -> None:
    whole = {"state": LookState.LOOKED, "said_by_id": None, "person_rating": None, "worker_rating": None, **given}
    assert set(rating_faults(subjects={1}, **whole)) == {field}  # type: ignore[arg-type]


def test_a_whole_look_has_no_fault() -> None:
    assert not rating_faults(state="looked", said_by_id=1, person_rating=0, worker_rating=10, subjects={1})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"amount": Decimal(-1)}, "amount"),
        ({"unit": ""}, "unit"),
        ({"value": " "}, "value"),
        ({"label": "x" * 161}, "label"),
        ({"key": ""}, "key"),
        ({"domain": "weather"}, "domain"),
        ({"source": ""}, "source"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
    ],
)
def test_a_fact_has_a_unit_a_source_and_a_day(given: dict[str, object], field: str) -> None:
    whole: dict[str, object] = {
        "domain": "money",
        "key": "rent_owed",
        "label": "Rent owed",
        "value": "1,140",
        "amount": Decimal("1140.00"),
        "unit": "EUR",
        "source": "document",
        "on": TODAY,
    }
    assert fact_faults(today=TODAY, **whole) == {}  # type: ignore[arg-type]
    assert set(fact_faults(today=TODAY, **{**whole, **given})) == {field}  # type: ignore[arg-type]


def test_blanks_are_the_areas_nobody_spoke_of() -> None:
    assert len(blanks(())) == 16
    assert blanks([domain.value for domain in Domain if domain != Domain.LEGAL]) == (Domain.LEGAL,)
    assert blanks([domain.value for domain in Domain if domain != Domain.LEGAL], ["legal"]) == ()


def test_an_assessment_with_silent_blanks_is_not_finished() -> None:
    decision = may_finish(open_areas=(Domain.LEGAL, Domain.MONEY), kinds=(), note="")
    assert decision.code == "assessment.blanks"
    assert "Legal and Money and benefits" in str(decision.reason)


def test_needs_without_strengths_want_a_reason() -> None:
    assert may_finish(open_areas=(), kinds={StatementKind.NEED}, note="").code == "assessment.strengths.missing"
    assert may_finish(open_areas=(), kinds={StatementKind.NEED}, note="She was too tired to talk about it.")
    assert may_finish(open_areas=(), kinds={StatementKind.NEED, StatementKind.STRENGTH}, note="")
    assert may_finish(open_areas=(), kinds=(), note="")


def test_factors_never_go_round_in_a_circle() -> None:
    words = {1: "Rent", 2: "Lost job", 3: "Childcare"}
    assert may_link_factor(1, 2, [], words)
    assert may_link_factor(1, 3, [(1, 2), (2, 3)], words)
    assert may_link_factor(1, 1, [], words).code == "factor.itself"
    decision = may_link_factor(3, 1, [(1, 2), (2, 3)], words)
    assert decision.code == "factor.loop"
    assert "Childcare → Rent → Lost job → Childcare" in str(decision.reason)


def test_the_gap_is_counted_only_when_both_answered() -> None:
    assert gap_of(7, 4) == 3
    assert gap_of(4, 7) == 3
    assert gap_of(None, 4) == 0


def test_every_area_says_why_it_is_asked_about() -> None:
    assert set(WHY) == set(Domain)


READER = Reader(1, "worker", "Dele", 1, worker_id=1)


@pytest.mark.parametrize(
    ("standing", "state", "code"),
    [
        (Standing(1, rules=True), CaseState.OPEN, ""),
        (Standing(1, in_team=True), CaseState.REOPENED, ""),
        (Standing(1, supervises=True), CaseState.OPEN, ""),
        (Standing(1, rules=True), CaseState.CLOSED, "case.closed"),
        (Standing(1, rules=True), CaseState.AFTER_CARE, "case.closed"),
        (Standing(1, emergency=True), CaseState.OPEN, "case.not_in_team"),
    ],
)
def test_the_team_writes_into_an_open_case(standing: Standing, state: str, code: str) -> None:
    assert may_write(READER, standing, state).code == code


def test_nobody_writes_at_a_level_she_does_not_hold() -> None:
    assert may_write_at(Standing(1, rules=True), RESTRICTED)
    assert may_write_at(Standing(1, rules=True), SAFE_LOCATION)
    assert may_write_at(Standing(1, in_team=True), ORDINARY)
    assert not may_write_at(Standing(1, in_team=True), RESTRICTED)
    assert not may_write_at(Standing(1, rules=True), PSYCHOTHERAPY)
    assert not may_write_at(Standing(1, rules=True), 0)


def test_two_ways_to_the_same_thing_are_no_loop_and_a_long_way_round_is() -> None:
    words = {1: "Rent", 2: "Job", 3: "Sleep", 4: "Noise"}
    diamond = [(1, 2), (1, 3), (2, 4), (3, 4)]
    assert may_link_factor(5, 1, diamond, words)
    refused = may_link_factor(4, 1, diamond, words)
    assert refused.code == "factor.loop"
    assert "Noise → Rent → Job → Noise" in str(refused.reason)
