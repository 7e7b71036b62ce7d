"""The audit room's definer functions."""

from __future__ import annotations

from alongside.oversight.audit.gates.sealing import SEALING_GATES

GATES = (*SEALING_GATES,)
