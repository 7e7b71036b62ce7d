"""Many looked up at once: nobody whom the live matcher calls very alike is missed, nobody hidden is found."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from alongside.agency.access import actions as access
from alongside.agency.access.models import Reading
from alongside.record.people import actions
from alongside.record.people.actions import NewPerson, NewPoint
from alongside.record.people.enums import BirthPrecision, ContactPointKind
from alongside.record.people.queries import near_matches
from alongside.record.people.queries.surely import Described, very_alike
from alongside.record.people.rules.dates import Birth, birth_of
from alongside.record.people.rules.keeping import receipt_for
from scripts.make_people import family, given
from tests.conftest import Become

CHANCE = random.Random(7)  # noqa: S311 - the same people each time


def slip(word: str) -> str:
    """``word`` with one letter less, more or other."""
    at = CHANCE.randrange(1, len(word))
    return CHANCE.choice((word[:at] + word[at + 1 :], f"{word[:at]}e{word[at:]}", f"{word[:at]}o{word[at + 1 :]}"))


def like(born: date) -> date:
    """A birth that is the same, turned round, one digit off, or another."""
    turned = date(born.year, born.day, born.month) if born.day <= 12 else born
    return CHANCE.choice((born, turned, date(born.year - 10, born.month, born.day), date(1999, 9, 9)))


def test_everybody_whom_the_live_matcher_calls_very_alike_is_found(
    become: Become, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    known = [(given(CHANCE), family(CHANCE), date(CHANCE.randrange(1940, 2020), CHANCE.randrange(1, 13),
              CHANCE.randrange(1, 29)), f"0875{number:06d}") for number in range(60)]  # fmt: skip
    people = actions.add_people(
        people=[NewPerson(circle, f"{one} {two}", receipt_for(f"{one} {two}", by), one, two, born_on=born)
                for one, two, born, _phone in known], by=by)  # fmt: skip
    actions.add_contact_points(
        points=[NewPoint(circle, row, ContactPointKind.PHONE, known[at][3]) for at, row in enumerate(people)], by=by
    )
    sought = []
    for one, two, born, phone in known * 3:
        name = CHANCE.choice((f"{one} {two}", f"{slip(one)} {two}", f"{one} {slip(two)}", f"{two} {one}", one))
        birth = CHANCE.choice((birth_of(like(born)), Birth(born.year), Birth()))
        sought.append(Described(name, birth=birth, phone=CHANCE.choice((phone, ""))))
    with queries() as seen:
        found = very_alike(sought, by=by)
    assert len(seen) == 4
    usual = [near_matches(full_name=one.full_name, birth=one.birth, phones=[one.phone], by=by) for one in sought]
    for mine, theirs in zip(found, usual, strict=True):
        very = {match.person_id for match in theirs.matches if match.alike == "very_alike"}
        assert very <= {match.person_id for match in mine.matches}
        assert all(match.alike == "very_alike" for match in mine.matches)
    assert sum(bool(one.matches) for one in found) > 60
    assert Reading.objects.filter(act="near matches", person_ids__contains=[people[0].id]).exists()


def test_hidden_people_are_not_found_and_masked_ones_are(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    actions.add_people(
        people=[NewPerson(circle, "Ana Silva", receipt_for("Ana Silva", by), born_on=date(1990, 1, 2),
                          birth_precision=BirthPrecision.EXACT)], by=by)  # fmt: skip
    sought = [Described("Ana Silva", birth=birth_of(date(1990, 1, 2)), phone="0875550101")]
    assert very_alike(sought, by=by)[0].matches[0].name == "Ana Silva"
    assert very_alike(sought, by=become("elsewhere"))[0].matches == ()
    (masked,) = very_alike(sought, by=become("intake"))[0].matches
    assert (masked.masked, masked.team, masked.age) == (True, "Family team", "")
    assert very_alike([Described("Ana Silva", birth=Birth(1990))], by=become("intake"))[0].matches[0].masked
    assert very_alike([Described("Ana Silva", birth=Birth(1991))], by=become("intake"))[0].matches == ()
    assert very_alike([], by=become("worker")) == []
