"""What the forms of choices and limits ask, and what they refuse before anything is written."""

from __future__ import annotations

from alongside.doors.desk.choices.forms import AnswerForm, ChoiceForm, LimitForm, LookForm

PEOPLE = [("1", "Marta López")]


def test_each_form_names_what_it_needs() -> None:
    assert set(ChoiceForm(PEOPLE, {}).errors) == {"person", "what", "offered_on", "answer"}
    assert set(LimitForm(PEOPLE, {}).errors) == {
        *("person", "what", "ground", "basis", "why", "decided_by", "from_on"),
    }
    assert set(AnswerForm({}).errors) == {"answer", "version"}
    assert set(LookForm({}).errors) == {"outcome", "words", "version"}


def test_somebody_else_cannot_be_chosen() -> None:
    assert "person" in ChoiceForm(PEOPLE, {"person": "2"}).errors
