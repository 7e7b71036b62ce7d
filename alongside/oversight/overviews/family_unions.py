"""Which union a child hangs from, by what the record says of parents, couples, brothers and sisters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.familymap.model import Link, LinkKind, Union, UnionEnd, UnionKind, When
from alongside.record.people.enums import BirthPrecision, CoupleEnding, RelationshipKind
from alongside.record.people.queries.kin import KinFact, KinPerson

KINDS: dict[str, UnionKind] = {
    RelationshipKind.SPOUSE: "marriage",
    RelationshipKind.PARTNER: "cohabiting",
    RelationshipKind.LIAISON: "liaison",
}
ENDS: dict[str, UnionEnd] = {
    CoupleEnding.SEPARATED: "separated",
    CoupleEnding.DIVORCED: "divorced",
    CoupleEnding.DIED: "died",
}
MOST_PARENTS = 2
Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Facts that contradict each other: whose they are, and what it is in words."""

    person_id: int
    person: UUID
    name: str
    words: str


def when_of(day: date | None, precision: str = BirthPrecision.EXACT) -> When | None:
    """A day as exactly as it is known."""
    if day is None or precision == BirthPrecision.UNKNOWN:
        return None
    month = day.month if precision in (BirthPrecision.EXACT, BirthPrecision.MONTH) else 0
    known = day.day if precision == BirthPrecision.EXACT else 0
    return When(day.year, month, known, about=precision == BirthPrecision.ESTIMATED)


def pair_of(fact: KinFact) -> Pair:
    """The two whom a relationship is about."""
    return frozenset((fact.person_id, fact.other_id))


def groups_of(pairs: Iterable[Pair]) -> list[set[int]]:
    """Who hangs together through the pairs."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [one for one in groups if one & pair]
        groups = [one for one in groups if not one & pair]
        groups.append(set(pair).union(*touched))
    return groups


@dataclass(slots=True)
class Unions:
    """Unions and the children under them, while they are gathered. ``ids`` are the drawing's names of persons."""

    ids: Mapping[int, str]
    people: Mapping[int, KinPerson]
    unions: dict[str, Union] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    together: dict[Pair, list[str]] = field(default_factory=dict)
    alone: dict[tuple[int, bool], list[tuple[str, set[int]]]] = field(default_factory=dict)
    born: dict[int, str] = field(default_factory=dict)

    def couples(self, facts: Iterable[KinFact]) -> None:
        """Every couple; what says only that two were partners once ends the union that is told otherwise."""
        told = sorted(facts, key=lambda one: (one.kind == RelationshipKind.FORMER_PARTNER, str(one.from_on), one.id))
        for fact in told:
            former = fact.kind == RelationshipKind.FORMER_PARTNER
            known = self.together.get(pair_of(fact), [])
            end = ENDS.get(fact.ending, "separated" if former or fact.until_on else "")
            until = when_of(fact.until_on)
            if former and known:
                last = self.unions[known[-1]]
                if not last.end:
                    self.unions[last.id] = replace(last, until=last.until or until, end=end)
                continue
            self._add((fact.person_id, fact.other_id), KINDS.get(fact.kind, "other"), when_of(fact.from_on), until, end)

    def hang(self, child: int, kind: LinkKind, told: Sequence[KinFact], apart: Collection[Pair]) -> Iterator[Doubt]:
        """Hang a child from whoever is told to be her parents of one kind; three by birth contradict each other."""
        elders: dict[int, KinFact] = {}
        for fact in told:
            elders.setdefault(fact.other_id if fact.person_id == child else fact.person_id, fact)
        for group in self._grouped(elders, kind):
            facts = [elders[one] for one in group]
            since = None if kind == "birth" else when_of(facts[0].from_on)
            until = None if kind == "birth" else when_of(facts[0].until_on)
            self.hang_one(child, kind, group, since, until, apart=apart)
        if kind == "birth" and len(elders) > MOST_PARENTS:
            names = ", ".join(self.people[one].name for one in elders)
            yield self._doubt(
                child,
                _("More than two parents by birth are written down: %(names)s. End what is wrong.") % {"names": names},
            )

    def hang_one(
        self,
        child: int,
        kind: LinkKind,
        parents: Sequence[int],
        since: When | None,
        until: When | None,
        *,
        apart: Collection[Pair] = (),
    ) -> None:
        """Hang a child from one or two parents; half-siblings never share a union with an unknown parent."""
        union = self._of_two(parents, child) if len(parents) > 1 else self._of_one(parents[0], child, kind, apart)
        if kind == "birth":
            self.born.setdefault(child, union)
        self.links.append(Link(self.ids[child], union, kind, since, until))

    def join_siblings(self, pairs: Iterable[Pair]) -> Iterator[Doubt]:
        """Brothers and sisters hang from the same union; where nobody knows the parents, from one of nobody known."""
        for group in groups_of(pairs):
            unplaced = sorted(group - self.born.keys())
            unions = list(dict.fromkeys(self.born[one] for one in sorted(group) if one in self.born))
            if unplaced and len(unions) > 1:
                words = _("Brothers and sisters with different parents are written down. Say whose half-sibling it is.")
                yield from (self._doubt(one, words) for one in unplaced)
            elif unplaced:
                union = unions[0] if unions else self._add((), "other", None, None, "")
                for child in unplaced:
                    self.born[child] = union
                    self.links.append(Link(self.ids[child], union))

    def _grouped(self, elders: Mapping[int, KinFact], kind: LinkKind) -> Iterator[tuple[int, ...]]:
        left = list(elders)
        while left:
            first = left.pop(0)
            beside = [one for one in left if frozenset((first, one)) in self.together]
            alike = [one for one in left if kind == "birth" or _same_days(elders[first], elders[one])]
            second = next(iter(beside or alike), None)
            if second is not None:
                left.remove(second)
            yield (first,) if second is None else (first, second)

    def _of_two(self, parents: Sequence[int], child: int) -> str:
        """The union of two parents that holds at the birth of the child; the first, or a new one, when none does."""
        known = self.together.get(frozenset(parents), [])
        born = self.people[child].born_on
        for name in known:
            union = self.unions[name]
            begun = union.since is None or born is None or union.since.year <= born.year
            if begun and (union.until is None or born is None or union.until.year >= born.year):
                return name
        return known[0] if known else self._add(tuple(parents), "other", None, None, "")

    def _of_one(self, parent: int, child: int, kind: LinkKind, apart: Collection[Pair]) -> str:
        known = self.alone.setdefault((parent, kind == "birth"), [])
        for name, children in known:
            if not any(frozenset((child, other)) in apart for other in children):
                children.add(child)
                return name
        known.append((self._add((parent,), "other", None, None, ""), {child}))
        return known[-1][0]

    def _add(
        self, partners: tuple[int, ...], kind: UnionKind, since: When | None, until: When | None, end: UnionEnd
    ) -> str:
        name = f"u{len(self.unions) + 1}"
        self.unions[name] = Union(name, tuple(self.ids[one] for one in partners), kind, since, until, end)
        if len(partners) > 1:
            self.together.setdefault(frozenset(partners), []).append(name)
        return name

    def _doubt(self, number: int, words: str) -> Doubt:
        one = self.people[number]
        return Doubt(one.id, one.public_id, one.name, words)


def _same_days(one: KinFact, other: KinFact) -> bool:
    return (one.from_on, one.until_on) == (other.from_on, other.until_on)
