"""What one drawing is asked to show, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from alongside.ground.familymap.model import BondKind, When

Layer = Literal["structure", "households", "bonds", "health"]
LAYERS: tuple[Layer, ...] = ("structure", "households", "bonds", "health")
USUAL: frozenset[Layer] = frozenset({"structure", "households"})


@dataclass(frozen=True, slots=True)
class Options:
    """What to draw. Bonds and health are opinions and sensitive: they are off until asked for.

    ``as_at`` draws the family as it stood on a day; without it, the family's own day counts. ``footer`` says until when
    was recorded, and by whom and when this was printed. ``prefix`` keeps the ids of two drawings on a page apart.
    """

    layers: frozenset[Layer] = USUAL
    profile: str = "uk"
    as_at: When | None = None
    title: str = ""
    footer: str = ""
    inside: bool = True
    dates: bool = True
    birth_sex: bool = False
    legend: bool = True
    prefix: str = "fm"

    def shows(self, layer: Layer) -> bool:
        """Whether a layer is on."""
        return layer in self.layers


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign on the page, and what it means."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class ListedBond:
    """A bond without a line: its number on the page, its people, and the sentence that stands below the drawing."""

    number: int
    bond: str
    kind: BondKind
    origin: str
    target: str
    words: str
