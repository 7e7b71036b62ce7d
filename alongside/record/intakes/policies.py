"""Who sees an intake: the circle it opened."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

GUARDS = (
    by_circle("intakes.Intake", subjects=["person_id"]),
    by_circle("intakes.Screening", parents=[("intake_id", "intakes_intake")], update=False),
)
