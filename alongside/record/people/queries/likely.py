"""Pairs of entries that may be one person: what a job found, judged again with what this reader sees of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.record.people.models import ContactPoint, LikelyPair, NotSamePerson, Person, PersonName
from alongside.record.people.queries.kept import keys_of
from alongside.record.people.queries.persons import PersonCard, card_of
from alongside.record.people.rules.dates import birth_of
from alongside.record.people.rules.keeping import parted
from alongside.record.people.rules.likely import likely
from alongside.record.people.rules.matching import Candidate, Likeness, Sought, likeness

PAGE = 20


@dataclass(frozen=True, slots=True)
class PairView:
    """Two entries side by side, how likely they are one person in words, and what speaks for and against it."""

    public_id: UUID | None
    one: PersonCard
    two: PersonCard
    likely: str
    likely_words: str
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


class PairPage(NamedTuple):
    """One page of pairs; ``more`` is what ``after`` of the next page is, None on the last one."""

    pairs: tuple[PairView, ...]
    more: UUID | None


@dataclass(frozen=True, slots=True)
class ApartView:
    """Two persons of whom somebody said that they are two."""

    one: PersonCard
    two: PersonCard
    why: str
    said_at: datetime


def likely_pairs(*, after: UUID | None = None, size: int = PAGE, by: Reader) -> PairPage:
    """The pairs of which ``by`` sees both, the most alike first, a page at a time; noted as read. Six statements."""
    start = LikelyPair.objects.filter(public_id=after).first() if after else None
    if after and start is None:
        return PairPage((), None)
    rows = _pairs(None, start, size + 1)
    shown = rows[:size]
    return PairPage(_judged(shown), shown[-1].public_id if len(rows) > size else None)


def count_pairs(most: int) -> int:
    """How many pairs the list holds for this reader, counted no further than ``most``."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from app.likely_pairs(null, null, null, %s, %s)", [clock.today(), most])
        (count,) = cursor.fetchone()
    return int(count)


def pairs_of(person_id: int, *, by: Reader) -> tuple[PairView, ...]:
    """Who else a person (house number) could be, among those whom ``by`` sees; noted as read when there is anybody."""
    return _judged(_pairs(person_id, None, PAGE))


def pair_row(public_id: UUID) -> LikelyPair:
    """A pair as a handle for an action, of which the reader sees both; ``NotFound`` otherwise."""
    row = LikelyPair.objects.select_related("person", "other").filter(public_id=public_id, ended_at=None).first()
    if row is None:
        raise NotFound
    return row


def compared(one: Person, two: Person) -> PairView:
    """Two persons at hand, judged as a pair is; nothing is noted, the caller does."""
    return _views([(None, one, two)])[0]


def said_apart(*, size: int = 200, by: Reader) -> tuple[ApartView, ...]:
    """The persons of whom somebody said that they are two, as far as ``by`` sees both, the last said first."""
    rows = list(
        NotSamePerson.objects.filter(ended_at=None, person__isnull=False, other__merged_into=None)
        .select_related("person", "other")
        .order_by("-id")[:size]
    )
    people = {row.person_id for row in rows} | {row.other_id for row in rows}
    if people:
        note_reading("people said to be two", people=people, kind="person")
    return tuple(ApartView(card_of(row.person), card_of(row.other), row.why, row.created_at) for row in rows)


def _pairs(about: int | None, start: LikelyPair | None, size: int) -> list[LikelyPair]:
    place = [start.points, start.id] if start else [None, None]
    with connection.cursor() as cursor:
        cursor.execute("select * from app.likely_pairs(%s, %s, %s, %s, %s)", [about, *place, clock.today(), size])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return []
    found = LikelyPair.objects.filter(id__in=ids).select_related("person", "other")
    return sorted(found, key=lambda row: ids.index(row.id))


def _judged(rows: Sequence[LikelyPair]) -> tuple[PairView, ...]:
    if rows:
        people = {row.person_id for row in rows} | {row.other_id for row in rows}
        note_reading("people alike", people=people, kind="person")
    return _views([(row.public_id, row.person, row.other) for row in rows])


def _views(rows: Sequence[tuple[UUID | None, Person, Person]]) -> tuple[PairView, ...]:
    people = {one.id: one for _pair, *both in rows for one in both}
    candidates = _candidates(people)
    views = []
    for pair, one, two in rows:
        found = _likeness(candidates[one.id], candidates[two.id])
        word = likely(found.points)
        views.append(
            PairView(
                pair,
                card_of(one),
                card_of(two),
                word.value,
                str(word.label),
                found.reasons_for,
                found.reasons_against,
            )
        )
    return tuple(views)


def _likeness(one: Candidate, two: Candidate) -> Likeness:
    return likeness(Sought(one.names, one.birth, one.phones), two)


def _candidates(people: dict[int, Person]) -> dict[int, Candidate]:
    """What speaks for and against: all names, the birth, the numbers that this reader sees; two statements."""
    if not people:
        return {}
    names = _grouped(
        PersonName.objects.filter(person_id__in=people).values_list("person_id", "full", "given", "family")
    )
    points = ContactPoint.objects.filter(person_id__in=people, ended_on=None).exclude(phone_key="")
    phones = _grouped((person, key) for person, _kind, key in keys_of(points))
    return {
        number: Candidate(
            number,
            tuple(dict.fromkeys([parted(row.display_name), *(parted(*name) for name in names[number])])),
            birth_of(row.born_on, row.birth_precision),
            tuple(phone for (phone,) in phones[number]),
        )
        for number, row in people.items()
    }


def _grouped(rows: Iterable[tuple[object, ...]]) -> dict[int, list[tuple[str, ...]]]:
    found: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for number, *rest in rows:
        found[number].append(tuple(rest))  # type: ignore[index, arg-type]  # a number, then texts
    return found
