"""Bonds in the drawing: a line where there is a way for one, else a number at both people and a line in the list."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.bondlines import STYLES, bond_word, draw_badge, draw_bond
from alongside.ground.familymap.drawing.bonds import Ground, way_between
from alongside.ground.familymap.drawing.options import ListedBond
from alongside.ground.familymap.drawing.stage import Stage, box_at
from alongside.ground.familymap.drawing.standing import bonds_on
from alongside.ground.familymap.drawing.unionlines import write_in
from alongside.ground.familymap.ink import CLAY, WORD_SIZE, Sheet, clean, element
from alongside.ground.familymap.layout import Box, Point
from alongside.ground.familymap.metrics import width_of
from alongside.ground.familymap.model import Bond, When
from alongside.ground.familymap.strokes import Stroke, at_share


@dataclass(slots=True)
class _Badges:
    """How many numbers stand at each person already."""

    at: dict[str, int] = field(default_factory=dict)

    def place(self, person: str, symbol: Box) -> Point:
        """Where the next number at a person stands: along the upper left of the symbol."""
        count = self.at.get(person, 0)
        self.at[person] = count + 1
        return symbol.left - 7 - 19 * (count // 3), symbol.top - 5 + 19 * (count % 3)


def draw_bonds(sheet: Sheet, over: Sheet, stage: Stage) -> tuple[ListedBond, ...]:
    """Draw the bonds of the day. ``over`` takes what stands above symbols. What had no way is returned, numbered."""
    bonds = sorted(bonds_on(stage.family, stage.day), key=lambda one: (_distance(stage, one), one.id))
    ground = Ground(stage.symbols, stage.round, stage.words, stage.lines, stage.bonds, stage.edges)
    badges, listed = _Badges(), []
    for bond in bonds:
        if not {bond.origin, bond.target} <= stage.symbols.keys():
            continue
        way = (
            None
            if bond.origin == bond.target
            else way_between(bond.origin, bond.target, ground, STYLES[bond.kind].half)
        )
        if way is None:
            listed.append(bond)
            continue
        said = bond_told(bond, stage.people[bond.origin].name, stage.people[bond.target].name)
        line = Sheet()
        draw_bond(
            line,
            bond.kind,
            way,
            data_bond=clean(bond.id),
            data_from=clean(bond.origin),
            data_to=clean(bond.target),
            data_kind=bond.kind,
        )
        line.parts.insert(0, element("title", clean(said)))
        sheet.group(line, role="img", aria_label=clean(said))
        stage.bonds.append(way)
        _word(over, stage, bond, way)
    found = []
    for number, bond in enumerate(sorted(listed, key=lambda one: one.id), start=1):
        for person in (bond.origin, bond.target):
            at = badges.place(person, stage.symbols[person])
            draw_badge(over, number, at, data_bond_listed=clean(bond.id), data_at=clean(person))
            stage.words.append(Box(at[0] - 9, at[1] - 9, at[0] + 9, at[1] + 9))
        said = bond_sentence(bond, stage.people[bond.origin].name, stage.people[bond.target].name)
        found.append(ListedBond(number, bond.id, bond.kind, bond.origin, bond.target, said))
    return tuple(found)


def _distance(stage: Stage, bond: Bond) -> float:
    first, second = stage.symbols.get(bond.origin), stage.symbols.get(bond.target)
    return abs(first.left - second.left) + abs(first.top - second.top) if first and second else 0.0


def bond_sentence(bond: Bond, origin: str, target: str) -> str:
    """A bond as a sentence of two names: who, how, towards whom."""
    names = {"origin": origin, "target": target}
    said = {
        "close": _("%(origin)s and %(target)s are close"),
        "fused": _("%(origin)s and %(target)s are very close, fused"),
        "distant": _("%(origin)s and %(target)s are distant"),
        "conflict": _("%(origin)s and %(target)s are in conflict"),
        "hostile": _("%(origin)s and %(target)s are hostile"),
        "cutoff": _("%(origin)s and %(target)s: contact broken off"),
        "violence": _("violence of %(origin)s towards %(target)s"),
        "physical_abuse": _("physical abuse of %(target)s by %(origin)s"),
        "sexual_abuse": _("sexual abuse of %(target)s by %(origin)s"),
        "emotional_abuse": _("emotional abuse of %(target)s by %(origin)s"),
        "caretaker": _("%(origin)s takes care of %(target)s"),
        "focused": _("%(origin)s is focused on %(target)s"),
    }
    return said[bond.kind] % names


def span_words(since: When | None, until: When | None) -> str:
    """How long something held, as the end of a sentence."""
    if since and until:
        return _(" from %(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _(" since %(since)s") % {"since": since}
    return _(" until %(until)s") % {"until": until} if until else ""


def bond_told(bond: Bond, origin: str, target: str) -> str:
    """A bond as what it is: an opinion, with who says so, on which day, and on what it rests."""
    said = bond_sentence(bond, origin, target)
    by = _(", says %(author)s") % {"author": bond.author} if bond.author else ""
    on = f", {bond.said_on}" if bond.said_on else ""
    basis = f" ({bond.basis})" if bond.basis else ""
    return f"{said}{span_words(bond.since, bond.until)}{by}{on}{basis}"


def _word(sheet: Sheet, stage: Stage, bond: Bond, way: Stroke) -> None:
    words = bond_word(bond.kind)
    if not words:
        return
    boxes = []
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        (x, y), (ux, uy) = at_share(way, share)
        boxes.append(box_at(x, y, words, WORD_SIZE))
        aside = 14 + abs(uy) * width_of(words, WORD_SIZE) / 2
        boxes += [box_at(x - uy * side, y + ux * side, words, WORD_SIZE) for side in (-aside, aside)]
    write_in(sheet, stage, stage.room_for(boxes), words, weight="600", ink=CLAY, name="fm-clay")
