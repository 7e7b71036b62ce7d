"""Holds and disposals are read by privacy officers and the house; nobody writes them but the definer functions.

Statistics too: they are counted by a function. That a hold stands, whoever sees the case learns through a function.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.agency.access.policies import POWER
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

OFFICER = POWER.format(READS_LOGS)
GUARDS = (
    Guard("disposals.Hold", f"{OFFICER} or {HOUSE}", None, person_column="person_id"),
    Guard("disposals.DueMark", f"{OFFICER} or {HOUSE}", None, history=False),
    Guard("disposals.Disposal", f"{OFFICER} or {HOUSE}", None, unwatched=("paper",)),
    Guard("disposals.DisposalItem", f"{OFFICER} or {HOUSE}", None, history=False),
    Guard("disposals.Tombstone", f"{OFFICER} or {HOUSE}", None, history=False),
    Guard("disposals.CaseStatistic", OFFICER, None, history=False),
)
