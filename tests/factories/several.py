"""Brothers and sisters with files of their own, for tests."""

from __future__ import annotations

from typing import Any

from alongside.agency.access import actions as access
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.models import Case
from alongside.record.people.enums import RelationshipKind
from alongside.record.people.models import Relationship
from tests.factories.cases import a_case
from tests.factories.contacts import an_hour_ago
from tests.factories.dynamics import members


def siblings(by: Reader) -> tuple[Case, Case]:
    """A family's case with two children, and a case of its own for their brother, both carried by the worker."""
    case, his = a_case(by, family=True), a_case(by, people=["Tomás Ruiz"])
    mother, brother = members(case)[0], members(his)[0]
    access.add_subject(circle=case.circle_id, person_id=brother, by=by)
    Relationship.objects.create(
        circle_id=case.circle_id, person_id=mother, other_id=brother, kind=RelationshipKind.PARENT
    )
    return case, his


def told_of(case: Case, **more: Any) -> dict[str, Any]:
    """A visit with the two children of the case, each with a part of their own."""
    _mother, dani, ines = members(case)
    return {
        "mode": "visit",
        "at": an_hour_ago(),
        "people": [dani, ines],
        "not_about_a_goal": True,
        "place": "14 Quay Row",
        "text": "They baked together.",
        "opinion": "They are close.",
        "parts": {dani: "Dani misses the old school.", ines: "Inés slept badly."},
        **more,
    }
