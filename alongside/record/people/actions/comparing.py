"""The house compares people with everybody else, a few at a time; who looks alike stands in a list for human eyes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, require
from alongside.ground.foundation.reader import Reader
from alongside.record.people.models import LikelyPair, NotSamePerson, Person
from alongside.record.people.rules.dates import birth_of
from alongside.record.people.rules.keeping import may_keep_people, parted
from alongside.record.people.rules.likely import LIKELY_FROM, PAIRS_OF_ONE, PUT_OFF_DAYS
from alongside.record.people.rules.matching import Candidate, Likeness, Sought, likeness
from alongside.record.people.rules.names import Name

CANDIDATES = 40
"""How many bearers of the same keys are judged for one person."""

THE_SAME_PHONE = "00000"


@transaction.atomic
def compare_people(*, count: int = 100, by: Reader) -> int:
    """Compare up to ``count`` persons who are new or were changed with everybody; returns how many were compared.

    Writes the pairs that look alike, and takes those away that do not any more. Only the house itself may (a job),
    which sees no record by it: names are compared and forgotten.
    """
    waiting = _rows("select * from app.to_compare(%s)", [count])
    if not waiting:
        return 0
    numbers = [row[0] for row in waiting]
    asked = {number: _told(*rest) for number, _version, *rest in waiting}
    found: dict[int, list[tuple[float, int]]] = {}
    for person, other, *rest, same_phone in _rows("select * from app.alike_people(%s, %s)", [numbers, CANDIDATES]):
        judged = _judged(asked[person], _told(*rest), same_phone=same_phone)
        if judged.points >= LIKELY_FROM:
            found.setdefault(person, []).append((judged.points, other))
    pairs = [
        [min(person, other), max(person, other), round(points)]
        for person, others in found.items()
        for points, other in sorted(others, reverse=True)[:PAIRS_OF_ONE]
    ]
    compared = [[number, version] for number, version, *_rest in waiting]
    _rows("select app.note_pairs(%s::jsonb, %s::jsonb)", [json.dumps(pairs), json.dumps(compared)])
    return len(numbers)


@transaction.atomic
def put_off_pair(*, pair: LikelyPair, by: Reader) -> date:
    """Decide about a pair another time: nobody is shown it for 30 days. Returns the day on which it comes back."""
    require(may_keep_people(by))
    until = clock.today() + timedelta(days=PUT_OFF_DAYS)
    LikelyPair.objects.filter(id=pair.id).update(put_off_until=until)
    return until


@transaction.atomic
def take_back_not_same(*, person: Person, other: Person, by: Reader) -> None:
    """Take back that two persons are two: they may be shown as alike again. NotFound when nobody said so."""
    require(may_keep_people(by))
    known = Q(person=person, other=other) | Q(person=other, other=person)
    changed = NotSamePerson.objects.filter(known, ended_at=None).update(ended_at=clock.now())
    if not changed:
        raise NotFound


def _told(name: str, born_on: date | None, precision: str, names: Any) -> tuple[tuple[Name, ...], Any]:
    parts = json.loads(names) if isinstance(names, str) else names or []
    every = [parted(name), *(parted(full, given, family) for full, given, family in parts)]
    return tuple(dict.fromkeys(every)), birth_of(born_on, precision)


def _judged(one: tuple[Any, ...], other: tuple[Any, ...], *, same_phone: bool) -> Likeness:
    phones = (THE_SAME_PHONE,) if same_phone else ()
    return likeness(Sought(one[0], one[1], phones), Candidate(None, other[0], other[1], phones))


def _rows(sql: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(arguments))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
