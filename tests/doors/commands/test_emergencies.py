"""The mail that tells of an emergency access."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from alongside.agency.staff.models import Worker
from alongside.doors.commands.emergencies import tell_of_emergency


@pytest.mark.committed
def test_reviewers_are_told_without_a_name() -> None:
    mail.outbox.clear()
    numbers = Worker.objects.using("owner").filter(name__in=("Amina Yusuf", "Grace Osei")).values_list("id", flat=True)
    tell_of_emergency(team="Family team", workers=",".join(str(number) for number in numbers))
    assert sorted(letter.to[0] for letter in mail.outbox) == ["privacy@example.org", "supervisor@example.org"]
    for letter in mail.outbox:
        assert letter.subject == "Please look at your team’s page"
        assert "Family team" in letter.body
        assert "/team/" in letter.body


@pytest.mark.committed
def test_nobody_to_tell_sends_nothing() -> None:
    mail.outbox.clear()
    tell_of_emergency(team="Family team", workers="")
    assert mail.outbox == []


def test_a_mail_waits_for_the_end_of_the_transaction() -> None:
    mail.outbox.clear()
    number = Worker.objects.using("owner").get(name="Amina Yusuf").id
    with transaction.atomic():
        tell_of_emergency(team="Family team", workers=str(number))
    assert mail.outbox == []
