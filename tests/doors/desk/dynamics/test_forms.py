"""What the forms about a family ask, and what they refuse before anything is written."""

from __future__ import annotations

from alongside.doors.desk.dynamics.forms import EntryForm, NoLongerForm


def test_each_form_names_what_it_needs() -> None:
    assert set(EntryForm([("1", "Marta López")], {}).errors) == {"area", "person", "words", "said_on", "level"}
    assert set(NoLongerForm({}).errors) == {"why", "on"}


def test_only_those_of_the_case_and_the_worker_have_a_view_here() -> None:
    form = EntryForm([("1", "Marta López")], {"person": "2", "reported_by": "worker"})
    assert {"person", "reported_by"} <= set(form.errors)
    assert not EntryForm([], {"person": "worker"}).errors.get("person")
