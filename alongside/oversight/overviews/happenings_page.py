"""Life events, places and orders that are kept with a case."""

from __future__ import annotations

from alongside.agency.access.queries import note_reading
from alongside.record.cases.queries import CaseHead
from alongside.record.people.queries.happenings import Happenings, happenings_of


def happenings_page(head: CaseHead) -> Happenings:
    """What is kept with a case of lives, places and orders, as far as this reader sees it. Noted as read."""
    found = happenings_of([head.circle_id])
    whom = {one.person.id for one in found.placements} | {who.id for one in found.events for who in one.people}
    whom |= {part.person.id for one in found.orders for part in one.parts}
    note_reading("life, places and orders", circle=head.circle_id, people=sorted(whom), kind="case", ids=[head.id])
    return found
