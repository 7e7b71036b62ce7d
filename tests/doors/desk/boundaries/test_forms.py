"""What the register about work and private life asks."""

from __future__ import annotations

from alongside.doors.desk.boundaries.forms import BoundaryForm, BoundaryLookForm


def test_each_form_names_what_it_needs() -> None:
    assert set(BoundaryForm({}).errors) == {"kind", "on", "what", "answer"}
    assert set(BoundaryLookForm({}).errors) == {"words"}
