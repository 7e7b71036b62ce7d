"""What pages and other rooms read of cases."""

from __future__ import annotations

from alongside.record.cases.queries.facts import case_row, derived, events_of, standing

__all__ = ["case_row", "derived", "events_of", "standing"]
