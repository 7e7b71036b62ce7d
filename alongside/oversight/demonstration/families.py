"""What a story tells of a family: how each sees it, what carers may see, what was hard, who stands against whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from alongside.agency.staff import actions as staff
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.experiences import record_experience
from alongside.practice.dynamics import actions as dynamics
from alongside.record.cases.actions.sides import flag_interest
from alongside.record.cases.models import Case


def tell_family(case: Case, persons: Mapping[str, int], event: Mapping[str, Any], on: date, by: Reader) -> None:
    """Write down everything of ``event`` on its day; people are named by their keys in ``persons``."""
    for one in event.get("views", ()):
        dynamics.add_entry(
            case=case,
            area=one["area"],
            words=one["words"],
            person_id=persons.get(one.get("who", "")),
            reported_by_id=persons.get(one.get("told_by", "")),
            said_on=on,
            by=by,
        )
    for one in event.get("sights", ()):
        dynamics.allow_carer(
            case=case,
            person_id=persons[one["of"]],
            carer_id=persons[one["carer"]],
            items=one["items"],
            ground=one["ground"],
            basis=one["basis"],
            from_on=on,
            until_on=on + timedelta(days=one["days"]),
            by=by,
        )
    for one in event.get("hard", ()):
        facts = {name: one[name] for name in ("chosen", "summary", "helps", "words") if name in one}
        record_experience(case=case, person_id=persons[one["who"]], told_on=on, **facts, by=by)
    for one in event.get("sides", ()):
        first, other = (persons[key] for key in one["between"])
        flag_interest(case=case, one_id=first, other_id=other, kind=one["kind"], basis=one["basis"], seen_on=on, by=by)
    for one in event.get("boundaries", ()):
        staff.note_boundary(case_number=case.number, on=on, **one, by=by)
