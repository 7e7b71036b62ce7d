"""Who lives together, and which bonds there are, on the day that a drawing stands for."""

from __future__ import annotations

from alongside.ground.familymap.at import is_over, not_yet
from alongside.ground.familymap.model import Bond, Family, Household, When


def lasts(since: When | None, until: When | None, day: When | None) -> bool:
    """Whether something with these ends stands on ``day``; without a day, whether it has no end."""
    if day is None:
        return until is None
    return not not_yet(since, day) and not is_over(until, day)


def members(household: Household, day: When | None) -> frozenset[str]:
    """Who lives in a household on a day."""
    return frozenset(stay.person for stay in household.stays if lasts(stay.since, stay.until, day))


def households_on(family: Family, day: When | None) -> tuple[tuple[Household, frozenset[str]], ...]:
    """The households of a day in which somebody of the drawing lives, with who does."""
    known = {person.id for person in family.people}
    found = ((one, members(one, day) & known) for one in family.households)
    return tuple((one, people) for one, people in found if people)


def bonds_on(family: Family, day: When | None) -> tuple[Bond, ...]:
    """The bonds of a day between people of the drawing."""
    known = {person.id for person in family.people}
    return tuple(one for one in family.bonds if {one.origin, one.target} <= known and lasts(one.since, one.until, day))
