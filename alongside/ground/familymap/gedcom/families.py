"""The family of one person of a GEDCOM file, as far as some generations reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from alongside.ground.familymap.gedcom.document import Child, Couple, Document, Event, Individual, Tie
from alongside.ground.familymap.model import Family, Link, LinkKind, Person, Twins, Union, UnionEnd, UnionKind, When

GENERATIONS = 3
KINDS: dict[Tie, LinkKind] = {
    "birth": "birth",
    "adopted": "adopted",
    "foster": "foster",
    "guardian": "guardian",
    "kinship": "kinship",
    "unknown": "birth",
}
ENDS: dict[str, UnionEnd] = {"divorced": "divorced", "separated": "separated"}
BEGINS: dict[str, UnionKind] = {"marriage": "marriage", "cohabiting": "cohabiting"}
LAST = When(9999)


def family_of(document: Document, person_xref: str, generations: int = GENERATIONS) -> Family:
    """The family of ``person_xref`` (who is in ``document``): ``generations`` counts their own.

    3 reaches up to grandparents and down to grandchildren, of all kinds of parents. With them come brothers and
    sisters of everybody in this line, the children of these down to the person's own generation (one further for
    the person's own brothers and sisters), and all partners of the line and of its brothers and sisters.
    """
    person = document.named(person_xref)
    if person is None:
        raise KeyError(person_xref)
    chosen = _Choosing(document, max(1, generations))
    chosen.choose(person.xref)
    return _family(document, person.xref, chosen.people)


def whole_family(document: Document) -> Family:
    """Everybody of ``document``."""
    return _family(document, "", dict.fromkeys(document.people))


@dataclass(slots=True)
class _Choosing:
    """Who belongs to the drawing, in the order in which they are met."""

    document: Document
    generations: int
    people: dict[str, None] = field(default_factory=dict)
    child_in: dict[str, list[Couple]] = field(default_factory=dict)
    partner_in: dict[str, list[Couple]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know of everybody in which couples they are child and partner."""
        for couple in self.document.couples.values():
            for child in couple.children:
                self.child_in.setdefault(child.person, []).append(couple)
            for partner in couple.partners:
                self.partner_in.setdefault(partner, []).append(couple)

    def choose(self, person: str) -> None:
        """Everybody around ``person``."""
        level, line = {person: 0}, [person]
        for one in line:  # grows while it is walked: the direct line upwards
            if level[one] + 1 < self.generations:
                for parent in self._parents(one):
                    if parent not in level:
                        level[parent] = level[one] + 1
                        line.append(parent)
        self.people.update(dict.fromkeys(line))
        for one in line:
            self._partners_of(one)
        for one in line:
            if level[one] + 1 < self.generations:
                self._brothers_and_sisters(one, level[one])
        self._down([person], self.generations - 1, partners=True)
        for partner in [other for couple in self.partner_in.get(person, ()) for other in couple.partners]:
            self._down([partner], min(1, self.generations - 1), partners=False)

    def _parents(self, person: str) -> Iterator[str]:
        return (one for couple in self.child_in.get(person, ()) for one in couple.partners)

    def _partners_of(self, person: str) -> None:
        for couple in self.partner_in.get(person, ()):
            self.people.update(dict.fromkeys(couple.partners))

    def _brothers_and_sisters(self, person: str, level: int) -> None:
        """All children of all parents, and theirs down to the person's own generation, or one further beside them."""
        siblings = {child.person for couple in self.child_in.get(person, ()) for child in couple.children}
        for parent in self._parents(person):
            siblings |= {child.person for couple in self.partner_in[parent] for child in couple.children}
            self._partners_of(parent)
        siblings.discard(person)
        ordered = sorted(siblings)
        self.people.update(dict.fromkeys(ordered))
        for one in ordered:
            self._partners_of(one)
        self._down(ordered, max(1, level) if self.generations > 1 else 0, partners=False)

    def _down(self, people: list[str], depth: int, *, partners: bool) -> None:
        """The children of ``people``, ``depth`` generations down, with their other parents."""
        rank, seen = people, set(people)
        for _generation in range(depth):
            below: dict[str, None] = {}
            for one in rank:
                for couple in self.partner_in.get(one, ()):
                    if couple.children:
                        self.people.update(dict.fromkeys(couple.partners))
                    below.update(dict.fromkeys(child.person for child in couple.children))
            rank = [one for one in below if one not in seen]
            seen.update(rank)
            self.people.update(dict.fromkeys(rank))
            if partners:
                for one in rank:
                    self._partners_of(one)


def _family(document: Document, index: str, people: dict[str, None]) -> Family:
    unions: dict[str, Union] = {}
    links: list[Link] = []
    twins: list[Twins] = []
    for couple in document.couples.values():
        children = [one for one in couple.children if one.person in people]
        if not all(one in people for one in couple.partners) or len(couple.partners) + len(children) < 2:
            continue
        own = times_together(couple)
        unions |= {one.id: one for one in own}
        for child in children:
            links += _links(document, couple, child, own, unions)
        born = [tuple(one for one in group if one in people) for group in twins_of(document, couple)]
        twins += [Twins(group) for group in born if len(group) > 1]
    return Family(
        index=(index,) if index else (),
        people=tuple(_person(document.people[one]) for one in people),
        unions=tuple(unions.values()),
        links=tuple(links),
        twins=tuple(twins),
    )


def _person(one: Individual) -> Person:
    return Person(
        id=one.xref,
        name=one.name or one.nickname,
        sex=one.sex,
        born=one.born,
        died=one.died,
        dead=one.dead,
        doubted=one.doubted,
    )


def times_together(couple: Couple) -> list[Union]:
    """The times that two were together, each begun by a wedding or by living together; one at least."""
    found: list[Union] = []
    for event in sorted(couple.events, key=_day):
        if event.kind in BEGINS and (not found or found[-1].end or found[-1].kind == "other"):
            found.append(Union("", couple.partners, BEGINS[event.kind], event.dated.since, event.dated.until))
        elif event.kind == "marriage" and found[-1].kind == "cohabiting":
            found[-1] = Union("", couple.partners, "marriage", event.dated.since or found[-1].since)
        elif event.kind in ENDS:
            last = found.pop() if found else Union("", couple.partners)
            found.append(Union("", last.partners, last.kind, last.since, event.dated.since, ENDS[event.kind]))
    found = found or [Union("", couple.partners)]
    return [
        Union(f"{couple.xref}@{n}" if n else couple.xref, one.partners, one.kind, one.since, one.until, one.end)
        for n, one in enumerate(found)
    ]


def _day(event: Event) -> When:
    """When it happened; what has no date keeps its place at the end."""
    return event.dated.since or LAST


def _links(
    document: Document, couple: Couple, child: Child, own: list[Union], unions: dict[str, Union]
) -> Iterator[Link]:
    """What ties a child to the couple: one line, or two when it is by birth of one of them only."""
    first, second = child.ties
    if len(couple.partners) < 2:
        yield Link(child.person, own[0].id, KINDS.get(first, "birth"))
        return
    if first == second or "unknown" in (first, second):
        yield Link(child.person, _of_the_time(document, child, own), KINDS.get(first, "kinship"))
        return
    for partner, tie in zip(couple.partners, child.ties, strict=True):
        if tie == "birth":
            if not _born_elsewhere(document, child.person, partner, couple):
                yield Link(child.person, _alone(couple, partner, unions), "birth")
        elif tie in KINDS:
            yield Link(child.person, own[0].id, KINDS[tie])


def _of_the_time(document: Document, child: Child, own: list[Union]) -> str:
    """Of several times together the last that had begun when the child was born."""
    born = document.people[child.person].born
    begun = [one for one in own if one.since is None or (born is not None and one.since <= born)]
    return (begun or own[:1])[-1].id


def _born_elsewhere(document: Document, person: str, parent: str, couple: Couple) -> bool:
    """Whether another couple with this parent has the child by birth, so that one line is enough."""
    for parentage in document.people[person].child_in:
        other = document.couples.get(parentage.family)
        if other is None or other.xref == couple.xref or parent not in other.partners:
            continue
        if any(one.person == person and one.ties == ("birth", "birth") for one in other.children):
            return True
    return False


def _alone(couple: Couple, partner: str, unions: dict[str, Union]) -> str:
    """The union of one parent with somebody who is not known, made when it is needed."""
    name = f"{couple.xref}@@{partner}"
    unions.setdefault(name, Union(name, (partner,)))
    return name


def twins_of(document: Document, couple: Couple) -> list[tuple[str, ...]]:
    """Which children of a couple came together: by the file's word, or born to them on one full day."""
    children = [one.person for one in couple.children if one.ties == ("birth", "birth")]
    groups = {one: {one} for one in children}
    by_day: dict[When, str] = {}
    pairs = [(one, twin) for one in children for twin in document.people[one].twins if twin in groups]
    for one in children:
        born = document.people[one].born
        if born is not None and born.day and not born.about:
            if born in by_day:
                pairs.append((by_day[born], one))
            by_day[born] = one
    for one, other in pairs:
        if groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for each in groups[other]:
                groups[each] = groups[one]
    found = {id(group): group for group in groups.values() if len(group) > 1}
    return [tuple(one for one in children if one in group) for group in found.values()]
