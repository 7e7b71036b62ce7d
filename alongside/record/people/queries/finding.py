"""Who in the record is alike: candidates from the search gates, judged with reasons, the masked ones apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, cast
from uuid import UUID

from django.db import connection
from django.db.models import Q

from alongside.agency.access.queries import asked_digest, note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import phone_key
from alongside.record.people.models import NotSamePerson
from alongside.record.people.queries.kept import plain_phones, sought_phones
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth, age_words, birth_of, stored_birth
from alongside.record.people.rules.keeping import parted, receipt_for
from alongside.record.people.rules.matching import Candidate, Likeness, Sought, likeness, most_alike
from alongside.record.people.rules.names import Name, sought_keys

CANDIDATES = 80
"""How many persons found by keys are judged by likeness."""

MASKED = 10

FIND = """
with phoned as materialized (
  select c.person_id, array_agg(c.phone_key order by c.id) as keys
    from (select id, person_id, phone_key from people_contactpoint
           where phone_key = any (%s) and phone_key <> '' and ended_on is null order by id limit %s) c
   group by c.person_id),
found as materialized (
  select person_id, place, hits from app.search_people(%s, %s)
  union all select person_id, 0, 0 from phoned)
(select p.id, p.public_id, p.display_name, p.born_on, p.birth_precision, p.died_on, p.pronouns, n.names, h.keys,
        false as masked, null as born_year, null as team, null as circle
   from (select person_id, min(place) as place, max(hits) as hits from found group by 1) f
   join people_person p on p.id = f.person_id
   left join phoned h on h.person_id = p.id
   left join lateral (select json_agg(json_build_array(n.full, n.given, n.family)) as names
                        from people_personname n where n.person_id = p.id) n on true
  order by f.place, f.hits desc, p.id)
union all
select m.person_id, m.person_public, m.name, null, null, null, null, null, null, true, m.born_year, m.team,
       m.circle_public
  from app.masked_people(%s, %s) m"""
"""Who is found by names and phones, then who is only known of, each in the order in which she is to be judged."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person found by keys: what is judged, and what a list shows of her. Masked: name, year and team only."""

    person_id: int
    public_id: UUID
    name: str
    birth: Birth
    died_on: date | None = None
    pronouns: str = ""
    names: tuple[Name, ...] = ()
    also: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    masked: bool = False
    team: str = ""
    circle: UUID | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody in the record who may be the one: how alike, in words, and what speaks for and against it.

    ``masked`` tells that the reader may know of her but not open her record; ``team`` is then the team to ask and
    ``circle`` the outside name of the circle for the access page. ``not_same``: somebody said that they are two.
    """

    person_id: int
    public_id: UUID
    name: str
    born_year: int | None
    age: str
    pronouns: str
    also: tuple[str, ...]
    points: float
    alike: str
    alike_words: str
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    masked: bool = False
    team: str = ""
    circle: UUID | None = None
    not_same: bool = False


class NearMatches(NamedTuple):
    """The people most alike, best first, and the receipt that lets ``actions.add_person`` go on."""

    matches: tuple[Match, ...]
    receipt: str


def near_matches(
    *,
    full_name: str,
    given: str = "",
    family: str = "",
    other_names: Iterable[str] = (),
    birth: Birth = UNKNOWN_BIRTH,
    phones: Iterable[str] = (),
    person_id: int | None = None,
    limit: int = 8,
    by: Reader,
) -> NearMatches:
    """Who in the record is like the person described, at most ``limit``, with reasons, and a receipt for adding her.

    Tolerates slips, swapped, transliterated and short names, transposed dates; a phone number helps. ``person_id`` is
    the house number of a person already in the record who is compared: she herself is left out. A person hidden from
    ``by`` is never found; with the index right alone a masked match says name, year and team (ruling 3).
    """
    names = [parted(full_name, given, family), *(parted(other) for other in other_names)]
    names = [name for name in names if str(name)]
    numbers = tuple(dict.fromkeys(key for phone in phones if (key := phone_key(phone))))
    birth = _readable(birth)
    keys = [key for key in sought_keys(names, born_on=birth.on, born_year=birth.year) if key]
    sought = Sought(tuple(names), birth, numbers)
    people = [one for one in candidates(keys, phones=numbers, by=by) if one.person_id != person_id]
    matches = judged(sought, people, count=limit)
    apart = _said_apart(person_id, [match.person_id for match in matches])
    matches = [replace(match, not_same=match.person_id in apart) for match in matches]
    shown = [match.person_id for match in matches]
    note_reading("near matches", people=shown, kind="person", asked=asked_digest(full_name))
    return NearMatches(tuple(matches), receipt_for(full_name, by))


def candidates(
    keys: Sequence[str], *, phones: Sequence[str] = (), limit: int = CANDIDATES, masked: bool = True, by: Reader
) -> list[Found]:
    """Persons whom ``by`` may see, found by name keys or by phone keys, then (``masked``) those she may only know of.

    One query. Nothing is noted: the caller does, who knows what is shown.
    """
    known = list(keys) if masked and by.index_teams else []
    forms = sought_phones(phones)
    with connection.cursor() as cursor:
        cursor.execute(FIND, [list(forms), limit, list(keys), limit, known, MASKED])
        rows = cursor.fetchall()
    return [_masked((*row[:3], *row[10:])) if row[9] else _found(row[:9], forms) for row in rows]


def masked_person(public_id: UUID) -> Found | None:
    """What the index right alone shows of a person, or None when she is absent, hidden or may be opened."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.masked_person(%s)", [public_id])
        row = cursor.fetchone()
    return _masked(row) if row else None


def judged(sought: Sought, people: Sequence[Found], *, count: int) -> list[Match]:
    """The ``count`` of ``people`` most like ``sought``, best first, with the reasons; the same phone always counts."""
    entries = [Candidate(one, one.names, one.birth, one.phones) for one in people]
    today = clock.today()
    ranked = most_alike(sought, entries, count=count)
    judged_already = {cast(Found, candidate.ref).person_id for candidate, _ in ranked}
    by_phone = [one for one in entries if one.phones and cast(Found, one.ref).person_id not in judged_already]
    ranked = [*ranked, *((one, likeness(sought, one)) for one in by_phone)][:count]
    return [_match(cast(Found, candidate.ref), found, today) for candidate, found in ranked]


def _match(one: Found, found: Likeness, today: date) -> Match:
    return Match(
        person_id=one.person_id,
        public_id=one.public_id,
        name=one.name,
        born_year=one.birth.year,
        age="" if one.masked or one.died_on else age_words(one.birth, today),
        pronouns=one.pronouns,
        also=one.also,
        points=found.points,
        alike=found.alike.value,
        alike_words=str(found.alike.label),
        reasons_for=found.reasons_for,
        reasons_against=found.reasons_against,
        masked=one.masked,
        team=one.team,
        circle=one.circle,
    )


def _found(row: tuple, forms: Mapping[str, str]) -> Found:  # type: ignore[type-arg]  # as the cursor has it
    number, public_id, shown, born_on, precision, died_on, pronouns, names, phones = row
    parts = [tuple(each) for each in (json.loads(names) if isinstance(names, str) else names or [])]
    return Found(
        person_id=number,
        public_id=public_id,
        name=shown,
        birth=birth_of(born_on, precision),
        died_on=died_on,
        pronouns=pronouns,
        names=tuple(dict.fromkeys([parted(shown), *(parted(full, given, family) for full, given, family in parts)])),
        also=tuple(
            full for full, _given, _family in parts if not set(full.casefold().split()) <= set(shown.casefold().split())
        ),
        phones=plain_phones(phones or (), forms),
    )


def _masked(row: tuple) -> Found:  # type: ignore[type-arg]  # as the cursor has it
    number, public_id, shown, year, team, circle = row
    return Found(
        person_id=number,
        public_id=public_id,
        name=shown,
        birth=Birth(year),
        names=(parted(shown),),
        masked=True,
        team=team,
        circle=circle,
    )


def _readable(birth: Birth) -> Birth:
    """The birth, without a day that no month has."""
    try:
        stored_birth(birth)
    except ValueError:
        return Birth(birth.year, estimated=birth.estimated)
    return birth


def _said_apart(person_id: int | None, others: Sequence[int]) -> set[int]:
    if person_id is None or not others:
        return set()
    known = Q(person_id=person_id, other_id__in=others) | Q(person_id__in=others, other_id=person_id)
    pairs = NotSamePerson.objects.filter(known, ended_at=None).values_list("person_id", "other_id")
    return {number for pair in pairs for number in pair if number != person_id}
