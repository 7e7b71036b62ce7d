"""A worker declares a conflict of interest and steps out of a case at once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import locked
from alongside.record.cases.models import Assignment, Case
from alongside.record.cases.queries import carrying_on


@transaction.atomic
def declare_conflict(*, case: Case, why: str, by: Reader) -> None:
    """Declare that ``by`` should not be in this case: her grants and assignments end, and none can follow.

    When she was its named worker, nobody carries the case until its supervisor names another. ``why`` (3 letters at
    least) is kept with the exclusion. Refused without it, and when ``by`` does not see the case.
    """
    row = locked(case)
    if len(why.strip()) < 3:
        reason = _("Say in a few words why, such as “She is my cousin”.")
        raise Refused("case.conflict.why_required", reason, fields={"why": reason})
    access.say_why(why.strip())
    mine = Assignment.objects.filter(carrying_on(clock.today()), case=row, worker_id=by.worker_id or 0)
    for one in mine:
        one.until_on = max(clock.today(), one.from_on)
        one.handover_note = _("Stepped out: conflict of interest declared.")
        one.version += 1
        one.save(update_fields=["until_on", "handover_note", "version"])
    access.exclude(circle=row.circle_id, actor_id=by.actor_id, why=why.strip(), by=by)
