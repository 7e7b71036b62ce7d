"""What was drawn in this sitting, tap by tap: it stands in the address, so that each tap can be taken back in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.oversight.journeys.marks import Mark

MOST = 8
"""So many taps can be taken back, the last one first."""
LONGEST = 1600
"""So many letters of an address a trail takes at most; the oldest taps go first."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The last taps, the newest last; each is what it wrote."""

    steps: tuple[tuple[Mark, ...], ...] = ()

    def __str__(self) -> str:
        return "_".join("-".join(map(str, step)) for step in self.steps)

    def then(self, marks: Iterable[Mark]) -> Trail:
        """One tap more; a tap that wrote nothing is none."""
        step = tuple(marks)
        trail = Trail((*self.steps, step)[-MOST:]) if step else self
        while len(str(trail)) > LONGEST:
            trail = Trail(trail.steps[1:])
        return trail

    def back(self) -> Trail:
        """Without the last tap."""
        return Trail(self.steps[:-1])

    def names(self) -> tuple[frozenset[UUID], ...]:
        """The outside names of what each tap wrote."""
        return tuple(frozenset(mark.id for mark in step) for step in self.steps)


def trail_of(text: str) -> Trail:
    """The trail that ``str`` made; an empty one for what cannot be read."""
    try:
        steps = tuple(tuple(Mark.read(mark) for mark in step.split("-")) for step in text.split("_") if step)
    except ValueError:
        return Trail()
    return Trail(steps[-MOST:])
