"""A privacy officer's look at an unusual access."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import READS_LOGS, Reader
from alongside.oversight.audit.enums import LookOutcome
from alongside.oversight.audit.models import Look
from alongside.oversight.audit.queries.unusual import Access

LETTERS = 10


@transaction.atomic
def keep_look(*, access: Access, outcome: LookOutcome, note: str, day_seen: date, by: Reader) -> Look:
    """Keep what a look at an access found; history keeps it too, and nobody changes it afterwards.

    Refused: a note of fewer than ten letters; NotFound for who does not read the logs, and for one's own access.
    """
    if not by.holds(READS_LOGS) or access.actor_id == by.actor_id:
        raise NotFound
    if len(note.strip()) < LETTERS:
        reason = _("Say a little more: at least 10 letters.")
        raise Refused("audit.note", reason, fields={"note": reason})
    return Look.objects.create(
        unusual=access.unusual,
        actor_id=access.actor_id,
        circle_id=access.circle_id,
        seen_on=day_seen,
        outcome=outcome,
        note=note.strip(),
        looked_by_id=by.actor_id,
    )
