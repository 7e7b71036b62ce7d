"""Totals are read and given by whoever may count the programme; nobody changes what was given."""

from __future__ import annotations

from alongside.ground.foundation.guards import Guard
from alongside.oversight.outcomes.gates import MAY_COUNT

COUNTS = MAY_COUNT % (("outcomes_giventotals.programme_id",) * 2)
GUARDS = (Guard("outcomes.GivenTotals", COUNTS, f"{COUNTS} and by_id = (select app.uid())", update=False),)
