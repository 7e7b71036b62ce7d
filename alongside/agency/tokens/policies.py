"""A token is seen by its worker, by whoever administers and, since the reading log names it, by whoever reads the logs.

It changes by definer functions only.
"""

from __future__ import annotations

from alongside.agency.access.policies import POWER
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import ADMINISTERS, READS_LOGS

OWN = "actor_id = (select app.uid())"
GUARDS = (
    Guard(
        "tokens.Token",
        f"{OWN} or {POWER.format(ADMINISTERS | READS_LOGS)}",
        OWN,
        update=False,
        unwatched=("last_used_on",),
    ),
)
