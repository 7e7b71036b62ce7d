"""The drawing in words: a nested list of families, and a table with a row for each person. Nothing is missing.

Values only: a page, a command or a letter puts them into its own form. Each part carries the facts it tells as keys, so
that a check can compare what is told with what is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.bonddrawing import bond_told, span_words
from alongside.ground.familymap.drawing.describe import (
    dates_below,
    gender_word,
    mark_words,
    relation_words,
    status_words,
)
from alongside.ground.familymap.drawing.relations import Kin, kin_of
from alongside.ground.familymap.drawing.standing import bonds_on, households_on
from alongside.ground.familymap.model import Bond, Family, Link, Person, Union

Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the nested list, with the lines below it and the facts it tells."""

    words: str
    facts: tuple[Fact, ...]
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A person's row of the table: each field in words, and the facts it tells."""

    person: str
    name: str
    relation: str
    about: str
    parents: str
    partners: str
    children: str
    lives: str
    bonds: str
    health: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class InWords:
    """A family in words."""

    items: tuple[Item, ...]
    rows: tuple[Row, ...]


def columns() -> tuple[str, ...]:
    """The heads of the table, in the order of a row's fields from ``name`` on."""
    return (
        _("Person"),
        _("Relation"),
        _("About"),
        _("Parents and carers"),
        _("Partners"),
        _("Children"),
        _("Lives"),
        _("Bonds"),
        _("Health"),
    )


def in_words(family: Family, *, bonds: bool = True, health: bool = True, households: bool = True) -> InWords:
    """The family in words, by its own day. What a drawing leaves out can be left out here too."""
    telling = _Telling(family, kin_of(family), bonds=bonds, health=health, households=households)
    return InWords(telling.items(), tuple(telling.row(person) for person in family.people))


def told_facts(words: InWords) -> frozenset[Fact]:
    """Every fact that the list and the table tell."""

    def of(item: Item) -> set[Fact]:
        return set(item.facts).union(*(of(one) for one in item.items))

    return frozenset(set().union(*(of(one) for one in words.items), *(set(row.facts) for row in words.rows)))


def union_words(union: Union) -> str:
    """What a union is, and how long: "married since 1990", "lived together from 2009 to 2013, separated"."""
    kind = {
        "marriage": _("married"),
        "cohabiting": _("living together"),
        "liaison": _("in a passing relationship"),
        "other": _("parents together, kind not recorded"),
    }[union.kind]
    end = {
        "": "",
        "separated": _(", separated"),
        "divorced": _(", divorced"),
        "died": _(", ended by a death"),
    }[union.end]
    return f"{kind}{span_words(union.since, union.until)}{end}"


def _link_words(link: Link) -> str:
    kind = {
        "birth": _("by birth"),
        "adopted": _("adopted"),
        "foster": _("fostered"),
        "guardian": _("under guardianship"),
        "kinship": _("in kinship care"),
    }[link.kind]
    return f"{kind}{span_words(link.since, link.until)}{f' ({link.label})' if link.label else ''}"


class _Telling:
    """One family being told."""

    def __init__(self, family: Family, kin: Kin, *, bonds: bool, health: bool, households: bool) -> None:
        self.family, self.kin, self.health = family, kin, health
        self.day = family.as_at
        self.links: dict[str, list[Link]] = {}
        self.parents: dict[str, list[Link]] = {}
        for link in family.links:
            self.links.setdefault(link.union, []).append(link)
            self.parents.setdefault(link.child, []).append(link)
        self.unions: dict[str, list[Union]] = {}
        for union in family.unions:
            for partner in union.partners:
                self.unions.setdefault(partner, []).append(union)
        self.homes = households_on(family, self.day) if households else ()
        self.bonds = bonds_on(family, self.day) if bonds else ()

    def name(self, person: str) -> str:
        return self.kin.people[person].name

    def names(self, people: tuple[str, ...]) -> str:
        return _(" and ").join(self.name(one) for one in people)

    def parents_of(self, union: Union) -> str:
        if not union.partners:
            return _("parents not known")
        unknown = _(" and a parent not known") if len(union.partners) == 1 and union.id in self.links else ""
        return self.names(union.partners) + unknown

    def items(self) -> tuple[Item, ...]:
        """Families from the oldest: each union once, under the first of its partners who is somebody's child."""
        told: set[str] = set()
        roots = [one for one in self.family.unions if not any(self.parents.get(person) for person in one.partners)]
        found = [self.union_item(one, told) for one in roots if one.id not in told]
        found += [self.union_item(one, told) for one in self.family.unions if one.id not in told]
        named = {link.child for link in self.family.links} | set(self.unions)
        found += [self.person_item(one.id, "", told) for one in self.family.people if one.id not in named]
        if self.homes:
            found.append(Item(_("Who lives together"), (), tuple(self.home_item(*one) for one in self.homes)))
        births = tuple(self.twins_item(one.people, identical=one.identical) for one in self.family.twins)
        if births:
            found.append(Item(_("Born together"), (), births))
        if self.bonds:
            found.append(Item(_("Bonds"), (), tuple(self.bond_item(one) for one in self.bonds)))
        return tuple(found)

    def union_item(self, union: Union, told: set[str]) -> Item:
        told.add(union.id)
        children = tuple(
            self.person_item(link.child, _link_words(link), told, (link_fact(link),))
            for link in self.links.get(union.id, ())
        )
        what = f": {union_words(union)}" if len(union.partners) > 1 else ""
        people: tuple[Fact, ...] = tuple(("person", one) for one in union.partners)
        return Item(f"{self.parents_of(union)}{what}", (union_fact(union), *people), children)

    def person_item(self, person: str, link: str, told: set[str], facts: tuple[Fact, ...] = ()) -> Item:
        unions = [one for one in self.unions.get(person, ()) if one.id not in told]
        told.update(one.id for one in unions)
        words = ", ".join(part for part in (self.name(person), link) if part)
        return Item(words, (*facts, ("person", person)), tuple(self.union_item(one, told) for one in unions))

    def home_item(self, household: object, people: frozenset[str]) -> Item:
        label, key = household.label, household.id  # type: ignore[attr-defined]
        inside = tuple(one.id for one in self.family.people if one.id in people)
        facts = tuple(("lives", key, one) for one in inside)
        placed = _(" (placement)") if household.kind == "placement" else ""  # type: ignore[attr-defined]
        return Item(f"{label}{placed}: {', '.join(self.name(one) for one in inside)}", facts)

    def twins_item(self, people: tuple[str, ...], *, identical: bool) -> Item:
        words = self.names(people) + (_(", identical") if identical else "")
        return Item(words, (("twins", "identical" if identical else "", *people),))

    def bond_item(self, bond: Bond) -> Item:
        return Item(self.bond_words(bond), (bond_fact(bond),))

    def bond_words(self, bond: Bond) -> str:
        return bond_told(bond, self.name(bond.origin), self.name(bond.target))

    def row(self, person: Person) -> Row:
        key = person.id
        parents, partners, children = self.parents.get(key, []), self.unions.get(key, []), []
        facts: list[Fact] = [("person", key)]
        facts += [link_fact(link) for link in parents]
        facts += [union_fact(one) for one in partners]
        for union in partners:
            children += self.links.get(union.id, [])
        homes = [one for one in self.homes if key in one[1]]
        facts += [("lives", home.id, key) for home, _people in homes]
        bonds = [one for one in self.bonds if key in (one.origin, one.target)]
        facts += [bond_fact(one) for one in bonds]
        facts += [("mark", key, mark) for mark in person.marks if self.health]
        union_of = self.kin.unions
        return Row(
            person=key,
            name=person.name,
            relation=_("this drawing is about them")
            if key in self.family.index
            else relation_words(person, self.family, self.kin),
            about=", ".join((gender_word(person), *status_words(person, self.day), *self.lines_of(person))),
            parents="; ".join(f"{self.parents_of(union_of[one.union])}, {_link_words(one)}" for one in parents),
            partners="; ".join(self.partner_words(one, key) for one in partners if len(one.partners) > 1),
            children="; ".join(f"{self.name(one.child)}, {_link_words(one)}" for one in children),
            lives="; ".join(home.label for home, _people in homes),
            bonds="; ".join(self.bond_words(one) for one in bonds),
            health="; ".join(mark_words(mark) for mark in person.marks) if self.health else "",
            facts=tuple(facts),
        )

    def lines_of(self, person: Person) -> tuple[str, ...]:
        """What stands below a name besides the dates, which are told already."""
        dates = dates_below(person, self.day)
        return tuple(line for line in person.lines if line not in dates)

    def partner_words(self, union: Union, person: str) -> str:
        others = tuple(one for one in union.partners if one != person)
        return f"{self.names(others)}, {union_words(union)}"


def union_fact(union: Union) -> Fact:
    """A union as a fact: who, which kind, how it ended."""
    return ("union", union.id, union.kind, union.end, *union.partners)


def link_fact(link: Link) -> Fact:
    """A link as a fact: whose child, under which union, of which kind."""
    return ("link", link.child, link.union, link.kind)


def bond_fact(bond: Bond) -> Fact:
    """A bond as a fact: from whom to whom, of which kind."""
    return ("bond", bond.id, bond.kind, bond.origin, bond.target)


def known_facts(family: Family) -> frozenset[Fact]:
    """Every fact of a family on its own day: what the words must tell, and nothing else (G21)."""
    facts: set[Fact] = {("person", one.id) for one in family.people}
    facts |= {union_fact(one) for one in family.unions}
    facts |= {link_fact(one) for one in family.links}
    facts |= {("twins", "identical" if one.identical else "", *one.people) for one in family.twins}
    facts |= {("lives", home.id, person) for home, people in households_on(family, family.as_at) for person in people}
    facts |= {bond_fact(one) for one in bonds_on(family, family.as_at)}
    return frozenset(facts | {("mark", one.id, mark) for one in family.people for mark in one.marks})
