"""Background jobs of the audit: sealing each minute, verifying every night."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from alongside.doors.commands.jobs import as_the_house
from alongside.oversight.audit.actions import sealing, verifying

EVERY_MINUTE = "* * * * *"
EVERY_NIGHT = "13 2 * * *"
logger = logging.getLogger(__name__)


@app.periodic(cron=EVERY_MINUTE)
@app.task(queueing_lock="seal_audit", lock="seal_audit", name="seal_audit")
def seal_audit(timestamp: int) -> None:
    """Seal what was read and changed since the last turn, and copy the seal out of the database."""
    sealing.seal_what_waits(house=lambda: as_the_house("seal_audit"))


@app.periodic(cron=EVERY_NIGHT)
@app.task(queueing_lock="verify_audit", name="verify_audit")
def verify_audit(timestamp: int) -> None:
    """Verify every seal and every entry; what was found stands on the privacy officer's page and in the check."""
    with as_the_house("verify_audit") as by:
        found = verifying.verify_seals(by=by)
    if not found.well:
        logger.error("The audit does not hold: %s", found.words)
