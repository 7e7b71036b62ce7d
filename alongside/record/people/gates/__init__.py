"""The people room's definer functions, one family of them to a file."""

from __future__ import annotations

from alongside.record.people.gates.comparing import COMPARING_GATES
from alongside.record.people.gates.conflicts import CONFLICT_GATES
from alongside.record.people.gates.finding import FINDING_GATES
from alongside.record.people.gates.guarding import GUARDING_GATES
from alongside.record.people.gates.merging import MERGING_GATES
from alongside.record.people.gates.reaching import REACHING_GATES
from alongside.record.people.gates.sealing import SEALING_GATES
from alongside.record.people.gates.taking_back import TAKING_BACK_GATES

GATES = (
    *FINDING_GATES,
    *CONFLICT_GATES,
    *MERGING_GATES,
    *COMPARING_GATES,
    *SEALING_GATES,
    *GUARDING_GATES,
    *TAKING_BACK_GATES,
    *REACHING_GATES,
)

__all__ = ["GATES"]
