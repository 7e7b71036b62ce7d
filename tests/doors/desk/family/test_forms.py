"""What the forms of the family page ask, and what they refuse before anything is written."""

from __future__ import annotations

from alongside.doors.desk.family.forms import BondForm, CopyForm, EndForm, RatingForm, SystemForm

PEOPLE = [("1", "Marta López")]


def test_each_form_names_what_it_needs() -> None:
    needed = {"idempotency_key", "person", "kind", "other", "said_on", "basis"}
    assert set(BondForm(PEOPLE, {}).errors) == needed
    rating = {"idempotency_key", "whose", "strength", "energy", "rated_by", "said_on"}
    assert set(RatingForm(PEOPLE, PEOPLE, {}).errors) == rating
    assert set(SystemForm(PEOPLE, PEOPLE, {}).errors) == {*rating, "kind", "label"}
    assert set(CopyForm(PEOPLE, [("bonds", "Bonds")], {}).errors) == {"what", "form", "whom", "why"}
    assert EndForm({}).is_valid()


def test_only_those_of_the_case_are_offered() -> None:
    form = BondForm(PEOPLE, {"person": "2", "other": "1", "said_by": "9"})
    assert {"person", "said_by"} <= set(form.errors)
    assert "other" not in form.errors
    assert "left_out" in CopyForm(PEOPLE, [], {"left_out": ["2"]}).errors
