"""What flagging a conflict and deciding on it ask."""

from __future__ import annotations

from alongside.doors.desk.sides.forms import DecideForm, OverForm, SidesForm


def test_each_form_names_what_it_needs() -> None:
    assert set(SidesForm([("1", "Ana Sol")], {}).errors) == {"one", "other", "kind", "basis", "seen_on"}
    assert set(DecideForm({}).errors) == {"decision", "review_on", "version"}
    assert set(OverForm({}).errors) == {"why", "version"}
