"""The people room's definer functions: searching, conflicts of interest, making two entries one, comparing, sealing."""

from __future__ import annotations

from alongside.record.people.gates.comparing import COMPARING_GATES
from alongside.record.people.gates.conflicts import CONFLICT_GATES
from alongside.record.people.gates.finding import FINDING_GATES
from alongside.record.people.gates.merging import MERGING_GATES
from alongside.record.people.gates.sealing import SEALING_GATES

GATES = (*FINDING_GATES, *CONFLICT_GATES, *MERGING_GATES, *COMPARING_GATES, *SEALING_GATES)

__all__ = ["GATES"]
