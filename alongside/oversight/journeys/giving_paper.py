"""A whole case for one of the family on paper. Only commands import this: typesetting is too heavy for a page."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.taking_case import TakenCase
from alongside.oversight.exports.actions.taking_paper import take_case_on_paper
from alongside.oversight.journeys.giving_case import guard_notes
from alongside.record.cases.queries import case_row


@transaction.atomic
def give_case_on_paper(*, case: UUID, to: UUID, why: str, may_leave: str = "", by: Reader) -> TakenCase:
    """What one of the family may be given of a case, as PDF at once; refused and recorded as ``give_case`` is."""
    guard_notes(case=case_row(case), to=to, may_leave=may_leave, by=by)
    return take_case_on_paper(case=case, why=why, may_leave=may_leave, to=to, by=by)
