"""A family as it was on a day: what had not happened yet is left out, what had ended is over, the unknown stays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from alongside.ground.familymap.model import Family, Household, Link, Person, Stay, Twins, Union, When

CARRIED = timedelta(days=294)
"""How long before the day on which a child is expected it can have been on the way: 42 weeks."""
LAST_MONTH = 12


def earliest(when: When) -> date:
    """The first day that ``when`` can mean."""
    return date(when.year, when.month or 1, when.day or 1)


def latest(when: When) -> date:
    """The last day that ``when`` can mean."""
    month = when.month or LAST_MONTH
    return date(when.year, month, when.day or monthrange(when.year, month)[1])


def not_yet(when: When | None, day: When) -> bool:
    """Whether ``when`` surely lies after ``day``; what nobody knows does not."""
    return when is not None and earliest(when) > latest(day)


def is_over(when: When | None, day: When) -> bool:
    """Whether what lasts until ``when`` is surely over on ``day``: on its last day itself it is."""
    return when is not None and latest(when) <= latest(day)


def family_at(family: Family, day: When) -> Family:
    """``family`` as it was on ``day`` (a month or year means its last day).

    Left out: who was not born, unions, stays, links and bonds that had not begun or, but for unions, were over; and
    who hangs together with the index persons only through these. Unknown and half-known days are taken to have come.
    """
    people = {one.id: _person_at(one, day) for one in family.people if _is_there(one, day)}
    links = tuple(one for one in family.links if one.child in people and _lasts(one.since, one.until, day))
    unions = tuple(found for one in family.unions if (found := _union_at(one, people, links, day)))
    kept = {one.id for one in unions}
    then = replace(
        family,
        as_at=day,
        people=tuple(people.values()),
        unions=unions,
        links=tuple(one for one in links if one.union in kept),
        households=tuple(_households_at(family, people, day)),
        bonds=tuple(
            one
            for one in family.bonds
            if {one.origin, one.target} <= people.keys() and _lasts(one.since, one.until, day)
        ),
    )
    return _only(then, people.keys() - (_gathered(family) - _gathered(then)))


def _is_there(person: Person, day: When) -> bool:
    if person.being == "pregnancy" and person.born is not None:
        return earliest(person.born) - CARRIED <= latest(day)
    return not not_yet(person.born, day)


def _person_at(person: Person, day: When) -> Person:
    return replace(person, died=None, dead=False) if not_yet(person.died, day) else person


def _lasts(since: When | None, until: When | None, day: When) -> bool:
    return not not_yet(since, day) and not is_over(until, day)


def _union_at(union: Union, people: dict[str, Person], links: tuple[Link, ...], day: When) -> Union | None:
    """A union that has begun, or whose children are there before it has begun; not yet ended if it ended later."""
    partners = tuple(one for one in union.partners if one in people)
    has_children = any(one.union == union.id for one in links)
    if not_yet(union.since, day):
        return replace(union, partners=partners, kind="other", since=None, until=None, end="") if has_children else None
    if not partners and not has_children:
        return None
    if not_yet(union.until, day):
        return replace(union, partners=partners, until=None, end="")
    return replace(union, partners=partners)


def _households_at(family: Family, people: dict[str, Person], day: When) -> Iterable[Household]:
    for one in family.households:
        stays = tuple(stay for stay in one.stays if stay.person in people and _lasts(stay.since, stay.until, day))
        if stays:
            yield replace(one, stays=_once(stays))


def _once(stays: tuple[Stay, ...]) -> tuple[Stay, ...]:
    """One stay for each person: two with half-known days that meet are both true, but one is drawn."""
    return tuple({stay.person: stay for stay in stays}.values())


def _gathered(family: Family) -> set[str]:
    """Everybody who hangs together with an index person; nobody when there is no index person."""
    groups = [set(one.partners) for one in family.unions]
    places = {one.id: group for one, group in zip(family.unions, groups, strict=True)}
    for link in family.links:
        if link.union in places:
            places[link.union].add(link.child)
    groups += [{stay.person for stay in one.stays} for one in family.households]
    groups += [{one.origin, one.target} for one in family.bonds]
    of_person: dict[str, list[set[str]]] = {}
    for group in groups:
        for person in group:
            of_person.setdefault(person, []).append(group)
    known = {one.id for one in family.people}
    found, waiting = set(), [one for one in family.index if one in known]
    while waiting:
        person = waiting.pop()
        if person not in found:
            found.add(person)
            waiting += [other for group in of_person.get(person, ()) for other in group if other not in found]
    return found


def _only(family: Family, kept: Iterable[str]) -> Family:
    """``family`` with only the people of ``kept``, and what is between them."""
    names = set(kept)
    links = tuple(one for one in family.links if one.child in names)
    with_child = {one.union for one in links}
    unions = tuple(one for one in family.unions if names.intersection(one.partners) or one.id in with_child)
    groups = {one.id for one in unions}
    return replace(
        family,
        index=tuple(one for one in family.index if one in names),
        people=tuple(one for one in family.people if one.id in names),
        unions=unions,
        links=tuple(one for one in links if one.union in groups),
        twins=tuple(
            Twins(found, one.identical)
            for one in family.twins
            if len(found := tuple(person for person in one.people if person in names)) > 1
        ),
        households=tuple(one for one in family.households if any(stay.person in names for stay in one.stays)),
        bonds=tuple(one for one in family.bonds if {one.origin, one.target} <= names),
        before=tuple(pair for pair in family.before if set(pair) <= names),
        hint=tuple(tuple(one for one in row if one in names) for row in family.hint),
    )
