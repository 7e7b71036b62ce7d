"""Reading a family from JSON: the shape that ``alongside genogram --json`` takes, strictly and in plain words.

Whether the family can be drawn (nobody is their own ancestor) is for laying out to say; here only the shape counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, NoReturn, TypeVar, get_args

from alongside.ground.familymap.model import (
    Being,
    Bond,
    BondKind,
    Family,
    Gender,
    Household,
    Link,
    LinkKind,
    Person,
    Sex,
    Stay,
    Twins,
    Union,
    UnionEnd,
    UnionKind,
    When,
)

FAMILY = ("index", "as_at", "people", "unions", "links", "twins", "households", "bonds", "before", "hint")
PERSON = ("id", "name", "sex", "gender", "born", "died", "marks", "lines", "being", "source", "href", "doubted")
UNION = ("id", "partners", "kind", "from", "to", "end", "source")
LINK = ("child", "union", "parents", "kind", "from", "to", "label", "source")
HOUSEHOLD = ("id", "label", "members", "kind")
BOND = ("id", "from", "to", "kind", "since", "until", "author", "said_on", "basis")
HOMES = ("home", "placement")

Thing = Mapping[str, Any]
One = TypeVar("One")


class NotReadable(ValueError):
    """What was given is no family value: the message names the place and says what would be right."""


@dataclass(slots=True)
class _Reading:
    """One family value on its way in: who is there, and what nobody asked for."""

    people: dict[str, Person] = field(default_factory=dict)
    unions: dict[str, Union] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def thing(self, value: object, place: str, known: tuple[str, ...]) -> Thing:
        """``value`` as an object of which the words of ``known`` are read; others are noted, not lost silently."""
        if not isinstance(value, Mapping):
            _wrong(place, 'an object in braces, such as {"id": "1"}, is wanted here')
        self.unknown += [f"{place}.{name}" if place else str(name) for name in value if name not in known]
        return value

    def somebody(self, value: object, place: str) -> str:
        """The id of somebody who is among the people."""
        name = _id(value, place)
        if name not in self.people:
            _wrong(place, f"“{name}” is not among the people; add them there, or mend the id")
        return name


def family_from_json(value: object) -> Family:
    """The family that ``value`` (as ``json.loads`` gives it) describes. Words it does not know are left out.

    Raises ``NotReadable`` with the place and what would be right.
    """
    return read_family(value)[0]


def read_family(value: object) -> tuple[Family, tuple[str, ...]]:
    """The family that ``value`` describes, and the places of words in it that are not known and were left out."""
    reading = _Reading()
    given = reading.thing(value, "", FAMILY)
    people = _people(reading, given)
    _unions(reading, given)
    links = tuple(_link(reading, one, place) for place, one in _each(given, "links"))
    family = Family(
        index=tuple(reading.somebody(one, place) for place, one in _each(given, "index")),
        as_at=_when(given.get("as_at"), "as_at"),
        people=people,
        unions=tuple(reading.unions.values()),
        links=links,
        twins=tuple(_twins(reading, one, place) for place, one in _each(given, "twins")),
        households=tuple(_apart(_household(reading, one, place) for place, one in _each(given, "households"))),
        bonds=tuple(_apart(_bond(reading, one, place) for place, one in _bonds(given))),
        before=tuple(_pair(reading, one, place) for place, one in _each(given, "before")),
        hint=tuple(tuple(_id(one, place) for one in _list(row, place)) for place, row in _each(given, "hint")),
    )
    return family, tuple(reading.unknown)


def when_from_text(text: str, place: str) -> When:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, with ``~`` in front when it is about then."""
    about, bare = text.startswith("~"), text.removeprefix("~").strip()
    parts = bare.split("-")
    shape = [len(part) for part in parts]
    if not all(part.isascii() and part.isdigit() for part in parts) or shape not in ([4], [4, 2], [4, 2, 2]):
        _wrong(place, f"“{text}” is no date; write 1990, 1990-05 or 1990-05-31")
    year, month, day = [*map(int, parts), 0, 0][:3]
    try:
        date(year, month if len(parts) > 1 else 1, day if len(parts) > 2 else 1)
    except ValueError:
        _wrong(place, f"“{text}” is no day of the calendar; write 1990, 1990-05 or 1990-05-31")
    return When(year, month, day, about)


def _wrong(place: str, words: str) -> NoReturn:
    raise NotReadable(f"{place}: {words}." if place else f"{words[:1].upper()}{words[1:]}.")


def _list(value: object, place: str) -> list[Any]:
    if not isinstance(value, list):
        _wrong(place, "a list in square brackets is wanted here")
    return value


def _each(given: Thing, name: str, place: str = "") -> Iterator[tuple[str, Any]]:
    """What the list ``name`` holds, each with its place; a list that is not there or null is empty."""
    found = given.get(name)
    where = f"{place}.{name}" if place else name
    for number, one in enumerate(_list(found, where) if found is not None else ()):
        yield f"{where}[{number}]", one


def _id(value: object, place: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        _wrong(place, "an id is wanted here, a text such as “p1”")
    return value


def _text(given: Thing, name: str, place: str) -> str:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        _wrong(f"{place}.{name}", "a text in quotation marks is wanted here")
    return value or ""


def _choice(given: Thing, name: str, place: str, kind: object, default: str) -> Any:
    """One of the words of the literal type ``kind``; the default where nothing is said."""
    words = get_args(kind)
    value = given.get(name)
    if value is None:
        return default
    if value not in words:
        _wrong(f"{place}.{name}", f"“{value}” is not known; it is one of {', '.join(word for word in words if word)}")
    return value


def _when(value: object, place: str) -> When | None:
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04d}"
    if not isinstance(value, str):
        _wrong(place, "a date is wanted here, such as “1990”, “1990-05” or “1990-05-31”")
    return when_from_text(value, place)


def _apart(things: Iterator[One]) -> Iterator[One]:
    """Each of ``things`` with an ``id`` of its own."""
    seen: set[object] = set()
    for one in things:
        name = getattr(one, "id", None)
        if name in seen:
            raise NotReadable(f"The id “{name}” stands twice; every {type(one).__name__.lower()} has its own.")
        seen.add(name)
        yield one


def _people(reading: _Reading, given: Thing) -> tuple[Person, ...]:
    for one in _apart(_person(reading, one, place) for place, one in _each(given, "people")):
        reading.people[one.id] = one
    return tuple(reading.people.values())


def _person(reading: _Reading, value: object, place: str) -> Person:
    one = reading.thing(value, place, PERSON)
    died = one.get("died")
    dead = died is not None and died is not False
    doubted = one.get("doubted", False)
    if not isinstance(doubted, bool):
        _wrong(f"{place}.doubted", "true or false is wanted here")
    return Person(
        id=_id(one.get("id"), f"{place}.id"),
        name=_text(one, "name", place),
        sex=_choice(one, "sex", place, Sex, "u"),
        gender=_choice(one, "gender", place, Gender, "u"),
        born=_when(one.get("born"), f"{place}.born"),
        died=_when(died, f"{place}.died") if dead and died is not True else None,
        dead=dead and died != "",
        being=_choice(one, "being", place, Being, "person"),
        marks=_texts(one, "marks", place),
        lines=_texts(one, "lines", place),
        source=_text(one, "source", place),
        href=_text(one, "href", place),
        doubted=doubted,
    )


def _texts(given: Thing, name: str, place: str) -> tuple[str, ...]:
    found = list(_each(given, name, place))
    for where, one in found:
        if not isinstance(one, str):
            _wrong(where, "a text in quotation marks is wanted here")
    return tuple(one for _where, one in found)


def _unions(reading: _Reading, given: Thing) -> None:
    for one in _apart(_union(reading, one, place) for place, one in _each(given, "unions")):
        reading.unions[one.id] = one


def _union(reading: _Reading, value: object, place: str) -> Union:
    one = reading.thing(value, place, UNION)
    return Union(
        id=_id(one.get("id"), f"{place}.id"),
        partners=_partners(reading, one, "partners", place),
        kind=_choice(one, "kind", place, UnionKind, "other"),
        since=_when(one.get("from"), f"{place}.from"),
        until=_when(one.get("to"), f"{place}.to"),
        end=_choice(one, "end", place, UnionEnd, ""),
        source=_text(one, "source", place),
    )


def _partners(reading: _Reading, given: Thing, name: str, place: str) -> tuple[str, ...]:
    found = tuple(reading.somebody(one, where) for where, one in _each(given, name, place))
    if len(found) > 2:
        _wrong(f"{place}.{name}", f"{len(found)} people stand here; two at most, so use one entry for each couple")
    if len(set(found)) < len(found):
        _wrong(f"{place}.{name}", f"“{found[0]}” stands here twice; name the other one, or leave them out if unknown")
    return found


def _link(reading: _Reading, value: object, place: str) -> Link:
    one = reading.thing(value, place, LINK)
    child = reading.somebody(one.get("child"), f"{place}.child")
    union = _id(one["union"], f"{place}.union") if one.get("union") is not None else None
    if union is None:
        if one.get("parents") is None:
            _wrong(place, "say with “union” or “parents” whose child this is")
        union = _union_of(reading, child, _partners(reading, one, "parents", place))
    elif union not in reading.unions:
        _wrong(f"{place}.union", f"“{union}” is not among the unions; add it there, or say “parents” instead")
    if child in reading.unions[union].partners:
        _wrong(place, f"“{child}” would be their own parent; mend the child or the union")
    return Link(
        child=child,
        union=union,
        kind=_choice(one, "kind", place, LinkKind, "birth"),
        since=_when(one.get("from"), f"{place}.from"),
        until=_when(one.get("to"), f"{place}.to"),
        label=_text(one, "label", place),
        source=_text(one, "source", place),
    )


def _union_of(reading: _Reading, child: str, parents: tuple[str, ...]) -> str:
    """The union of ``parents``: of several of one pair the last begun before the child was born; else a new one."""
    found = [one for one in reading.unions.values() if parents and set(one.partners) == set(parents)]
    if found:
        born = reading.people[child].born
        begun = [one for one in found if one.since is None or (born is not None and one.since <= born)]
        return (begun or found[:1])[-1].id
    base = "+".join(parents) or f"unknown parents of {child}"
    name = next(name for n in count() if (name := f"{base}.{n}" if n else base) not in reading.unions)
    reading.unions[name] = Union(name, parents)
    return name


def _twins(reading: _Reading, value: object, place: str) -> Twins:
    """A list of ids, or an object with ``people`` and ``identical``."""
    one = reading.thing({"people": value} if isinstance(value, list) else value, place, ("people", "identical"))
    people = tuple(reading.somebody(each, where) for where, each in _each(one, "people", place))
    if len(set(people)) < 2:
        _wrong(f"{place}.people", "twins are at least two people")
    identical = one.get("identical", False)
    if not isinstance(identical, bool):
        _wrong(f"{place}.identical", "true or false is wanted here")
    return Twins(people, identical)


def _household(reading: _Reading, value: object, place: str) -> Household:
    one = reading.thing(value, place, HOUSEHOLD)
    kind = one.get("kind") or "home"
    if kind not in HOMES:
        _wrong(f"{place}.kind", f"“{kind}” is not known; it is one of {', '.join(HOMES)}")
    return Household(
        id=_id(one.get("id"), f"{place}.id"),
        label=_text(one, "label", place),
        stays=tuple(_stay(reading, each, where) for where, each in _each(one, "members", place)),
        kind="placement" if kind == "placement" else "home",
    )


def _stay(reading: _Reading, value: object, place: str) -> Stay:
    """An object with ``person``, ``from`` and ``to``; a bare id is a stay without days."""
    one = reading.thing(value if isinstance(value, Mapping) else {"person": value}, place, ("person", "from", "to"))
    return Stay(
        person=reading.somebody(one.get("person"), f"{place}.person"),
        since=_when(one.get("from"), f"{place}.from"),
        until=_when(one.get("to"), f"{place}.to"),
    )


def _bonds(given: Thing) -> Iterator[tuple[str, object]]:
    """The bonds; one without an id is numbered, since its place is all that tells it apart."""
    for number, (place, one) in enumerate(_each(given, "bonds"), 1):
        bare = isinstance(one, Mapping) and one.get("id") is None
        yield place, {**one, "id": f"bond {number}"} if bare else one


def _bond(reading: _Reading, value: object, place: str) -> Bond:
    one = reading.thing(value, place, BOND)
    origin = reading.somebody(one.get("from"), f"{place}.from")
    target = reading.somebody(one.get("to"), f"{place}.to")
    if origin == target:
        _wrong(place, f"“{origin}” stands at both ends; a bond joins two people")
    if one.get("kind") is None:
        _wrong(f"{place}.kind", f"say what it is: one of {', '.join(get_args(BondKind))}")
    return Bond(
        id=_id(one.get("id"), f"{place}.id"),
        origin=origin,
        target=target,
        kind=_choice(one, "kind", place, BondKind, ""),
        since=_when(one.get("since"), f"{place}.since"),
        until=_when(one.get("until"), f"{place}.until"),
        author=_text(one, "author", place),
        said_on=_when(one.get("said_on"), f"{place}.said_on"),
        basis=_text(one, "basis", place),
    )


def _pair(reading: _Reading, value: object, place: str) -> tuple[str, str]:
    found = [reading.somebody(one, place) for one in _list(value, place)]
    if len(found) != 2:
        _wrong(place, "two ids are wanted here: who stands left, and who right of them")
    return found[0], found[1]
