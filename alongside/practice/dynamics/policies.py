"""Who sees how a family works: the circle of the case, each entry at its level. What was said is never changed."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

CASE = [("case_id", "cases_case")]

GUARDS = (
    by_circle("dynamics.DynamicsEntry", parents=CASE, subjects=["person_id", "reported_by_id"], update=False),
    by_circle("dynamics.DynamicsEnd", parents=[("entry_id", "dynamics_dynamicsentry")], update=False),
    by_circle("dynamics.CarerSight", parents=CASE, subjects=["person_id", "carer_id"], person_column="person_id"),
    by_circle("dynamics.KeptTo", parents=CASE, subjects=["person_id"]),
)
