"""What left is seen by who took it and by whoever reads the logs; nobody changes it. A paper is its taker's alone."""

from __future__ import annotations

from alongside.agency.access.policies import POWER, own_rows
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

OWN = "actor_id = (select app.uid())"
GUARDS = (
    Guard("exports.Export", f"{OWN} or {POWER.format(READS_LOGS)}", OWN, update=False),
    own_rows("exports.CasePaper", delete=True),
    own_rows("exports.DrawingPaper", delete=True),
)
