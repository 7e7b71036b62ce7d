"""Background jobs of disposals: carrying out what two people agreed on, and marking each night what has become due."""

from __future__ import annotations

from django.utils import translation
from procrastinate.contrib.django import app

from alongside.agency.organisation import queries as organisation
from alongside.doors.commands.jobs import as_the_house
from alongside.oversight.disposals.actions import carrying, marking, sweeping
from alongside.oversight.disposals.actions.proposing import CARRY_OUT

EVERY_QUARTER = "*/15 * * * *"
EVERY_NIGHT = "31 3 * * *"


@app.task(name=CARRY_OUT, lock=CARRY_OUT, retry=2)
def carry_out_disposals(disposal: str) -> None:
    """Carry out everything that two people agreed on, each in a transaction of its own, and copy it to the list.

    ``disposal`` is the one that was agreed on just now; an older one that a stop of the server held up goes with it.
    """
    carry_out_everything()


@app.periodic(cron=EVERY_QUARTER)
@app.task(queueing_lock="finish_disposals", lock=CARRY_OUT, name="finish_disposals")
def finish_disposals(timestamp: int) -> None:
    """Carry out what was agreed on and not carried out, and bring the list outside the database up to date."""
    carry_out_everything()


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="mark_due_disposals", name="mark_due_disposals")
def mark_due_disposals(timestamp: int) -> None:
    """Mark what has become due for disposal; privacy officers see it on their list. Nothing is erased by it."""
    with as_the_house("mark_due_disposals") as by:
        marking.mark_due(by=by)


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="sweep_rests", name="sweep_rests")
def sweep_rests(timestamp: int) -> None:
    """Forget drafts, expired ways in, what is remembered of imports and receipts, each after its own period."""
    with as_the_house("sweep_rests") as by:
        sweeping.sweep_drafts_and_exports(by=by)


def carry_out_everything() -> None:
    """One disposal after the other, then the list."""
    with as_the_house(CARRY_OUT) as by:
        waiting = carrying.waiting_disposals(by=by)
    for public_id in waiting:
        with as_the_house(CARRY_OUT) as by:
            agency = organisation.the_agency()
            with translation.override(agency.default_language):
                carrying.carry_out_disposal(public_id=public_id, agency=agency.name, by=by)
    with as_the_house(CARRY_OUT) as by:
        carrying.copy_disposals(by=by)
