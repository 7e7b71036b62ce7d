"""Who sees an intake: the circle it opened. That an urgent one was escalated is written by the house's gate alone."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import by_circle

GUARDS = (
    by_circle("intakes.Intake", subjects=["person_id"]),
    by_circle("intakes.Screening", parents=[("intake_id", "intakes_intake")], update=False),
    replace(by_circle("intakes.Escalation", parents=[("intake_id", "intakes_intake")]), write=None),
)
