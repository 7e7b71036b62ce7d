"""What is noted of people's health on a day, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import RESTRICTED
from alongside.record.people.models import HealthMark
from alongside.record.people.queries.homes import during
from alongside.record.people.rules.health import mark_of


@dataclass(frozen=True, slots=True)
class HealthView:
    """One thing noted of somebody's health; ``said_by`` is who told it, empty where it comes from elsewhere."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    person_id: int
    person: str
    mark: str
    words: str
    state_words: str
    from_on: date | None
    said_on: date
    said_by: str
    author: str
    basis: str
    restricted: bool


def health_among(person_ids: Collection[int], *, day: date) -> tuple[HealthView, ...]:
    """What is noted of these persons' health on ``day`` and this reader may see, the oldest first; one query.

    It is taken to hold from its first day, or else from the day on which it was said.
    """
    rows = HealthMark.objects.filter(during(day), person_id__in=person_ids).exclude(from_on=None, said_on__gt=day)
    return tuple(health_view(row) for row in rows.select_related("person", "said_by", "author").order_by("id"))


def health_row(public_id: UUID) -> HealthMark:
    """Something noted of health as a handle for an action; ``NotFound`` when absent or hidden."""
    row = HealthMark.objects.select_related("person", "said_by", "author").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def health_view(row: HealthMark) -> HealthView:
    """It as pages tell it."""
    return HealthView(
        row.id,
        row.public_id,
        row.version,
        row.circle_id,
        row.person_id,
        row.person.display_name,
        mark_of(row.kind, row.state),
        row.get_kind_display(),
        row.get_state_display(),
        row.from_on,
        row.said_on,
        row.said_by.display_name if row.said_by else "",
        row.author.name,
        row.basis,
        bool(row.level & RESTRICTED),
    )
