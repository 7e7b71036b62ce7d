"""Mutants that change nothing, each with its reason: another clause or another mechanism says the same."""

from __future__ import annotations

POWER = "the rule asks what the reader may, not what the row says, and is asked before the change already"
EQUIVALENT: tuple[tuple[str, str], ...] = (
    (r"^(organisation|staff)_\w+ changed: no check", POWER),
    (r"^access_actor changed: no check", POWER),
    (r"^access_circle seen: \(select app.inside\(\)\) ->", "who does not work here has no team and no grant"),
    (
        r"^access_history seen: (circle_id|person_id) is not null ->",
        "what is null equals nothing in the clause beside it",
    ),
    (r"^intakes_escalation: intake_id", "only note_escalation writes it, and takes the circle from the intake itself"),
)
