"""The mail that tells of an emergency access."""

from __future__ import annotations

import pytest

from alongside.agency.staff.models import Worker
from alongside.doors.commands.emergencies import tell_of_emergency
from tests.factories.mails import carried


@pytest.mark.committed
def test_reviewers_are_told_without_a_name() -> None:
    numbers = Worker.objects.using("owner").filter(name__in=("Amina Yusuf", "Grace Osei")).values_list("id", flat=True)
    tell_of_emergency(team="Family team", workers=",".join(str(number) for number in numbers))
    letters = carried()
    assert sorted(letter.to[0] for letter in letters) == ["privacy@example.org", "supervisor@example.org"]
    for letter in letters:
        assert letter.subject == "Please look at your team’s page"
        assert "Family team" not in letter.body
        assert "/team/" in letter.body


def test_nobody_to_tell_sends_nothing() -> None:
    tell_of_emergency(team="Family team", workers="")
    assert carried() == []
