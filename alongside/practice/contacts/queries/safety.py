"""Whether people may be met or rung as an appointment says: asked before it stands in anybody's calendar (R-28)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from alongside.agency.access.enums import CircleKind
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.queries.facts import CaseFacts
from alongside.record.people.models import ContactPoint
from alongside.record.people.queries.reaching import preferences_of
from alongside.record.people.rules.contact import Channel, unsafe_way

CHANNELS = {
    ContactMode.VISIT: Channel.VISIT,
    ContactMode.CALL: Channel.CALL,
    ContactMode.TEXT: Channel.TEXT,
    ContactMode.LETTER: Channel.LETTER,
}
"""Ways of contact in which we come to the person, by phone, post or foot; to our office she comes herself."""


def unsafe_ways(facts: CaseFacts, *, people: Collection[int], mode: str, at: datetime) -> str:
    """Why somebody of ``people`` may not be reached so at that time, with her name; empty when all may.

    One statement, none for a meeting at our place. In a victim service, and with whoever hides, what was never asked
    counts as no; for others a worker may ask by coming. Hours are those of the agency's zone.
    """
    channel = CHANNELS.get(ContactMode(mode)) if mode in ContactMode.values else None
    if channel is None or not people:
        return ""
    points = defaultdict(list)
    for row in ContactPoint.objects.filter(person_id__in=people, ended_on=None):
        points[row.person_id].append(row)
    protected = facts.case.circle.kind == CircleKind.VICTIM_SERVICE
    names = {one.id: one.name for one in facts.people}
    for person in people:
        held = points[person]
        guarded = protected or any(row.level == SAFE_LOCATION for row in held)
        preferences = [preferences_of(row) for row in held]
        decision = unsafe_way(preferences, channel, timezone.localtime(at), guarded=guarded, victim_service=protected)
        if not decision:
            return f"{names.get(person, '')}: {decision.reason}"
    return ""
