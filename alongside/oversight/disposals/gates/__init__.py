"""The disposals room's definer functions, those that others call first."""

from __future__ import annotations

from alongside.oversight.disposals.gates.deciding import DECIDING_GATES
from alongside.oversight.disposals.gates.erasing import ERASING_GATES
from alongside.oversight.disposals.gates.finding import FINDING_GATES
from alongside.oversight.disposals.gates.holding import HOLDING_GATES
from alongside.oversight.disposals.gates.restoring import RESTORING_GATES

GATES = (*HOLDING_GATES, *FINDING_GATES, *ERASING_GATES, *DECIDING_GATES, *RESTORING_GATES)
