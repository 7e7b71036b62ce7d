"""How a family works, for tests, written by the product's own actions."""

from __future__ import annotations

from typing import Any

from alongside.ground.foundation.reader import Reader
from alongside.practice.dynamics import actions
from alongside.practice.dynamics.models import DynamicsEntry
from alongside.record.cases.models import Case


def members(case: Case) -> list[int]:
    """The numbers of those who take part, whom the case is for first."""
    return list(case.participants.order_by("-focus", "id").values_list("person_id", flat=True))


def an_entry(case: Case, by: Reader, **other: Any) -> DynamicsEntry:
    """What the first person of the case says of the mornings, unless said otherwise."""
    facts = {"area": "routines", "words": "I wake them at six.", "person_id": members(case)[0], **other}
    return actions.add_entry(case=case, **facts, by=by)
