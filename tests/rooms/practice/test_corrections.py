"""What a person says is wrong: her words, the clock, the answer, and her statement, kept with the entry."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.queries.whole_case import whole_case
from alongside.practice.corrections.actions import (
    add_statement_to_correction,
    answer_correction,
    lengthen_correction,
    take_correction,
)
from alongside.practice.corrections.models import Correction
from alongside.practice.corrections.queries import corrections_of_case, corrections_of_note
from alongside.practice.corrections.rules import due
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact

WORDS = "I was never late. The bus broke down."


def a_correction(case: Case, by: Reader, **facts: Any) -> Correction:
    said: dict[str, Any] = {"kind": "other", "about": "The bus", "own_words": WORDS, "asked_on": clock.today()} | facts
    return take_correction(case=case, person_id=lead(case), by=by, **said)


@pytest.mark.parametrize(
    ("law", "longer", "day"),
    [
        ("hipaa", False, date(2026, 4, 1)),
        ("hipaa", True, date(2026, 5, 1)),
        ("gdpr", False, date(2026, 2, 28)),
        ("gdpr", True, date(2026, 4, 30)),
    ],
)
def test_the_clock(law: str, longer: bool, day: date) -> None:
    asked = date(2026, 1, 31)
    assert due(asked, law, longer=longer) == day


def test_her_words_stay_with_the_note_and_leave_with_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by)
    row = a_correction(case, by, kind="note", entry=contact.public_id)
    assert row.due_on == clock.today() + timedelta(days=60)
    lengthen_correction(case=case, correction=row.public_id, why="The worker is away", by=by)
    with pytest.raises(Refused, match="once"):
        lengthen_correction(case=case, correction=row.public_id, why="The worker is away", by=by)
    with pytest.raises(Refused, match="follows an answer"):
        add_statement_to_correction(case=case, correction=row.public_id, statement=WORDS, by=by)
    answer_correction(case=case, correction=row.public_id, outcome="stays", answer="The note says when we met", by=by)
    with pytest.raises(Refused, match="answered already"):
        answer_correction(case=case, correction=row.public_id, outcome="put_right", answer="We put it right", by=by)
    add_statement_to_correction(case=case, correction=row.public_id, statement="The bus was late, not I", by=by)
    (line,) = corrections_of_note(contact.public_id)
    assert (line.own_words, line.statement) == (WORDS, "The bus was late, not I")
    assert line.about.startswith("Note of")
    (left,) = whole_case(case.public_id, by=by).content["sections"]["corrections"]
    assert left["statement"] == "The bus was late, not I", "it goes with every copy"


def test_bad_input_is_refused(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused, match="at least 10"):
        a_correction(case, by, own_words="Wrong")
    with pytest.raises(Refused, match="which entry"):
        a_correction(case, by, about=" ")
    with pytest.raises(Refused, match="lies ahead"):
        a_correction(case, by, asked_on=clock.today() + timedelta(days=1))
    with pytest.raises(NotFound):
        a_correction(case, by, kind="goal", entry=case.public_id)


def test_the_wrong_person_sees_and_answers_nothing(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = a_correction(case, by)
    access.exclude(
        circle=case.circle_id, actor_id=become("colleague").actor_id, why="Her friend", by=become("supervisor")
    )
    for who in ("colleague", "elsewhere", "privacy", "admin", "evaluator"):
        by = become(who)
        assert corrections_of_case(case.id) == ()
        with pytest.raises(NotFound):
            answer_correction(case=case, correction=row.public_id, outcome="stays", answer="It stays as it is", by=by)
