"""Marking what has become due."""

from __future__ import annotations

import json

from alongside.ground.foundation import clock
from alongside.ground.foundation.gate_calls import call_gate
from alongside.ground.foundation.reader import Reader
from alongside.oversight.disposals.rules.retention import finding_rules


def mark_due(*, by: Reader) -> int:
    """Mark what has become due since the last night; returns how many records. ``by`` is the house."""
    marked: int = call_gate("mark_due", [json.dumps(finding_rules()), clock.today()], places="%s::jsonb, %s")
    return marked
