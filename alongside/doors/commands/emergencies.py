"""Telling those who look at an emergency access that one waits: at once, with a neutral subject and no name."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.doors.commands.jobs import as_the_house
from alongside.doors.commands.mails import post
from alongside.oversight.journeys.emergency import TELL


@app.task(name=TELL, retry=2)
def tell_of_emergency(team: str, workers: str) -> None:
    """Tell the workers with these house numbers (joined by commas) that somebody looked into a record of ``team``.

    Who looked at whom stands on the page, which asks who is reading.
    """
    with as_the_house(TELL), translation.override(organisation.the_agency().default_language):
        numbers = {int(number) for number in workers.split(",") if number}
        for worker in staff.workers():
            if worker.id in numbers and worker.email:
                post(_mail(worker.email))


def _mail(address: str) -> EmailMessage:
    words = _(
        "Somebody has used emergency access in one of your teams just now.\n\n"
        "Please look at it and write down what you found:\n%(path)s"
    )
    return EmailMessage(subject=_("Please look at your team’s page"), body=words % {"path": "/team/"}, to=[address])
