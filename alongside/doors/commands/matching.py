"""People who may be in twice: the house compares, and tells those who carry a case of two that were made one."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.doors.commands.jobs import EVERY_FIVE_MINUTES, as_the_house
from alongside.doors.commands.mails import post
from alongside.oversight.journeys.merging import TELL
from alongside.record.people.actions.comparing import compare_people
from alongside.record.people.queries.merging import carriers_to_tell

EVERY_NIGHT = "17 2 * * *"
AT_ONCE = 100
SHORT_TURNS, LONG_TURNS = 20, 5000
"""So many times a hundred people: what came in by day in five minutes, and a large import by night."""


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(queueing_lock="compare_new_people", name="compare_new_people")
def compare_new_people(timestamp: int) -> None:
    """Compare people who are new or were changed with everybody, at most two thousand a time (S-001)."""
    compare(SHORT_TURNS)


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="compare_all_people", name="compare_all_people")
def compare_all_people(timestamp: int) -> None:
    """Compare, at night, everyone whom the day did not get to, as after a large import."""
    compare(LONG_TURNS)


def compare(turns: int) -> int:
    """Compare in at most ``turns`` transactions of a hundred people each; returns how many were compared."""
    done = 0
    for _turn in range(turns):
        with as_the_house("compare_people") as by:
            count = compare_people(count=AT_ONCE, by=by)
        done += count
        if count < AT_ONCE:
            break
    return done


@app.task(name=TELL, retry=2)
def tell_of_merge(merge: str, undone: bool) -> None:  # noqa: FBT001 - arguments of jobs are simple
    """Tell the workers who carry a case of two entries that were made one, or two again; the mail names nobody."""
    with as_the_house(TELL), translation.override(organisation.the_agency().default_language):
        actors = carriers_to_tell(UUID(merge))
        for worker in staff.workers():
            if worker.actor_id in actors and worker.email and worker.left_on is None:
                post(_mail(worker.email, undone=undone))


def _mail(address: str, *, undone: bool) -> EmailMessage:
    words = _(
        "Two entries of the record were found to be one person. You carry one of the cases.\n\nPlease look:\n%(path)s"
    )
    if undone:
        words = _(
            "One person of the record is two entries again. You carry a case of theirs.\n\nPlease look:\n%(path)s"
        )
    return EmailMessage(subject=_("Please look at My day"), body=words % {"path": "/"}, to=[address])
