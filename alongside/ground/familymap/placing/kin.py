"""The family in numbers: people and unions by their place in sorted order, so that laying out compares integers only.

Ids decide nothing but the order of equals: the same family told in another order is laid out the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.model import Family, Link, NotDrawable, Person, Union, When

LAST = When(9999)


@dataclass(slots=True)
class Kin:
    """A family by numbers. ``partners`` and ``children`` go by union, ``parents`` (unions) and ``beside`` by person.

    ``children`` stand in birth order, each once; ``ties`` are all links, in the order of union, birth and kind.
    ``older`` holds pairs of people ``(left, right)`` that birth order asks for; ``wished`` those the family asks for.
    """

    family: Family
    people: list[Person]
    unions: list[Union]
    partners: list[tuple[int, ...]]
    children: list[list[int]]
    parents: list[list[int]]
    beside: list[list[int]]
    ties: list[tuple[int, int, Link]]
    older: list[tuple[int, int, int]]
    twins: list[list[int]]
    wished: list[tuple[int, int]]
    number: dict[str, int]


def born(person: Person) -> When | None:
    """The day that orders siblings: of birth, else of death for whom was never born alive; nothing for the unborn."""
    if person.being == "pregnancy":
        return LAST
    return person.born or (person.died if person.being != "person" else None)


def surely_before(one: When | None, other: When | None) -> bool:
    """Whether one day lies before another for certain: 1984 is neither before nor after March 1984."""
    if one is None or other is None:
        return False
    for left, right in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if left != right:
            return bool(left and right) and left < right
    return False


def read_kin(family: Family) -> Kin:
    """The family by numbers. Whoever is named but not among the people makes it undrawable: nobody is left out."""
    people = sorted(family.people, key=lambda one: one.id)
    unions = sorted(family.unions, key=lambda one: one.id)
    number = {one.id: place for place, one in enumerate(people)}
    union_number = {one.id: place for place, one in enumerate(unions)}
    if len(number) != len(people) or len(union_number) != len(unions):
        raise NotDrawable("The same person or the same union is told twice.")
    _all_there(family, number, union_number)
    twins = [[number[one] for one in birth.people] for birth in family.twins]
    partners = [tuple(sorted({number[one] for one in union.partners})) for union in unions]
    ranks = _birth_ranks(people, twins)
    ties = sorted(
        ((union_number[link.union], number[link.child], link) for link in set(family.links)),
        key=lambda tie: (tie[0], ranks[tie[1]], tie[1], str(tie[2].since or ""), tie[2].kind, str(tie[2])),
    )
    children: list[list[int]] = [[] for _ in unions]
    parents: list[list[int]] = [[] for _ in people]
    beside: list[list[int]] = [[] for _ in people]
    for union, child, _ in ties:
        if child not in children[union]:
            children[union].append(child)
            parents[child].append(union)
    for union, couple in enumerate(partners):
        for person in couple:
            beside[person].append(union)
    for unions_of in beside:
        unions_of.sort(key=lambda union: (unions[union].since or LAST, union))
    older = _older(people, children, twins)
    wished = [(number[left], number[right]) for left, right in sorted(set(family.before)) if left != right]
    return Kin(family, people, unions, partners, children, parents, beside, ties, older, twins, wished, number)


def name_of(kin: Kin, person: int) -> str:
    """How a refusal names somebody."""
    return kin.people[person].name or kin.people[person].id


def _all_there(family: Family, number: dict[str, int], unions: dict[str, int]) -> None:
    """Refuse what names somebody who is not there, or more than two partners."""
    named = [one for union in family.unions for one in union.partners] + [link.child for link in family.links]
    named += [one for birth in family.twins for one in birth.people]
    named += [one for wish in family.before for one in wish]
    for one in named:
        if one not in number:
            raise NotDrawable(f"“{one}” is named in the family, but is not among its people.")
    for link in family.links:
        if link.union not in unions:
            raise NotDrawable(f"A link of “{link.child}” names a union that is not there.")
    for union in family.unions:
        if len(set(union.partners)) != len(union.partners) or len(union.partners) > 2:
            raise NotDrawable(f"The union “{union.id}” does not have two different partners.")


def _birth_ranks(people: list[Person], twins: list[list[int]]) -> list[tuple[int, int, int, int]]:
    """What sorts siblings: the day of birth, then the place among twins; unknown days after known ones."""
    place = {one: at for birth in twins for at, one in enumerate(birth)}
    days = [born(one) or LAST for one in people]
    return [(day.year, day.month, day.day, place.get(one, 0)) for one, day in enumerate(days)]


def _older(people: list[Person], children: list[list[int]], twins: list[list[int]]) -> list[tuple[int, int, int]]:
    """Pairs ``(left, right, union)`` that birth order asks for within one union."""
    place = {one: (number, at) for number, birth in enumerate(twins) for at, one in enumerate(birth)}
    found = []
    for union, group in enumerate(children):
        for left in group:
            for right in group:
                if left == right:
                    continue
                same = left in place and right in place and place[left][0] == place[right][0]
                twin = same and place[left][1] < place[right][1]
                if twin or (not same and surely_before(born(people[left]), born(people[right]))):
                    found.append((left, right, union))
    return found
