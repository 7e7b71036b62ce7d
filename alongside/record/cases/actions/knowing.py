"""Who of the workers may know somebody in a case, written into the register each night (S-203)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.agency.staff.actions import note_found_tie
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.queries.waiting import found_ties

BY_WHAT = {
    "name": lazy_("the same name"),
    "phone": lazy_("the same phone number"),
    "address": lazy_("an address nearby"),
}


@transaction.atomic
def note_found_ties(*, by: Reader) -> int:
    """Write what was not found before into the register about work and private life; returns how many entries.

    ``by`` is the house; for anybody else there is nothing to find. Each is open until a supervisor says what it is, and
    names nobody of the record. Nothing else follows by itself: keeping a worker out stays with whoever looks at it.
    """
    found = found_ties()
    for tie in found:
        likeness = ", ".join(str(BY_WHAT[one]) for one in tie.by_what)
        words = _("May know somebody in this case: %(likeness)s. Please say what it is.")
        note_found_tie(
            worker_id=tie.worker_id,
            case_number=tie.case_number,
            words=words % {"likeness": likeness},
            mark=tie.mark,
            by=by,
        )
    return len(found)
