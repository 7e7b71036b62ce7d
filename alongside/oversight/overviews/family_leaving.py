"""What a copy of a family for somebody leaves out: people, and what only those who carry the case see.

Nothing is covered up afterwards: whoever is left out never reaches the drawing, so that no shape, number, title or size
tells of them. Words in which somebody is named stay out with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from alongside.ground.foundation.text import fold
from alongside.record.people.queries import BondView, SystemView, TieView
from alongside.record.people.queries.health import HealthView


@dataclass(frozen=True, slots=True)
class Left:
    """What a copy for somebody leaves out: persons by outside name, and what is kept with those who carry the case."""

    persons: frozenset[UUID] = frozenset()
    restricted: bool = False
    bonds: bool = False


NOTHING = Left()


class Unnamed:
    """Those whom a copy must not name. A part of a name that somebody who stays bears too tells nothing of them."""

    def __init__(self, left: Iterable[tuple[int, str]], kept: Iterable[str], known: Iterable[UUID]) -> None:
        """``left`` are those left out by house number and name, ``kept`` names everybody else, ``known`` all."""
        left = list(left)
        common = {part for name in kept for part in fold(name).split()}
        self.known = frozenset(known)
        self.numbers = frozenset(number for number, _name in left)
        self.names = tuple(name for _number, name in left)
        self.whole = tuple(f" {fold(name)} " for name in self.names)
        self.parts = {part for name in self.names for part in fold(name).split() if len(part) > 1} - common

    def tells(self, *texts: str) -> bool:
        """Whether any of ``texts`` names one of them, wholly or in part."""
        if not self.names:
            return False
        told = f" {fold(' '.join(texts))} "
        return any(name in told for name in self.whole) or not self.parts.isdisjoint(told.split())

    def bonds(self, bonds: Iterable[BondView], *, restricted: bool) -> tuple[BondView, ...]:
        """``bonds`` without those that one of them told; on what a bond rests only where it names nobody of them."""
        there = [one for one in bonds if not (restricted and one.restricted) and one.said_by not in self.names]
        return tuple(replace(one, basis="") if self.tells(one.basis) else one for one in there)

    def health(self, marks: Iterable[HealthView], *, restricted: bool) -> tuple[HealthView, ...]:
        """The same of what is noted of health."""
        there = [one for one in marks if not (restricted and one.restricted) and one.said_by not in self.names]
        return tuple(replace(one, basis="") if self.tells(one.basis) else one for one in there)

    def systems(self, systems: Iterable[SystemView]) -> tuple[SystemView, ...]:
        """``systems`` without those that stand for one of them or name them, and without their ties and words."""
        there = [one for one in systems if one.person_id not in self.numbers and not self.tells(one.label)]
        return tuple(replace(one, ties=tuple(self._ties(one.ties))) for one in there)

    def _ties(self, ties: Iterable[TieView]) -> Iterable[TieView]:
        for one in ties:
            if one.person_id not in self.numbers and one.said_by not in self.names:
                yield replace(one, words="") if self.tells(one.words) else one


def unnamed_of(named: Mapping[int, tuple[UUID, str]], left: Left) -> Unnamed:
    """Those of ``named``, by house number with outside name and name, whom a copy leaves out."""
    gone = [(number, name) for number, (outside, name) in named.items() if outside in left.persons]
    kept = [name for outside, name in named.values() if outside not in left.persons]
    return Unnamed(gone, kept, (outside for outside, _name in named.values()))
