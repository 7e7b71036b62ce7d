"""The disposals room's definer functions, those that others call first."""

from __future__ import annotations

from alongside.oversight.disposals.gates.blanking import BLANKING_GATES
from alongside.oversight.disposals.gates.deciding import DECIDING_GATES
from alongside.oversight.disposals.gates.erasing import ERASING_GATES
from alongside.oversight.disposals.gates.finding import FINDING_GATES
from alongside.oversight.disposals.gates.holding import HOLDING_GATES
from alongside.oversight.disposals.gates.restoring import RESTORING_GATES
from alongside.oversight.disposals.gates.sweeping import SWEEPING_GATES
from alongside.oversight.disposals.gates.things import THING_GATES

GATES = (
    *HOLDING_GATES,
    *THING_GATES,
    *FINDING_GATES,
    *BLANKING_GATES,
    *ERASING_GATES,
    *DECIDING_GATES,
    *RESTORING_GATES,
    *SWEEPING_GATES,
)
