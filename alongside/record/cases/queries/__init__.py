"""What pages and other rooms read of cases."""

from __future__ import annotations

from alongside.record.cases.queries.facts import carrying_on, case_row, derived, events_of, protocol_of, standing

__all__ = ["carrying_on", "case_row", "derived", "events_of", "protocol_of", "standing"]
