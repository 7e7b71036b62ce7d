"""Mail waits in the queue while no server answers, and is gone with the transaction that wanted it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import override_settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from alongside.doors.commands.mails import SEND, post, send_mail
from alongside.ground.foundation import clock
from tests.doors.commands.test_letters import SMTP, sink
from tests.factories.mails import carried

LETTER = EmailMessage(subject="Please look", body="At the list.", to=["one@example.org", "two@example.org"])


def test_each_address_gets_a_mail_of_its_own() -> None:
    post(LETTER)
    assert [(letter.to, letter.subject) for letter in carried()] == [
        (["one@example.org"], "Please look"),
        (["two@example.org"], "Please look"),
    ]


def test_a_transaction_that_is_taken_back_sends_nothing() -> None:
    with transaction.atomic():
        post(LETTER)
        transaction.set_rollback(True)
    assert carried() == []


def test_the_words_arrive_by_a_real_server() -> None:
    with sink() as (port, lines), override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        send_mail("one@example.org", "Please look", "At the list.")
    assert "At the list." in "\n".join(lines)


@override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_a_server_that_does_not_answer_is_asked_again_for_a_day() -> None:
    with pytest.raises(OSError, match="refused") as failed:
        send_mail("one@example.org", "Please look", "At the list.")
    strategy = app.tasks[SEND].retry_strategy
    assert strategy is not None
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name=SEND, attempts=0)
    waits: list[timedelta] = []
    while (again := strategy.get_retry_exception(failed.value, job.evolve(attempts=len(waits)))) is not None:
        assert again.retry_decision.retry_at is not None
        waits.append(again.retry_decision.retry_at - clock.now())
    assert waits[0] < timedelta(seconds=10)
    assert timedelta(hours=6) < sum(waits, timedelta()) < timedelta(days=2)


def test_the_queue_holds_no_more_than_the_mail() -> None:
    post(LETTER)
    assert set(ProcrastinateJob.objects.filter(task_name=SEND).latest("id").args) == {"address", "subject", "body"}
