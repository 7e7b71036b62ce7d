"""Seals and verifications are read by privacy officers and the house, looks by privacy officers.

Seals and verifications are added by definer functions only; a look is added, never changed, and never at oneself.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.agency.access.policies import POWER
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

OFFICER = POWER.format(READS_LOGS)

GUARDS = (
    Guard("audit.Seal", f"{OFFICER} or {HOUSE}", None, history=False, erasable=False),
    Guard("audit.Verification", f"{OFFICER} or {HOUSE}", None, history=False, erasable=False),
    Guard("audit.Erasure", f"{OFFICER} or {HOUSE}", None, history=False, erasable=False),
    Guard("audit.ErasedLeaf", f"{OFFICER} or {HOUSE}", None, history=False, erasable=False),
    Guard(
        "audit.Look",
        OFFICER,
        f"{OFFICER} and looked_by_id = (select app.uid()) and actor_id <> (select app.uid())",
        update=False,
    ),
)
