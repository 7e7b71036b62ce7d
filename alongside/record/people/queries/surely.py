"""For many people described at once, who in the record is very like each: the live matcher, in few statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import phone_key
from alongside.record.people.models import ContactPoint
from alongside.record.people.queries.finding import CANDIDATES, MASKED, Found, Match, NearMatches, judged
from alongside.record.people.queries.kept import sought_phones
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth, birth_of
from alongside.record.people.rules.keeping import parted, receipt_for
from alongside.record.people.rules.matching import Alike, Sought
from alongside.record.people.rules.names import Name, sure_keys

SURE_IF_MASKED = 75
"""The points of the same name and the same year of birth: more is not told of somebody whom the reader may not see."""

BY_KEY = """
select w.place, k.person_id
  from unnest(%s::int[], %s::text[]) as w(place, key)
 cross join lateral (select x.person_id from people_personkey x where x.key = w.key limit %s) k"""

PEOPLE = """
select p.id, p.public_id, p.display_name, p.born_on, p.birth_precision, p.died_on, p.pronouns, n.names
  from people_person p
  left join lateral (select json_agg(json_build_array(n.full, n.given, n.family)) as names
                       from people_personname n where n.person_id = p.id) n on true
 where p.id = any (%s)"""

MASKED_BY_KEY = """
select w.place, m.* from unnest(%s::int[], %s::text[]) as w(place, keys)
 cross join lateral app.masked_people(array(select json_array_elements_text(w.keys::json)), %s) m"""


@dataclass(frozen=True, slots=True)
class Described:
    """A person as a row of a list describes her."""

    full_name: str
    given: str = ""
    family: str = ""
    preferred: str = ""
    birth: Birth = UNKNOWN_BIRTH
    phone: str = ""

    @property
    def names(self) -> tuple[Name, ...]:
        """Her names in their parts."""
        own = parted(self.full_name, self.given, self.family)
        return (own, parted(self.preferred, "", "")) if self.preferred.strip() else (own,)

    @property
    def sought(self) -> Sought:
        """The description as the matcher takes it."""
        return Sought(self.names, self.birth, (key,) if (key := phone_key(self.phone)) else ())


def very_alike(people: Sequence[Described], *, limit: int = 5, by: Reader) -> list[NearMatches]:
    """For each of ``people`` those in the record who are *very* alike, at most ``limit``, and the receipt for adding.

    As ``near_matches`` finds them, with the same judgement; who is less alike is not looked for. Hidden persons are
    never found; whom ``by`` may only know of comes masked, by the same name and year of birth. Four statements for any
    number, one more with the index right. What is found is noted in the reading log.
    """
    sought = [one.sought for one in people]
    found = _candidates(people, sought, by=by)
    answers = []
    for place, one in enumerate(people):
        close = [match for match in judged(sought[place], found[place], count=limit) if _is_sure(match)]
        answers.append(NearMatches(tuple(close), receipt_for(one.full_name, by)))
    if shown := [match.person_id for answer in answers for match in answer.matches]:
        note_reading("near matches", people=shown, kind="person")
    return answers


def _is_sure(match: Match) -> bool:
    return match.alike == Alike.VERY or (match.masked and match.points >= SURE_IF_MASKED)


def _candidates(people: Sequence[Described], sought: Sequence[Sought], *, by: Reader) -> list[list[Found]]:
    wanted: list[dict[int, tuple[str, ...]]] = [{} for _ in people]
    for place, person, phones in (*_by_phone(sought), *_by_keys(people)):
        wanted[place].setdefault(person, phones)
    seen = _people({person for each in wanted for person in each})
    found = [
        [replace(seen[person], phones=phones) for person, phones in each.items() if person in seen] for each in wanted
    ]
    if by.index_teams:
        for place, one in _masked(people):
            found[place].append(one)
    return found


def _by_phone(sought: Sequence[Sought]) -> list[tuple[int, int, tuple[str, ...]]]:
    places = defaultdict(list)
    for place, one in enumerate(sought):
        for phone in one.phones:
            places[phone].append(place)
    forms = sought_phones(places)
    points = ContactPoint.objects.filter(phone_key__in=list(forms), ended_on=None) if places else ()
    found = [(forms[point.phone_key], point.person_id) for point in points]
    return [(place, person, (phone,)) for phone, person in found for place in places[phone]]


def _by_keys(people: Sequence[Described]) -> list[tuple[int, int, tuple[str, ...]]]:
    keys = [(place, key) for place, one in enumerate(people) for key in sure_keys(one.names, born_on=one.birth.on)]
    with connection.cursor() as cursor:
        cursor.execute(BY_KEY, [[place for place, _key in keys], [key for _place, key in keys], CANDIDATES])
        return [(place, person, ()) for place, person in cursor.fetchall()]


def _people(numbers: set[int]) -> dict[int, Found]:
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [sorted(numbers)])
        return {row[0]: _seen(row) for row in cursor.fetchall()}


def _masked(people: Sequence[Described]) -> list[tuple[int, Found]]:
    """Whom the reader may only know of, by name keys alone: the gate gives nobody away by her day of birth."""
    keys = [sure_keys(one.names, born_on=one.birth.earliest) for one in people]
    asked = [(place, json.dumps([key for key in each if key[0] != "@"])) for place, each in enumerate(keys) if each]
    with connection.cursor() as cursor:
        cursor.execute(MASKED_BY_KEY, [[place for place, _ in asked], [each for _, each in asked], MASKED])
        return [(row[0], _only_known(row[1:])) for row in cursor.fetchall()]


def _seen(row: tuple) -> Found:  # type: ignore[type-arg]  # as the cursor has it
    number, public_id, shown, born_on, precision, died_on, pronouns, names = row
    parts = [tuple(each) for each in (json.loads(names) if isinstance(names, str) else names or [])]
    return Found(
        person_id=number,
        public_id=public_id,
        name=shown,
        birth=birth_of(born_on, precision),
        died_on=died_on,
        pronouns=pronouns,
        names=tuple(dict.fromkeys([parted(shown), *(parted(full, given, family) for full, given, family in parts)])),
    )


def _only_known(row: tuple) -> Found:  # type: ignore[type-arg]  # as the cursor has it
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
