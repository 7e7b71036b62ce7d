"""Background jobs and their schedules.

Each acts as the house itself and sees no record, or as the worker who asked for it and sees what she sees. Jobs that
fail are tried again by their next turn; what they have done already they find done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import close_old_connections, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from alongside.agency.access import actions as access
from alongside.agency.access import queries as entrance
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.doors.commands.mails import post
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions import taking_case as exports
from alongside.oversight.exports.actions import taking_paper
from alongside.oversight.imports import actions as imports
from alongside.oversight.journeys import drawing_paper, papers, taking_family
from alongside.oversight.journeys.giving_case import check_paper
from alongside.oversight.overviews.drawings import drawings_of_case
from alongside.oversight.requests.actions import making as requests
from alongside.oversight.requests.actions import making_paper
from alongside.practice.documents import actions as documents
from alongside.practice.documents import queries as files
from alongside.record.cases.actions import knowing
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.rules.urgency import span

EVERY_FIVE_MINUTES = "*/5 * * * *"
EVERY_NIGHT = "43 3 * * *"


def fresh_connection() -> None:
    """Begin a job with a connection that answers: the last one may have died while nothing was to be done."""
    if not connection.in_atomic_block:
        close_old_connections()


@contextmanager
def as_the_house(job: str) -> Iterator[Reader]:
    """Act as the house in one transaction; ``job`` stands in the session's note."""
    fresh_connection()
    with access.acting(actor_id=entrance.house_actor(), kind=SessionKind.JOB, note=job) as by:
        yield by


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(queueing_lock="escalate_urgent", name="escalate_urgent")
def escalate_urgent(timestamp: int) -> None:
    """Tell supervisors of urgent requests that nobody has taken, one step of the protocol after the other (S-013).

    The mail has a neutral subject and says which team's request waits and for how long: no name, no word of it.
    ``timestamp`` is the scheduled time; the clock of the house decides.
    """
    with as_the_house("escalate_urgent") as by, translation.override(organisation.the_agency().default_language):
        for telling in intakes.escalate_urgent(by=by):
            if telling.addresses:
                post(message(telling))


def message(telling: intakes.Telling) -> EmailMessage:
    """The mail of one step, neutral enough for any screen it may light up on."""
    words = _(
        "A request in one of your teams asks for somebody today and has waited for %(waited)s.\n\n"
        "Please ring the team now, or open the list of requests:\n%(path)s\n\n"
        "You are told as %(whom)s."
    )
    return EmailMessage(
        subject=_("Please look at the list of requests"),
        body=words % {"waited": span(telling.minutes), "path": "/intakes/", "whom": telling.told},
        to=list(telling.addresses),
    )


@app.task(name=documents.MAKE, retry=2)
def make_document(document: str, actor: int) -> None:
    """Make a paper that a worker asked for, as that worker: what she may not see any more is not on it."""
    fresh_connection()
    with access.acting(actor_id=actor, kind=SessionKind.JOB, note=documents.MAKE) as by:
        papers.make_document(public_id=UUID(document), by=by)


@app.task(name=documents.CHECK, retry=2)
def check_file(attachment: str, actor: int) -> None:
    """Make a file safe that a worker added, as that worker; what she sees no more is left for somebody who does."""
    fresh_connection()
    name = UUID(attachment)
    with access.acting(actor_id=actor, kind=SessionKind.JOB, note=documents.CHECK) as by:
        waits = files.waiting_file(public_id=name, by=by)
    if waits is None:
        return
    found = files.examined(waits)
    with access.acting(actor_id=actor, kind=SessionKind.JOB, note=documents.CHECK) as by:
        documents.settle_file(public_id=name, file=waits, found=found, by=by)


@app.task(name=imports.CARRY_ON, retry=2)
def carry_on_import(run: int, actor: int) -> None:
    """Check or bring in a spreadsheet as the worker who uploaded it, batch after batch, each in its own transaction."""
    imports.carry_on(run_id=run, enter=partial(_as_worker, actor, imports.CARRY_ON))


@app.task(name=exports.MAKE, retry=2)
def make_case_paper(paper: str, actor: int) -> None:
    """Put a case on paper as the worker who asked for it: what she may not see any more is not on it."""
    with _as_worker(actor, exports.MAKE) as by, timezone.override(organisation.agency_zone()):
        taking_paper.make_paper(public_id=UUID(paper), first=check_paper, draw=drawings_of_case, by=by)


@app.task(name=taking_family.MAKE, retry=2)
def make_drawing(paper: str, actor: int) -> None:
    """Put a drawing on paper or into pixels as the worker who asked for it, as she sees the case now."""
    with _as_worker(actor, taking_family.MAKE) as by, timezone.override(organisation.agency_zone()):
        drawing_paper.make_drawing(public_id=UUID(paper), by=by)


@app.task(name=requests.MAKE, retry=2)
def make_copy(request: str, actor: int) -> None:
    """Make the copy and the letter of a person's request as the privacy officer who asked for them."""
    with _as_worker(actor, requests.MAKE) as by, timezone.override(organisation.agency_zone()):
        making_paper.make_copy(request=UUID(request), by=by)


@contextmanager
def _as_worker(actor: int, job: str) -> Iterator[Reader]:
    """One transaction as this worker, with her roles, in the language that she reads."""
    fresh_connection()
    language = entrance.account_of(actor).language or organisation.the_agency().default_language
    reader = access.acting(actor_id=actor, kind=SessionKind.JOB, note=job)
    with reader as by, translation.override(language):
        yield staff.with_roles(by)


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="note_found_ties", name="note_found_ties")
def note_found_ties(timestamp: int) -> None:
    """Write into the register which workers may know somebody in a case, once each, for supervisors to look at."""
    with as_the_house("note_found_ties") as by, translation.override(organisation.the_agency().default_language):
        knowing.note_found_ties(by=by)


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="forget_uploads", name="forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """Forget spreadsheets that were uploaded thirty days ago and put away by nobody."""
    with as_the_house("forget_uploads") as by:
        imports.forget_uploads(by=by)


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="forget_papers", name="forget_papers")
def forget_papers(timestamp: int) -> None:
    """Forget cases on paper that whoever asked for them can fetch no longer."""
    with as_the_house("forget_papers") as by:
        exports.forget_papers(by=by)
