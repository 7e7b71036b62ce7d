"""A place in a text that may tell of somebody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One place in a text, and what it seems to be."""

    begin: int
    end: int
    kind: str
