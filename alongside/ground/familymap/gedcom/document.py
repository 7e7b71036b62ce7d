"""What a GEDCOM file says about people and couples, as plain values, with a report of every record and every remark."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from alongside.ground.familymap.gedcom.dates import Dated
from alongside.ground.familymap.model import LinkKind, Sex, When

Outcome = Literal["read", "remark", "left out"]
EventKind = Literal["marriage", "cohabiting", "engaged", "separated", "divorced"]
Tie = LinkKind | Literal["step", "unknown"]


NO_DATE = Dated()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the report: the line of the file, the record that it belongs to, what became of it and why."""

    line: int
    record: str
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Parentage:
    """An individual's own word on a family of theirs: which, and by what (``kind`` empty: not said)."""

    family: str
    kind: Tie | Literal[""] = ""
    disproved: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Individual:
    """Somebody of the file. ``names`` are other names that the file knows; ``line`` is where the record begins."""

    xref: str
    line: int
    name: str = ""
    given: str = ""
    surname: str = ""
    nickname: str = ""
    sex: Sex = "u"
    born: When | None = None
    died: When | None = None
    dead: bool = False
    birth_place: str = ""
    other_names: tuple[str, ...] = ()
    child_in: tuple[Parentage, ...] = ()
    partner_in: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    restricted: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a couple."""

    kind: EventKind
    dated: Dated = NO_DATE


@dataclass(frozen=True, slots=True)
class Child:
    """A child as its family names it, with what it is to the first and to the second partner."""

    person: str
    ties: tuple[Tie, Tie] = ("birth", "birth")
    line: int = 0


@dataclass(frozen=True, slots=True)
class Couple:
    """A family record: who the partners are, what happened to them in the order of the file, their children."""

    xref: str
    line: int
    partners: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. ``report`` has a row for each record, in the order of lines, and one for each remark."""

    people: dict[str, Individual] = field(default_factory=dict)
    couples: dict[str, Couple] = field(default_factory=dict)
    report: tuple[Row, ...] = ()
    encoding: str = ""
    version: str = ""

    def named(self, xref: str) -> Individual | None:
        """The individual ``xref``, with or without its signs."""
        return self.people.get(xref.strip().strip("@").strip())
