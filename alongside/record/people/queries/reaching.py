"""Ways to reach people, with what is safe on each, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import ContactPoint
from alongside.record.people.queries.kept import values_of
from alongside.record.people.rules.contact import Preferences, is_stale
from alongside.record.people.rules.wording import first_of, masked, safe_words


@dataclass(frozen=True, slots=True)
class PointView:
    """One way to reach a person. ``value`` is shown only when asked for, ``covered`` stands in its place."""

    public_id: UUID
    version: int
    person_id: int
    circle_id: int
    kind: str
    kind_words: str
    value: str
    covered: str
    label: str
    preferences: Preferences
    words: str
    who_else: str
    say_as: str
    note: str
    language: str
    asked_on: date | None
    review_on: date | None
    ended_on: date | None
    hours_from: time | None
    hours_until: time | None
    stale: bool
    hidden: bool


def contact_points(person_id: int, *, ended: bool = False) -> tuple[PointView, ...]:
    """The contact points of a person that this reader may see, phones first, the newest of a kind first; one query."""
    return points_shown(point_rows(person_id, ended=ended))


def point_rows(person_id: int, *, ended: bool = False) -> QuerySet[ContactPoint]:
    """The same, not asked yet, to be read together with other rows."""
    rows = ContactPoint.objects.filter(person_id=person_id).order_by("-id")
    return rows if ended else rows.filter(ended_on=None)


def points_shown(rows: Iterable[ContactPoint]) -> tuple[PointView, ...]:
    """Contact points, the newest first, as a page shows them: phones first."""
    kinds, held = list(ContactPointKind.values), list(rows)
    values = values_of(held)
    return tuple(_view(row, values[row.id]) for row in sorted(held, key=lambda row: kinds.index(row.kind)))


def contact_point_row(public_id: UUID) -> ContactPoint:
    """A contact point as a handle for an action; ``NotFound`` when absent or hidden."""
    row = ContactPoint.objects.select_related("person").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def point_of(person: UUID, point: UUID) -> ContactPoint:
    """A contact point of one person, as a handle; ``NotFound`` when absent, hidden, or somebody else's."""
    row = contact_point_row(point)
    if row.person.public_id != person:
        raise NotFound
    return row


def reach_words(person_id: int) -> str:
    """How a person may safely be reached, in a few words; empty when no way is known."""
    return reach_words_of([person_id]).get(person_id, "")


def reach_words_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The same for many persons in one query; those without any contact point are left out."""
    return reach_by_person(reach_rows(person_ids))


def reach_rows(person_ids: Iterable[int]) -> QuerySet[ContactPoint]:
    """What says how these persons may be reached, not asked yet, the newest first."""
    return ContactPoint.objects.filter(person_id__in=list(person_ids), ended_on=None).order_by("-id")


def reach_by_person(rows: Iterable[ContactPoint]) -> dict[int, str]:
    """How each person may safely be reached, in a few words, from her contact points, the newest first."""
    by_person: dict[int, list[ContactPoint]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    return {number: _best_words(found) for number, found in by_person.items()}


def reach_among(rows: Sequence[ContactPoint]) -> str:
    """How somebody may safely be reached, from her contact points, the newest first; empty when there is none."""
    return _best_words(rows) if rows else ""


def _best_words(rows: Sequence[ContactPoint]) -> str:
    best = rows[first_of([preferences_of(row) for row in rows]) or 0]
    return safe_words(preferences_of(best), say_as=best.say_as, today=clock.today())


def preferences_of(row: ContactPoint) -> Preferences:
    """What the person said about one contact point, as the rules of contact take it."""
    return Preferences(
        kind=row.kind,
        call_ok=row.call_ok,
        text_ok=row.text_ok,
        voicemail_ok=row.voicemail_ok,
        letter_ok=row.letter_ok,
        hours_from=row.hours_from,
        hours_until=row.hours_until,
        asked_on=row.asked_on,
        review_on=row.review_on,
        ended_on=row.ended_on,
    )


def point_view(row: ContactPoint) -> PointView:
    """One contact point as a page shows it."""
    return _view(row, values_of([row])[row.id])


def _view(row: ContactPoint, value: str) -> PointView:
    preferences, today = preferences_of(row), clock.today()
    return PointView(
        public_id=row.public_id,
        version=row.version,
        person_id=row.person_id,
        circle_id=row.circle_id,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        value=value,
        covered=masked(row.kind, value),
        label=row.label,
        preferences=preferences,
        words=safe_words(preferences, say_as=row.say_as),
        who_else=row.who_else,
        say_as=row.say_as,
        note=row.note,
        language=row.language,
        asked_on=row.asked_on,
        review_on=row.review_on,
        ended_on=row.ended_on,
        hours_from=row.hours_from,
        hours_until=row.hours_until,
        stale=row.asked_on is not None and is_stale(preferences, today),
        hidden=row.level == SAFE_LOCATION,
    )
