"""What the house forgets each night by the rules file, without anybody's judgment."""

from __future__ import annotations

import json

from alongside.agency.access.actions import say_why
from alongside.ground.foundation import clock
from alongside.ground.foundation.gate_calls import call_gate
from alongside.ground.foundation.reader import Reader
from alongside.oversight.disposals.rules.retention import nightly_periods


def sweep_drafts_and_exports(*, by: Reader) -> dict[str, int]:
    """Forget drafts, expired ways in, what is remembered of imports and receipts that are over their period.

    Nothing that a legal hold covers goes, and where it cannot be told, nothing while any hold stands. Returns how many
    rows of each class went. ``by`` is the house; anyone else is refused by the database.
    """
    say_why("Period of retention")
    done = call_gate("sweep_rests", [json.dumps(nightly_periods()), clock.now()], places="%s::jsonb, %s")
    found: dict[str, int] = json.loads(done) if isinstance(done, str) else done
    return found
