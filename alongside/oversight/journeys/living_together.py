"""Drawing who lives with whom, and what stands around them: several facts by one tap, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.marks import Mark
from alongside.record.cases.queries import case_row
from alongside.record.people import actions as people
from alongside.record.people.models import Household, HouseholdMember, System
from alongside.record.people.queries import household_row, person_row, system_row


@transaction.atomic
def draw_household(
    *,
    case: UUID,
    persons: Sequence[UUID],
    home: UUID | None = None,
    label: str = "",
    from_on: date | None = None,
    by: Reader,
) -> tuple[Mark, ...]:
    """Put persons into a household of a case, or into a new one called ``label``; what was written, as marks.

    Whoever lives there now stays as they are. Refused as starting and joining a household are, and when nobody of them
    is to move; NotFound for a household of another case.
    """
    circle, marks = case_row(case).circle_id, []
    if home is None:
        house = people.start_household(circle=circle, label=label, from_on=from_on, by=by)
        marks.append(Mark("h", house.public_id))
    else:
        house = household_row(home)
        if house.circle_id != circle:
            raise NotFound
    there = _living(house)
    rows = [person_row(one) for one in persons]
    movers = [one for one in rows if one.id not in there] or rows
    for row in movers:
        stay = people.join_household(household=house, person=row, from_on=from_on, by=by)
        marks.append(Mark("m", stay.public_id))
    return tuple(marks)


def _living(house: Household) -> set[int]:
    return set(HouseholdMember.objects.filter(household=house, until_on=None).values_list("person_id", flat=True))


@dataclass(frozen=True, slots=True)
class Rating:
    """How somebody, or a household, stands to something around them, and who of them says so (None: the worker)."""

    strength: str
    energy: str = "none"
    stressful: bool = False
    said_by: UUID | None = None
    words: str = ""


@transaction.atomic
def draw_system(
    *,
    case: UUID,
    system: UUID | None = None,
    kind: str = "",
    label: str = "",
    person: UUID | None = None,
    home: UUID | None = None,
    rating: Rating,
    by: Reader,
) -> tuple[Mark, ...]:
    """Rate how a person or a household stands to a system of a case, or to a new one; what was written, as marks.

    Refused as adding a system and rating a tie are; NotFound for what is kept with another case.
    """
    circle, marks = case_row(case).circle_id, []
    thing = _system(circle, system) if system else None
    if thing is None:
        thing = people.add_system(circle=circle, kind=kind, label=label, by=by)
        marks.append(Mark("s", thing.public_id))
    tie = people.rate_tie(
        system=thing,
        household=household_row(home) if home else None,
        person=person_row(person) if person else None,
        strength=rating.strength,
        energy=rating.energy,
        stressful=rating.stressful,
        rated_by="person" if rating.said_by else "worker",
        said_by=person_row(rating.said_by) if rating.said_by else None,
        words=rating.words,
        by=by,
    )
    return (*marks, Mark("t", tie.public_id))


def _system(circle: int, system: UUID) -> System:
    found = system_row(system)
    if found.circle_id != circle:
        raise NotFound
    return found
