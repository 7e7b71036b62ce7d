"""The wheel of areas: it repeats the list beside it and adds nothing, so screen readers pass it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from alongside.practice.assessments.queries import AreaLine

INNER, OUTER, EMPTY = 30.0, 92.0, 46.0
GAP = 0.02


@dataclass(frozen=True, slots=True)
class Slice:
    """One area: the outline of its slice, and whether it was ``asked``, is open (``blank``) or is ``current``."""

    path: str
    kind: str


def wheel(areas: Sequence[AreaLine], current: str) -> tuple[Slice, ...]:
    """The slices of the areas in order, clockwise from the top; longer means more strengths."""
    most = max((line.strengths for line in areas), default=0) or 1
    turn = 2 * pi / max(len(areas), 1)
    return tuple(
        Slice(_outline(turn * place - pi / 2, turn, _reach(line, most)), _kind(line, current))
        for place, line in enumerate(areas)
    )


def _kind(line: AreaLine, current: str) -> str:
    if line.domain == current:
        return "current"
    return "asked" if line.strengths else "blank"


def _reach(line: AreaLine, most: int) -> float:
    return EMPTY + (OUTER - EMPTY) * (line.strengths - 1) / max(most - 1, 1) if line.strengths else EMPTY - 6


def _outline(start: float, turn: float, reach: float) -> str:
    """A piece of a ring from ``start`` (radians, clockwise) over ``turn``, out to ``reach``."""
    first, last = start + GAP, start + turn - GAP
    corners = [(INNER, first), (reach, first), (reach, last), (INNER, last)]
    points = [f"{radius * cos(angle):.1f} {radius * sin(angle):.1f}" for radius, angle in corners]
    return (
        f"M{points[0]}L{points[1]}A{reach:.1f} {reach:.1f} 0 0 1 {points[2]}"
        f"L{points[3]}A{INNER} {INNER} 0 0 0 {points[0]}Z"
    )
