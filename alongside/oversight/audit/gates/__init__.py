"""The audit room's definer functions."""

from __future__ import annotations

from alongside.oversight.audit.gates.sealing import SEALING_GATES
from alongside.oversight.audit.gates.unusual import UNUSUAL_GATES

GATES = (*SEALING_GATES, *UNUSUAL_GATES)
