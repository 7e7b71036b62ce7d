"""The drawings of a family page: the genogram of its day, and the world around the household then and at intake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ground.familymap.drawing.family import draw_family, told_family
from alongside.ground.familymap.drawing.options import LAYERS, USUAL, Layer, Options
from alongside.ground.familymap.drawing.svg import Drawing
from alongside.ground.familymap.drawing.text import InWords
from alongside.ground.familymap.ecomap import model as world
from alongside.ground.familymap.ecomap.model import Change, Ecomap, compare
from alongside.ground.familymap.ecomap.svg import EcomapDrawing, EcomapOptions, draw_ecomap, draw_side_by_side
from alongside.ground.familymap.model import NotDrawable, When
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import joined
from alongside.oversight.overviews.family import FIRST_WEEKS, FamilyPage, family_page
from alongside.oversight.overviews.family_leaving import NOTHING, Left
from alongside.record.people.queries import SystemView, TieView, ripple_of
from alongside.record.people.queries.recorded import Recorder

TOGGLES: tuple[Layer, ...] = ("households", "bonds", "health")
"""Layers that a page offers beside the structure, which is always there."""
FEW = 3
"""So many workers are named as those who wrote a drawing's facts down; more are counted."""

SHORT = 24
"""Letters of words that still stand in a circle."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A family page with its drawings; ``why_not`` says in words why there is no genogram, ``told`` it all in words."""

    page: FamilyPage
    layers: frozenset[Layer]
    genogram: Drawing | None
    why_not: str
    now: EcomapDrawing | None
    then: EcomapDrawing | None
    changes: tuple[Change, ...]
    world: Ecomap
    told: InWords | None = None

    @property
    def ripple_words(self) -> str:
        """What changed last around them and what nobody asked about since; empty where nothing is to be asked."""
        found = ripple_of(self.page.around)
        if found is None:
            return ""
        words = _("Something changed on %(day)s: %(changed)s. Nobody has asked since how it is with: %(others)s.")
        return words % {"day": _day(found.on), "changed": found.changed, "others": ", ".join(found.others)}


def drawn_family(
    public_id: UUID,
    *,
    day: date | None = None,
    layers: Iterable[str] | None = None,
    left: Left = NOTHING,
    title: str = "",
    whom: str = "",
    act: str = "family page",
    by: Reader,
) -> Drawn:
    """The family of a case on ``day`` with its drawings; ``layers`` are those of ``TOGGLES`` that are on.

    A family that cannot be drawn truthfully has its list, and the reason in words. ``left`` leaves people out,
    for a copy for ``whom``.
    """
    shown = layers_of(layers)
    page = family_page(public_id, day=day, left=left, health="health" in shown, act=act, by=by)
    genogram, why_not, told = None, "", None
    options = _options(page, shown, title, whom, by)
    try:
        genogram = draw_family(page.mapped.family, options)
        told = told_family(page.mapped.family, options)
    except NotDrawable as reason:
        why_not = str(reason)
    after = ecomap_of(page.around, page.at_home, page.day)
    before = ecomap_of(page.before, page.at_home, page.head.opened_on)
    then, now, changes = _worlds(before, after, whole=page.day > page.head.opened_on + FIRST_WEEKS)
    return Drawn(page, shown, genogram, why_not, now, then, changes, after, told)


def layers_of(names: Iterable[str] | None) -> frozenset[Layer]:
    """The layers by these names, and the structure; the usual ones when none are named at all."""
    if names is None:
        return USUAL
    wanted = set(names)
    return frozenset({"structure", *(one for one in LAYERS if one in wanted and one in TOGGLES)})


def ecomap_of(systems: Iterable[SystemView], people: int, day: date) -> Ecomap:
    """What stands around a household of so many people on ``day``, as an ecomap takes it."""
    found = list(systems)
    names = {one.id: f"y{one.public_id.hex}" for one in found}
    ties = [
        _tie(f"t{number}", names[one.id], tie)
        for number, (one, tie) in enumerate(((one, tie) for one in found for tie in one.ties), 1)
    ]
    return Ecomap(
        label=_("Household"),
        sub=ngettext("%(count)d person", "%(count)d people", people) % {"count": people} if people else "",
        systems=tuple(
            world.System(names[one.id], cast("world.SystemKind", one.kind), one.label, _detail(one)) for one in found
        ),
        ties=tuple(ties),
        as_at=_when(day),
    )


def _worlds(
    before: Ecomap, after: Ecomap, *, whole: bool
) -> tuple[EcomapDrawing | None, EcomapDrawing | None, tuple[Change, ...]]:
    """Both ecomaps, each system at the same place; one when there is nothing to compare, none when nothing is known."""
    if not after.systems and not before.systems:
        return None, None, ()
    if not whole or not before.systems or not compare(before, after):
        return None, draw_ecomap(after, EcomapOptions()), ()
    plain = (EcomapOptions(legend=False, prefix="em1"), EcomapOptions(prefix="em2"))
    then, now = draw_side_by_side(before, after, plain)
    return then, now, tuple(compare(before, after))


def _options(page: FamilyPage, layers: frozenset[Layer], title: str, whom: str, by: Reader) -> Options:
    footer = " ".join(
        part for part in (as_at_words(page.day), recorded_words(page.recorders), drawn_words(whom, by)) if part
    )
    return Options(layers=layers, as_at=_when(page.day), title=title or _("Family drawing"), footer=footer)


def as_at_words(day: date) -> str:
    """For which day a drawing stands."""
    return _("As at %(day)s.") % {"day": _day(day)}


def recorded_words(recorders: Sequence[Recorder]) -> str:
    """Who wrote down what a drawing shows, by name or as a number, and until when."""
    if not recorders:
        return ""
    last = _day(max(one.last_on for one in recorders))
    names = list(dict.fromkeys(one.name for one in recorders))
    if len(names) > FEW:
        return _("Recorded by %(count)d people, last on %(day)s.") % {"count": len(names), "day": last}
    return _("Recorded by %(names)s, last on %(day)s.") % {"names": joined(names, last=_("and")), "day": last}


def tie_recorders(systems: Iterable[SystemView]) -> list[Recorder]:
    """Who wrote down how a household stands to what is around it."""
    return [Recorder(tie.author, tie.said_on) for one in systems for tie in one.ties]


def drawn_words(whom: str, by: Reader) -> str:
    """When and by whom a drawing was made, and for whom."""
    told = {"day": _day(clock.today()), "name": by.name, "whom": whom}
    if whom:
        return _("Drawn from the record on %(day)s by %(name)s, for %(whom)s.") % told
    return _("Drawn from the record on %(day)s by %(name)s.") % told


def _tie(name: str, system: str, tie: TieView) -> world.Tie:
    return world.Tie(
        name,
        system,
        cast("world.Strength", tie.strength),
        tie.stressful,
        cast("world.Energy", tie.energy),
        cast("world.RatedBy", tie.rated_by),
        _when(tie.said_on),
        tie.words,
    )


def _detail(system: SystemView) -> str:
    """The last words about a system, short enough to stand in its circle."""
    words = next((tie.words for tie in system.ties if tie.words), "")
    return words if len(words) <= SHORT else ""


def _when(day: date) -> When:
    return When(day.year, day.month, day.day)


def _day(day: date) -> str:
    return str(date_format(day, "j F Y"))
