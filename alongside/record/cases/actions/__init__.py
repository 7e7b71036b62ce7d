"""The verbs of a case."""

from __future__ import annotations

from alongside.record.cases.actions.opening import Part, Reached, open_case
from alongside.record.cases.actions.spine import move_stage, reach, take_back

__all__ = ["Part", "Reached", "move_stage", "open_case", "reach", "take_back"]
