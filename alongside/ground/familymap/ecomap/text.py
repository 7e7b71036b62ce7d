"""The ecomap in words: a table with a row for each tie, and the name by which a screen reader meets each system."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ground.familymap.ecomap.model import (
    Ecomap,
    System,
    Tie,
    energy_word,
    kind_word,
    rater_word,
    strength_word,
    tie_words,
)


@dataclass(frozen=True, slots=True)
class TieRow:
    """One row of the table. ``tie`` is empty where nobody has said how the household stands to a system."""

    system: str
    tie: str
    name: str
    kind: str
    detail: str
    strength: str
    stressful: str
    energy: str
    rated_by: str
    said_on: str
    words: str


def columns() -> tuple[str, ...]:
    """The heads of the table, in the order of a row's fields from ``name`` on."""
    return (
        _("Who or what"),
        _("Kind"),
        _("More"),
        _("How close"),
        _("Strain"),
        _("Help, time, money"),
        _("Who says so"),
        _("When"),
        _("In words"),
    )


def table(ecomap: Ecomap) -> tuple[TieRow, ...]:
    """Everything that the drawing shows and more: each tie of each system, older ones and the worker's view too."""
    rows: list[TieRow] = []
    for system in ecomap.systems:
        ties = [tie for tie in ecomap.ties if tie.system == system.id]
        rows += [_row(system, tie) for tie in ties] or [_row(system, None)]
    return tuple(rows)


def _row(system: System, tie: Tie | None) -> TieRow:
    told = tie or Tie("", system.id, "none")
    return TieRow(
        system=system.id,
        tie=told.id,
        name=system.label,
        kind=kind_word(system.kind),
        detail=system.detail,
        strength=strength_word(told.strength),
        stressful=_("stressful") if told.stressful else "",
        energy=energy_word(told.energy),
        rated_by=rater_word(told.rated_by) if tie else "",
        said_on=str(told.said_on) if told.said_on else "",
        words=told.words,
    )


def system_name(ecomap: Ecomap, system: System) -> str:
    """The accessible name of a system: what it is, and each tie as it is drawn with who says so."""
    head = f"{system.label}, {system.detail}" if system.detail else system.label
    parts = [f"{head} ({kind_word(system.kind)})"]
    shown = ecomap.shown_ties(system.id)
    for tie in shown:
        own = f"“{tie.words}”" if tie.words else ""
        parts.append(", ".join(filter(None, (f"{tie_words(tie)}, {rater_word(tie.rated_by)}", own))))
    if not shown:
        parts.append(strength_word("none"))
    return ". ".join(parts)
