"""Writing down something terrible asks for who, how much and when, and for nothing else."""

from __future__ import annotations

from alongside.doors.desk.experiences.forms import ExperienceForm, OpenForm


def test_nothing_but_who_how_much_and_when_is_asked() -> None:
    assert set(ExperienceForm([("1", "Marta López")], {}).errors) == {"person", "chosen", "told_on"}
    assert OpenForm({}).is_valid()
