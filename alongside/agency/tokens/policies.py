"""A token is seen by its worker and by whoever administers; it changes by definer functions only."""

from __future__ import annotations

from alongside.agency.access.policies import POWER
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import ADMINISTERS

OWN = "actor_id = (select app.uid())"
GUARDS = (
    Guard(
        "tokens.Token",
        f"{OWN} or {POWER.format(ADMINISTERS)}",
        OWN,
        update=False,
        unwatched=("last_used_on",),
    ),
)
