"""Any number of random families: the same number makes the same family each time, whatever Python runs it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from alongside.ground.familymap.model import Family, Person, When
from tests.factories.families import Telling

GIVEN = (
    *("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jo", "Kai", "Lea", "Max", "Nia", "Ole", "Pia"),
    *("Maria-Magdalena", "Oluwaseun", "Constantin", "Anne-Sophie", "Nguyễn", "Žofie", "Александра"),
)
SURNAMES = (
    "Ito",
    "Berg",
    "Okafor",
    "Castellanos",
    "van den Heuvel",
    "O’Shaughnessy",
    "Featherstonehaugh",
    "Ng",
    "Şahin",
)


class Chance:
    """Grows a family from one couple until it has as many people as wanted."""

    def __init__(self, seed: int, size: int) -> None:
        self.draw = Random(seed)  # noqa: S311 - the same families each time
        self.size = size
        self.t = Telling()
        self.born: dict[str, int] = {}
        self.sex: dict[str, str] = {}
        self.families: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.pairs: dict[str, list[str]] = {}

    def full(self) -> bool:
        """Whether there are enough people."""
        return len(self.born) >= self.size

    def person(self, year: int, sex: str = "") -> str:
        """Somebody born about a year."""
        sex = sex or self.draw.choice("mf")
        name = f"p{len(self.born) + 1:02d}"
        known = self.draw.random() > 0.06
        dead = year < 1945 and self.draw.random() < 0.6
        years = (str(year) if known else "?") + (f"-{year + 70}" if dead and known else "-?" if dead else "")
        self.t.who(f"{name} {sex} {years} {self.draw.choice(GIVEN)} {self.draw.choice(SURNAMES)}")
        self.born[name], self.sex[name] = year, sex
        self.pairs[name] = []
        return name

    def pair(self, one: str, other: str | None, since: int) -> str:
        """A union of two, or of one beside somebody unknown."""
        name = f"u{len(self.t.unions) + 1:02d}"
        kind = self.draw.choice(("marriage", "marriage", "cohabiting", "liaison"))
        partners = sorted((one, other)) if other else [one]
        ended = self.draw.random() < 0.3
        self.t.couple(
            name,
            *partners,
            kind=kind if other else "other",  # type: ignore[arg-type]
            since=since if other and self.draw.random() > 0.1 else None,
            until=since + 8 if other and ended else None,
            end="divorced" if other and ended else "",
        )
        for partner in partners:
            self.pairs[partner].append(name)
        self.families[name] = []
        return name

    def bear(self, union: str, year: int) -> None:
        """Some children of a union, seldom twins."""
        for _ in range(self.draw.choice((1, 1, 2, 2, 3, 4))):
            if self.full():
                return
            year += self.draw.choice((1, 2, 2, 3, 4))
            child = self.person(year)
            self.families[union].append(child)
            self.t.children(union, child)
            self.open.append(child)
            if self.draw.random() < 0.06 and not self.full():
                twin = self.person(year)
                self.families[union].append(twin)
                self.t.children(union, twin)
                self.t.twins(child, twin, identical=self.sex[child] == self.sex[twin])
                self.open.append(twin)

    def live(self, one: str) -> None:
        """Somebody's partners and children: none, one after the other, unknown ones, relatives."""
        year = self.born[one]
        for number in range(self.draw.choice((0, 1, 1, 1, 1, 2, 2, 3))):
            if self.full() or year > 2000:
                return
            since = year + 21 + 6 * number
            roll = self.draw.random()
            if roll < 0.1:
                self.bear(self.pair(one, None, since), since)
                continue
            other = self.relative(one) if roll < 0.2 else None
            if other is None:
                other = self.person(year + self.draw.choice((-3, -1, 0, 1, 2)), "f" if self.sex[one] == "m" else "m")
                if self.draw.random() < 0.3 and not self.full():
                    self.parents(other)
                elif self.draw.random() < 0.15 and not self.full():
                    self.bear(self.pair(other, None, since - 5), since - 5)
            union = self.pair(one, other, since)
            if self.draw.random() < 0.8:
                self.bear(union, since)

    def relative(self, one: str) -> str | None:
        """Somebody of the family who is about as old and no sibling: a cousin, an uncle's widow, seldom an uncle."""
        siblings = {one, *(child for group in self.families.values() if one in group for child in group)}
        near = [
            other
            for other in sorted(self.born)
            if other not in siblings
            and abs(self.born[other] - self.born[one]) < 12
            and self.sex[other] != self.sex[one]
            and not set(self.pairs[one]) & set(self.pairs[other])
            and not self.above(one, other)
        ]
        return self.draw.choice(near) if near else None

    def above(self, one: str, other: str) -> bool:
        """Whether one of two is an ancestor of the other."""
        partners = {union.id: union.partners for union in self.t.unions}

        def ancestors(of: str) -> set[str]:
            found: set[str] = set()
            todo = [of]
            while todo:
                child = todo.pop()
                for union, group in self.families.items():
                    if child in group:
                        todo += [parent for parent in partners[union] if parent not in found]
                        found |= set(partners[union])
            return found

        return one in ancestors(other) or other in ancestors(one)

    def parents(self, one: str) -> None:
        """Parents of somebody who came into the family, sometimes with a brother or sister."""
        mother = self.person(self.born[one] - 27, "f")
        father = None if self.full() or self.draw.random() < 0.2 else self.person(self.born[one] - 29, "m")
        union = self.pair(mother, father, self.born[one] - 30)
        self.families[union].append(one)
        self.t.children(union, one)
        if self.draw.random() < 0.4 and not self.full():
            sibling = self.person(self.born[one] + self.draw.choice((-3, 2)))
            self.families[union].append(sibling)
            self.t.children(union, sibling)

    def care(self) -> None:
        """Children who live with others: carers from outside, grandparents, an aunt; siblings of unknown parents."""
        young = [one for one in sorted(self.born) if self.born[one] > 1990] or sorted(self.born)
        for _ in range(self.draw.choice((0, 1, 1, 2))):
            child = self.draw.choice(young)
            kind = self.draw.choice(("foster", "adopted", "kinship", "guardian"))
            if self.draw.random() < 0.5 and len(self.born) + 2 <= self.size:
                carers = self.pair(
                    self.person(self.born[child] - 35, "f"), self.person(self.born[child] - 36, "m"), 1995
                )
            else:
                older = [
                    union.id
                    for union in self.t.unions
                    if child not in self.families[union.id]
                    and child not in union.partners
                    and all(self.born[one] < self.born[child] - 15 for one in union.partners)
                ]
                if not older:
                    continue
                carers = self.draw.choice(older)
            self.t.children(carers, child, kind=kind, since=self.born[child] + 4)  # type: ignore[arg-type]
            group = [g for g in self.families.values() if child in g]
            for sibling in group[0] if group and self.draw.random() < 0.4 else ():
                if sibling != child:
                    self.t.children(carers, sibling, kind=kind, since=self.born[child] + 4)  # type: ignore[arg-type]

    def family(self) -> Family:
        """The family."""
        first = self.person(1935, "m")
        self.open.append(first)
        while not self.full():
            if not self.open:
                self.open.append(self.draw.choice(sorted(self.born)))
            self.live(self.open.pop(0))
        self.care()
        self.homes()
        self.t.index = (self.draw.choice(sorted(self.born)),)
        return self.t.family()

    def homes(self) -> None:
        """Some unions live with their children."""
        for union in self.t.unions:
            if self.families[union.id] and self.draw.random() < 0.25:
                self.t.home(f"h{len(self.t.households) + 1}", "Home", *union.partners, *self.families[union.id])


def chance_family(seed: int, size: int) -> Family:
    """The random family of a number, with about so many people (care may add none, never more than two)."""
    return Chance(seed, size).family()


def chance_families(many: int, first: int = 1) -> list[Family]:
    """Families of 5 to 60 people, most of them of 10 to 40."""
    sizes = (5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 35, 40, 45, 52, 60)
    return [chance_family(seed, sizes[seed % len(sizes)]) for seed in range(first, first + many)]


def undated(family: Family, every: int = 2) -> Family:
    """The family with every so-manieth day of birth forgotten."""
    people = [replace(one, born=None) if place % every == 0 else one for place, one in enumerate(family.people)]
    return replace(family, people=tuple(people))


def with_newcomer(family: Family, seed: int, name: str = "zz-new") -> Family:
    """The family with one child more in one of its unions."""
    union = Random(seed).choice([one for one in family.unions if one.partners])  # noqa: S311 - the same child each time
    baby = Person(name, "New Comer", "f", "f", born=When(2025))
    telling = Telling()
    telling.children(union.id, baby.id)
    return replace(family, people=(*family.people, baby), links=(*family.links, *telling.links))


def without(family: Family, person: str) -> Family:
    """The family without somebody, their unions reduced to the other partner, empty unions gone."""
    unions = [replace(one, partners=tuple(other for other in one.partners if other != person)) for one in family.unions]
    links = [one for one in family.links if one.child != person]
    told = {one.union for one in links}
    kept = [one for one in unions if len(one.partners) == 2 or one.id in told]
    twins = [one for one in family.twins if person not in one.people]
    homes = [
        replace(home, stays=tuple(stay for stay in home.stays if stay.person != person)) for home in family.households
    ]
    return replace(
        family,
        people=tuple(one for one in family.people if one.id != person),
        unions=tuple(kept),
        links=tuple(links),
        twins=tuple(twins),
        households=tuple(homes),
        bonds=tuple(one for one in family.bonds if person not in (one.origin, one.target)),
        index=tuple(one for one in family.index if one != person),
    )
