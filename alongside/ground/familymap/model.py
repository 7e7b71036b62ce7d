"""The family as a drawing takes it: people, unions, links to parents, households, bonds. Plain values, nothing stored.

Whoever hands a family in has left out already what the recipient may not see: this room cannot hide anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Sex = Literal["m", "f", "x", "u"]
Gender = Literal["m", "f", "nb", "u"]
Being = Literal["person", "pregnancy", "miscarriage", "abortion", "stillbirth", "pet"]
UnionKind = Literal["marriage", "cohabiting", "liaison", "other"]
UnionEnd = Literal["", "separated", "divorced", "died"]
LinkKind = Literal["birth", "adopted", "foster", "guardian", "kinship"]
BondKind = Literal[
    "close",
    "fused",
    "distant",
    "conflict",
    "hostile",
    "cutoff",
    "violence",
    "physical_abuse",
    "sexual_abuse",
    "emotional_abuse",
    "caretaker",
    "focused",
]


class NotDrawable(Exception):
    """A family that cannot be drawn truthfully, such as somebody who is her own ancestor; says who and why in words."""


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day that may be known by its year or its month only; orders by what is known, the unknown part first."""

    year: int
    month: int = 0
    day: int = 0
    about: bool = False

    def __str__(self) -> str:
        """As ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        parts = f"{self.year:04d}", f"-{self.month:02d}" if self.month else "", f"-{self.day:02d}" if self.day else ""
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the drawing. ``sex`` is that at birth, ``gender`` lived; ``died`` may be unknown for the dead.

    ``lines`` stand under the name as they are (an age in words, "lives in Porto"); ``source`` and ``href`` open the
    record she comes from. ``doubted`` marks that sources contradict each other.
    """

    id: str
    name: str
    sex: Sex = "u"
    gender: Gender = "u"
    born: When | None = None
    died: When | None = None
    dead: bool = False
    being: Being = "person"
    marks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    source: str = ""
    href: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Union:
    """Two partners, or one beside somebody unknown, or nobody known: what children hang from."""

    id: str
    partners: tuple[str, ...]
    kind: UnionKind = "other"
    since: When | None = None
    until: When | None = None
    end: UnionEnd = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A child's place under a union. Every union named by a family's links is among its unions."""

    child: str
    union: str
    kind: LinkKind = "birth"
    since: When | None = None
    until: When | None = None
    label: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Twins:
    """Children of one birth, in birth order: two lines from one point, a bar between identical ones."""

    people: tuple[str, ...]
    identical: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time in a household."""

    person: str
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives together. ``label`` stands at each piece of the outline; ``kind`` tells a placement from a home."""

    id: str
    label: str
    stays: tuple[Stay, ...]
    kind: Literal["home", "placement"] = "home"


@dataclass(frozen=True, slots=True)
class Bond:
    """How two people stand to each other in somebody's opinion: who says so, when, and on what it rests."""

    id: str
    origin: str
    target: str
    kind: BondKind
    since: When | None = None
    until: When | None = None
    author: str = ""
    said_on: When | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """All that one drawing shows. ``before`` holds wishes of the family: ``(left, right)`` pairs of persons.

    ``hint`` is the order of rows of the drawing before this one, so that one new person does not turn it round.
    """

    index: tuple[str, ...] = ()
    as_at: When | None = None
    people: tuple[Person, ...] = ()
    unions: tuple[Union, ...] = ()
    links: tuple[Link, ...] = ()
    twins: tuple[Twins, ...] = ()
    households: tuple[Household, ...] = ()
    bonds: tuple[Bond, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    hint: tuple[tuple[str, ...], ...] = field(default=())
