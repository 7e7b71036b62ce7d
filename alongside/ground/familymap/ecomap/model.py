"""The world around a household as an ecomap takes it (Hartman 1978): systems, and how the household stands to each.

Plain values. Whoever hands an ecomap in has left out already what the recipient may not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from alongside.ground.familymap.model import When

SystemKind = Literal[
    "service", "school", "health", "work", "kin", "friends", "faith", "law", "money", "housing", "other"
]
Strength = Literal["strong", "ordinary", "weak", "unknown", "none"]
Energy = Literal["to", "from", "both", "none"]
RatedBy = Literal["person", "worker"]
ChangeKind = Literal["new", "gone", "stronger", "weaker", "known", "stress", "relief", "energy", "detail"]

RANKS: dict[Strength, int] = {"none": 0, "weak": 1, "ordinary": 2, "strong": 3}
"""How close a tie is; what nobody was asked about has no rank."""


@dataclass(frozen=True, slots=True)
class System:
    """Somebody or something around the household. ``detail`` stands below the name: "calls Sundays"."""

    id: str
    kind: SystemKind
    label: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """How the household stands to a system, as one side rates it.

    ``energy`` goes ``to`` the system (the household gives), comes ``from`` it (the household receives), or both.
    ``none`` as strength is a system that is known but not connected: a circle without a line.
    """

    id: str
    system: str
    strength: Strength = "unknown"
    stressful: bool = False
    energy: Energy = "none"
    rated_by: RatedBy = "person"
    said_on: When | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ecomap:
    """All that one ecomap shows. ``label`` and ``sub`` stand in the middle: "Household", "five people"."""

    label: str
    sub: str = ""
    systems: tuple[System, ...] = ()
    ties: tuple[Tie, ...] = ()
    as_at: When | None = None

    def shown_ties(self, system: str) -> tuple[Tie, ...]:
        """The ties of a system that are drawn: the newest of the person's, and the worker's where it differs.

        Where only the worker has said something, hers.
        """
        newest: dict[RatedBy, Tie] = {}
        for tie in self.ties:
            if tie.system == system:
                other = newest.get(tie.rated_by)
                if other is None or (_day(other), other.id) <= (_day(tie), tie.id):
                    newest[tie.rated_by] = tie
        own, worker = newest.get("person"), newest.get("worker")
        if own is None or worker is None:
            return tuple(newest.values())
        same = (own.strength, own.stressful, own.energy) == (worker.strength, worker.stressful, worker.energy)
        return (own,) if same else (own, worker)


def _day(tie: Tie) -> When:
    return tie.said_on or When(0)


@dataclass(frozen=True, slots=True)
class Change:
    """What became different about one system between two ecomaps, as one sentence."""

    system: str
    kinds: tuple[ChangeKind, ...]
    words: str


def kind_word(kind: SystemKind) -> str:
    """What a kind of system is called."""
    return {
        "service": _("service"),
        "school": _("school or nursery"),
        "health": _("health"),
        "work": _("work"),
        "kin": _("relatives elsewhere"),
        "friends": _("friends and neighbours"),
        "faith": _("faith or community"),
        "law": _("law and courts"),
        "money": _("money and benefits"),
        "housing": _("housing"),
        "other": _("something else"),
    }[kind]


def strength_word(strength: Strength) -> str:
    """How strong a tie is, in words."""
    return {
        "strong": _("strong"),
        "ordinary": _("ordinary"),
        "weak": _("weak"),
        "unknown": _("not asked yet"),
        "none": _("known, not connected"),
    }[strength]


def energy_word(energy: Energy) -> str:
    """Which way help, time or money flows, in words."""
    return {
        "to": _("the household gives"),
        "from": _("the household receives"),
        "both": _("goes both ways"),
        "none": "",
    }[energy]


def rater_word(rated_by: RatedBy) -> str:
    """Who says so."""
    return {"person": _("in their own words"), "worker": _("as the worker sees it")}[rated_by]


def tie_words(tie: Tie) -> str:
    """A tie in words: "strong, stressful, the household receives"."""
    parts = [strength_word(tie.strength), _("stressful") if tie.stressful else "", energy_word(tie.energy)]
    return ", ".join(part for part in parts if part)


def compare(before: Ecomap, after: Ecomap) -> list[Change]:
    """What became different, system by system in the order of ``after``, then what is gone.

    Each side's own word counts where there is one (ties that only a worker rated are compared as such).
    """
    was = {one.id: one for one in before.systems}
    now = {one.id: one for one in after.systems}
    found: list[Change] = []
    for system in after.systems:
        tie = _told(after, system.id)
        if system.id not in was:
            words = _("%(name)s is new: %(tie)s.") % {"name": system.label, "tie": tie_words(tie)}
            found.append(Change(system.id, ("new",), words))
            continue
        changes = dict(_changes(_told(before, system.id), tie))
        if was[system.id].detail != system.detail and system.detail:
            changes["detail"] = _("it now says “%(detail)s”") % {"detail": system.detail}
        if changes:
            words = _("%(name)s: %(changes)s.") % {"name": system.label, "changes": "; ".join(changes.values())}
            found.append(Change(system.id, tuple(changes), words))
    for system in before.systems:
        if system.id not in now:
            words = _("%(name)s is no longer there; it was %(tie)s.")
            told = {"name": system.label, "tie": tie_words(_told(before, system.id))}
            found.append(Change(system.id, ("gone",), words % told))
    return found


def _told(ecomap: Ecomap, system: str) -> Tie:
    """The tie that is told of a system: the person's before the worker's; none where there is no line."""
    return next(iter(ecomap.shown_ties(system)), Tie("", system, "none"))


def _changes(was: Tie, now: Tie) -> Iterator[tuple[ChangeKind, str]]:
    told = {"was": strength_word(was.strength), "now": strength_word(now.strength)}
    if was.strength != now.strength:
        first, second = RANKS.get(was.strength), RANKS.get(now.strength)
        if first is None or second is None:
            yield "known", _("was %(was)s, is %(now)s") % told
        elif second > first:
            yield "stronger", _("closer: was %(was)s, is %(now)s") % told
        else:
            yield "weaker", _("further away: was %(was)s, is %(now)s") % told
    if now.stressful and not was.stressful:
        yield "stress", _("it has become stressful")
    if was.stressful and not now.stressful:
        yield "relief", _("it is no longer stressful")
    if was.energy != now.energy:
        ways = {"was": energy_word(was.energy) or _("neither way"), "now": energy_word(now.energy) or _("neither way")}
        yield "energy", _("help: was “%(was)s”, is “%(now)s”") % ways
