"""The drawing itself: a laid-out family as one SVG text, by the contract that every check reads.

Everything is drawn in absolute coordinates with plain attributes; the same input gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.bonddrawing import draw_bonds
from alongside.ground.familymap.drawing.describe import accessible_name
from alongside.ground.familymap.drawing.fitting import Paper, paper_for
from alongside.ground.familymap.drawing.foot import Asked, draw_foot
from alongside.ground.familymap.drawing.homes import draw_homes, homes_of, label_homes
from alongside.ground.familymap.drawing.notes import notes_of
from alongside.ground.familymap.drawing.options import ListedBond, Options, Sign
from alongside.ground.familymap.drawing.relations import Kin, kin_of
from alongside.ground.familymap.drawing.stage import Stage, stage_of
from alongside.ground.familymap.drawing.symbols import draw_symbol
from alongside.ground.familymap.drawing.unionlines import draw_unions, label_unions
from alongside.ground.familymap.drawing.unknowns import draw_unknowns
from alongside.ground.familymap.ink import INK, NAME_SIZE, PAPER, SECOND, WORD_SIZE, Sheet, clean, element, number
from alongside.ground.familymap.layout import LABEL_LINE, LAYOUT_VERSION, Box, Layout, Place
from alongside.ground.familymap.model import Family
from alongside.ground.familymap.strokes import around

BASELINE = 11.0
"""From the top of a label's box to the foot of its first line."""
EDGE = 5.0
"""Free at both sides of a drawing: a page and a sheet have margins of their own."""
ABOVE = 12.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: the SVG, its size in px, the signs in it, bonds listed below it, and what has to be said."""

    svg: str
    width: float
    height: float
    legend: tuple[Sign, ...]
    listed: tuple[ListedBond, ...]
    notes: tuple[str, ...]

    @property
    def paper(self) -> Paper:
        """The paper that the drawing goes on."""
        return paper_for(self.width, self.height)


def draw(family: Family, layout: Layout, options: Options) -> Drawing:
    """Draw a laid-out family. The layout holds a place for each person of the family and nobody else."""
    stage = stage_of(family, layout, options)
    kin = kin_of(family)
    structure, ties, people, words, outlines = Sheet(), Sheet(), Sheet(), Sheet(), Sheet()
    homes = homes_of(stage) if options.shows("households") else []
    draw_homes(outlines, homes)
    stage.edges = [[*loop, loop[0]] for _home, pieces, _colours in homes for piece in pieces for loop in piece.loops]
    draw_unions(structure, stage, kin)
    draw_unknowns(people, stage)
    label_unions(words, stage)
    listed = draw_bonds(ties, people, stage) if options.shows("bonds") else ()
    for place in stage.places.values():
        people.group(_person(stage, place), **_about(stage, place, kin))
    label_homes(words, stage, homes)
    body = Sheet()
    for name, sheet in (("homes", outlines), ("lines", structure), ("bonds", ties), ("words", words)):
        if sheet.parts:
            body.group(sheet, class_=f"fm-layer-{name}")
    body.group(people, class_="fm-layer-people")
    reach = _reach(stage, homes)
    notes = notes_of(family, layout)
    foot = draw_foot(Asked(stage, tuple(sorted(body.signs)), listed, notes, reach))
    body.parts += foot.sheet.parts
    frame = Box(reach.left, reach.top, max(reach.right, foot.right), foot.bottom)
    return Drawing(
        svg=_root(stage, body, frame),
        width=frame.right - frame.left,
        height=frame.bottom - frame.top,
        legend=foot.signs,
        listed=listed,
        notes=notes,
    )


def _person(stage: Stage, place: Place) -> Sheet:
    person = stage.people[place.person]
    symbol, label, group = Sheet(), Sheet(), Sheet()
    draw_symbol(symbol, person, (place.x, place.y), stage.look, index=person.id in stage.family.index)
    lines = name_lines(place.words, person.name)
    middle = (place.label.left + place.label.right) / 2
    for row, line in enumerate(place.words):
        named = row < lines
        label.write(
            line,
            middle,
            place.label.top + BASELINE + LABEL_LINE * row,
            font_size=NAME_SIZE if named else WORD_SIZE,
            font_weight="600" if named else "",
            fill=INK if named else SECOND,
            class_="fm-ink" if named else "fm-second",
        )
    group.group(symbol, data_part="symbol")
    group.group(label, data_part="label")
    return group


def name_lines(words: tuple[str, ...], name: str) -> int:
    """How many of a label's lines the name takes: the first whose letters, put together, are the name's."""
    wanted = "".join(name.split())
    for count in range(1, len(words) + 1):
        if "".join("".join(words[:count]).split()) == wanted:
            return count
    return min(1, len(words))


def _about(stage: Stage, place: Place, kin: Kin) -> dict[str, str]:
    person = stage.people[place.person]

    def ids(people: object) -> str:
        return clean(" ".join(one for one in stage.places if one in people))  # type: ignore[operator]

    return {
        "data_person": clean(person.id),
        "data_row": str(place.row),
        "tabindex": "0",
        "role": "img",
        "aria_label": clean(
            accessible_name(person, stage.family, kin, stage.day, health=stage.options.shows("health"))
        ),
        "data_partner": ids(kin.partners.get(person.id, ())),
        "data_parents": ids(kin.parents.get(person.id, ())),
        "data_children": ids(kin.children.get(person.id, ())),
        "data_siblings": ids(kin.siblings(person.id)),
        "data_href": clean(person.href),
        "class_": "fm-person",
    }


def _reach(stage: Stage, homes: object) -> Box:
    """All that is drawn above the foot, with an edge round it."""
    boxes = [*stage.words, *stage.symbols.values()]
    points = [point for line in (*stage.lines, *stage.bonds) for point in line]
    for _household, pieces, _colours in homes:  # type: ignore[attr-defined]
        points += [point for piece in pieces for loop in piece.loops for point in loop]
    boxes += [Box(x, y, x, y) for x, y in points]
    whole = around(boxes)
    return Box(whole.left - EDGE, whole.top - ABOVE, whole.right + EDGE, whole.bottom + EDGE)


def _root(stage: Stage, body: Sheet, frame: Box) -> str:
    options = stage.options
    title = options.title or _title(stage.family)
    count = len(stage.people)
    said = _("Family drawing with %(count)d people. The same facts stand in the list below it.") % {"count": count}
    width, height = frame.right - frame.left, frame.bottom - frame.top
    paper = element("rect", x=frame.left, y=frame.top, width=width, height=height, fill=PAPER, class_="fm-sheet")
    inner = (
        element("title", clean(title), id=f"{options.prefix}-title")
        + element("desc", clean(said), id=f"{options.prefix}-desc")
        + paper
        + "".join(body.parts)
    )
    view = " ".join(number(one) for one in (frame.left, frame.top, width, height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{number(width)}" height="{number(height)}"'
        f' role="graphics-document" aria-labelledby="{options.prefix}-title" aria-describedby="{options.prefix}-desc"'
        f' class="fm" data-layout-version="{LAYOUT_VERSION}" data-relaxed="{clean(" ".join(stage.layout.relaxed))}">'
        f"{inner}</svg>"
    )


def _title(family: Family) -> str:
    known = {one.id: one.name for one in family.people}
    names = [known[one] for one in family.index if one in known]
    return _("Family of %(names)s") % {"names": ", ".join(names)} if names else _("Family drawing")
