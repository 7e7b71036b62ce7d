"""Mail on its way: queued in the transaction that decides on it, sent by a job, tried again while no server answers."""

from __future__ import annotations

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from alongside.ground.foundation.outbox import defer

SEND = "send_mail"
TRIED_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)
"""Again after 4 seconds, then 16, 64 and so on: eight times within a day, as a server may be away for a night."""


def post(mail: EmailMessage) -> None:
    """Queue a mail in this transaction, one job for each address: it goes once what it tells is written down.

    It rests in the queue as it is, so only mails go this way that name nobody and hold no secret.
    """
    for address in mail.to:
        defer(SEND, address=address, subject=str(mail.subject), body=str(mail.body))


@app.task(name=SEND, retry=TRIED_AGAIN)
def send_mail(address: str, subject: str, body: str) -> None:
    """Send one mail; a server that does not answer has it tried again later."""
    EmailMessage(subject=subject, body=body, to=[address]).send()
