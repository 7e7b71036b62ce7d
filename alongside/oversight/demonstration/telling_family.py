"""What a story tells of a family: kin, who lives with whom, bonds, and what is around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alongside.ground.foundation.reader import Reader
from alongside.record.intakes.rules.asking import read_birth
from alongside.record.people import actions as people
from alongside.record.people.models import Household, Person, System
from alongside.record.people.queries import near_matches
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, birth_of, stored_birth

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Circle:
    """The circle of a story's case, and its people by the short names that the text gives them."""

    id: int
    persons: dict[str, int]

    def one(self, key: str) -> Person:
        """Somebody of the story."""
        return Person.objects.get(id=self.persons[key])


SAID = ("legal_role", "legal_basis", "ending", "source", "why")


def tell_kin(story: Circle, event: Event, moment: datetime, by: Reader) -> None:
    """Kin come into the record, with how they are related, who lives with whom, and how somebody says they stand."""
    for one in event.get("people", ()):
        birth = read_birth(str(one.get("born", "")), today=moment.date()) or UNKNOWN_BIRTH
        born_on, precision = stored_birth(birth)
        receipt = near_matches(full_name=one["name"], birth=birth_of(born_on, precision), by=by).receipt
        facts = {name: one[name] for name in ("sex", "gender", "pronouns") if name in one}
        person = people.add_person(
            circle=story.id,
            full_name=one["name"],
            born_on=born_on,
            birth_precision=precision,
            died_on=_day(one.get("died")),
            searched=receipt,
            by=by,
            **facts,
        )
        story.persons[one["key"]] = person.id
    for key, facts in event.get("facts", {}).items():
        person = story.one(key)
        people.change_person(person=person, version=person.version, by=by, **facts)
    for one in event.get("is", ()):
        person, kind, other, *more = one
        said = more[0] if more else {}
        people.relate(
            circle=story.id,
            person=story.one(person),
            other=story.one(other),
            kind=kind,
            from_on=_day(said.get("from")),
            until_on=_day(said.get("until")),
            by=by,
            **{name: said[name] for name in SAID if name in said},
        )
    for home in event.get("homes", ()):
        _home(story, home, by)
    for label, members in event.get("joins", {}).items():
        _join(story, Household.objects.get(circle_id=story.id, label=label), members, by)
    for bond in event.get("bonds", ()):
        _bond(story, bond, moment.date(), by)
    for mark in event.get("health", ()):
        _health(story, mark, moment.date(), by)


def tell_around(story: Circle, event: Event, moment: datetime, by: Reader) -> None:
    """Ties are rated; what was not there before comes to stand around them, ``gone`` what does so no more."""
    home = Household.objects.filter(circle_id=story.id).order_by("id").first()
    person = None if home else story.one(event["of"])
    known = {one.label: one for one in System.objects.filter(circle_id=story.id, until_on=None)}
    for label, tie in event["ties"].items():
        system = known.get(label) or people.add_system(
            circle=story.id, kind=tie["kind"], label=label, from_on=_day(tie.get("from")), by=by
        )
        said = {name: tie[name] for name in ("strength", "stressful", "energy", "words") if name in tie}
        speaker = tie.get("said_by", event.get("said_by"))
        people.rate_tie(
            system=system,
            household=home,
            person=person,
            rated_by="person" if speaker else "worker",
            said_by=story.one(speaker) if speaker else None,
            said_on=moment.date(),
            by=by,
            **said,
        )
    for label in event.get("gone", ()):
        people.end_system(system=known[label], version=known[label].version, on=moment.date(), by=by)


def _home(story: Circle, home: Event, by: Reader) -> None:
    _join(story, people.start_household(circle=story.id, label=home["label"], by=by), home["members"], by)


def _join(story: Circle, household: Household, members: Mapping[str, str], by: Reader) -> None:
    for key, part in members.items():
        people.join_household(household=household, person=story.one(key), part=part, by=by)


def _bond(story: Circle, bond: Event, day: date, by: Reader) -> None:
    people.note_bond(
        circle=story.id,
        person=story.one(bond["who"]),
        other=story.one(bond["to"]),
        kind=bond["how"],
        basis=bond["basis"],
        said_by=story.one(bond["said_by"]) if "said_by" in bond else None,
        said_on=day,
        by=by,
    )


def _health(story: Circle, mark: Event, day: date, by: Reader) -> None:
    people.note_health(
        circle=story.id,
        person=story.one(mark["who"]),
        kind=mark["what"],
        state=mark.get("state", "known"),
        basis=mark["basis"],
        said_by=story.one(mark["said_by"]) if "said_by" in mark else None,
        said_on=day,
        from_on=_day(mark.get("from")),
        by=by,
    )


def _day(words: str | None) -> date | None:
    return date.fromisoformat(str(words)) if words else None
