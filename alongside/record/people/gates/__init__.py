"""The people room's definer functions: the search gates, and the triggers that notice a conflict of interest."""

from __future__ import annotations

from alongside.record.people.gates.conflicts import CONFLICT_GATES
from alongside.record.people.gates.finding import FINDING_GATES

GATES = (*FINDING_GATES, *CONFLICT_GATES)

__all__ = ["GATES"]
