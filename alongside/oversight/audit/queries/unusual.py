"""Unusual accesses of a day, each with its reason in plain words, and what a privacy officer found about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from alongside.agency.access.queries import note_reading
from alongside.oversight.audit.enums import LookOutcome, Unusual
from alongside.oversight.audit.models import Look
from alongside.oversight.audit.rules.reasons import reason_words

YEAR = timedelta(days=365)
LISTED = 200


@dataclass(frozen=True, slots=True)
class Access:
    """One access that is worth a look. ``circle_id`` is the record's number; None where it is about many."""

    unusual: Unusual
    actor_id: int
    name: str
    circle_id: int | None
    first_at: datetime
    last_at: datetime
    words: str
    sessions: tuple[int, ...]
    outcome: LookOutcome | None = None
    note: str = ""
    looked_by: str = ""

    @property
    def key(self) -> tuple[Unusual, int, int | None]:
        """What a look at it is kept under."""
        return self.unusual, self.actor_id, self.circle_id

    @property
    def label(self) -> str:
        """Its kind in a few words."""
        return str(self.unusual.label)


def unusual_accesses(*, begins: datetime, ends: datetime) -> list[Access]:
    """What stands out between two moments, the newest first, with the look that was taken at it, if any.

    For privacy officers; others get an empty list. One that was explained within a year is not asked about again. That
    the officer looked is noted.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from app.unusual(%s, %s)", [begins, ends])
        rows = cursor.fetchall()
    looks = _looks(timezone.localdate(begins), {row[1] for row in rows})
    note_reading("unusual accesses", kind="log")
    found = []
    for what, actor, name, circle, first, last, number, detail, sessions in rows:
        kind = Unusual(what)
        words = reason_words(kind, name=name, number=number, detail=detail, at=timezone.localtime(first))
        look = looks.get((kind, actor, circle))
        taken = (LookOutcome(look.outcome), look.note, look.looked_by.name) if look else (None, "", "")
        found.append(Access(kind, actor, name, circle, first, last, words, tuple(sessions or ()), *taken))
    return sorted(found, key=lambda one: (one.last_at, one.name, one.unusual.value), reverse=True)


def _looks(day: date, actors: set[int]) -> dict[tuple[Unusual, int, int | None], Look]:
    """The newest look at each access: of this day, or one that explained the same before."""
    rows = Look.objects.filter(actor_id__in=actors, seen_on__gt=day - YEAR).select_related("looked_by").order_by("id")
    found: dict[tuple[Unusual, int, int | None], Look] = {}
    for row in rows:
        explained_before = row.outcome == LookOutcome.EXPLAINED and row.circle_id is not None and row.seen_on <= day
        if row.seen_on == day or explained_before:
            found[(Unusual(row.unusual), row.actor_id, row.circle_id)] = row
    return found
