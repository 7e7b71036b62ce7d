"""Carry what is in the queue of mails: what the job would do next, done at once."""

from __future__ import annotations

from django.core import mail
from django.core.mail import EmailMessage
from procrastinate.contrib.django.models import ProcrastinateJob

from alongside.doors.commands.mails import SEND, send_mail


def carried() -> list[EmailMessage]:
    """Send every queued mail of this transaction, oldest first; the letters that went out by it."""
    jobs = ProcrastinateJob.objects.filter(task_name=SEND, status="todo").order_by("id")
    mail.outbox = []
    for job in jobs:
        send_mail(**job.args)
    jobs.update(status="succeeded")
    return mail.outbox
