"""Checks of a finished drawing, read from its SVG alone: it must say what the family is (G1, G2, G12 to G26).

``faults`` is for every drawing before anybody sees it; ``all_faults`` adds what tests look for. Empty is good.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from xml.etree.ElementTree import Element

from alongside.ground.familymap.drawing.standing import bonds_on, households_on
from alongside.ground.familymap.layout import Box, Point
from alongside.ground.familymap.lint import SVG, parsed, strays
from alongside.ground.familymap.metrics import width_of
from alongside.ground.familymap.model import Family, When
from alongside.ground.familymap.strokes import around, crosses, grown, overlaps

_STEP = re.compile(r"([MLQAZ])([^MLQAZ]*)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass
class Seen:
    """A drawing as it can be read back."""

    svg: str
    people: dict[str, Element] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for group in self.all("data-person"):
            self.counts[group.attrib["data-person"]] += 1
            self.people[group.attrib["data-person"]] = group

    @cached_property
    def root(self) -> Element:
        """The drawing as a tree."""
        return parsed(self.svg)

    def all(self, attribute: str) -> Iterator[Element]:
        """The elements that carry an attribute, in the order of the drawing."""
        return (one for one in self.root.iter() if attribute in one.attrib)

    @cached_property
    def symbols(self) -> dict[str, Box]:
        """The box of each person's symbol: of its first outline."""
        found = {}
        for person, group in self.people.items():
            points = [
                point for shape in group[0] if shape.tag == f"{SVG}path" for point in _flat(points_of_path(shape))
            ]
            found[person] = around([Box(x, y, x, y) for x, y in points])
        return found

    @cached_property
    def labels(self) -> dict[str, list[Box]]:
        """The boxes of each person's lines of words."""
        return {person: [text_box(line) for line in group[1] if line.text] for person, group in self.people.items()}


def text_box(line: Element) -> Box:
    """About where a line of words stands, by the widths of its letters."""
    size, x, y = float(line.attrib["font-size"]), float(line.attrib["x"]), float(line.attrib["y"])
    width = width_of(line.text or "", size)
    left = x if line.attrib.get("text-anchor") == "start" else x - width / 2
    return Box(left, y - size * 0.7, left + width, y + size * 0.1)


def points_of_path(path: Element) -> list[list[Point]]:
    """The points of each piece of a path, curves by their ends and middles."""
    pieces: list[list[Point]] = []
    for command, told in _STEP.findall(path.attrib["d"]):
        numbers = [float(one) for one in _NUMBER.findall(told)]
        if command == "M":
            pieces.append([(numbers[0], numbers[1])])
            numbers = numbers[2:]
        if command in "ML":
            pieces[-1] += list(zip(numbers[::2], numbers[1::2], strict=True))
        elif command == "Q":
            (ax, ay), (bx, by), (cx, cy) = pieces[-1][-1], (numbers[0], numbers[1]), (numbers[2], numbers[3])
            pieces[-1] += [((ax + 2 * bx + cx) / 4, (ay + 2 * by + cy) / 4), (cx, cy)]
        elif command == "A":
            (ax, ay), (cx, cy), radius = pieces[-1][-1], (numbers[-2], numbers[-1]), numbers[0]
            pieces[-1] += [((ax + cx) / 2, (ay + cy) / 2 - radius), (cx, cy)]
        else:
            pieces[-1].append(pieces[-1][0])
    return pieces


def _flat(pieces: list[list[Point]]) -> list[Point]:
    return [point for piece in pieces for point in piece]


def within(point: Point, loops: list[list[Point]]) -> bool:
    """Whether a point lies inside loops, by the even-odd rule."""
    x, y = point
    crossings = sum(
        1
        for loop in loops
        for (ax, ay), (bx, by) in pairwise([*loop, loop[0]])
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay)
    )
    return crossings % 2 == 1


def faults(svg: str, family: Family, day: When | None = None) -> tuple[str, ...]:
    """What a drawing says falsely or leaves out of a family: people, unions, links, homes. Empty where it is true."""
    seen = Seen(svg)
    return (*_people(seen, family), *_lines(seen, family), *_homes(seen, family, day or family.as_at))


def all_faults(svg: str, family: Family, day: When | None = None) -> tuple[str, ...]:
    """Every fault that can be read from a drawing."""
    seen, day = Seen(svg), day or family.as_at
    told = (*faults(svg, family, day), *_bonds(seen, family, day), *_order(seen), *_named(seen, family))
    return (*told, *_legend(seen), *_contrasts(seen), *(f"G23 {one}" for one in strays(svg)))


def _people(seen: Seen, family: Family) -> Iterator[str]:
    wanted = Counter(one.id for one in family.people)
    for person in sorted((wanted - seen.counts) + (seen.counts - wanted)):
        yield f"G1 {person} is drawn {seen.counts[person]} times"


def _lines(seen: Seen, family: Family) -> Iterator[str]:
    bars, children = set(), Counter[tuple[str, str, str]]()
    for path in seen.all("data-union"):
        kind = path.attrib["data-kind"]
        if kind in ("couple", "long"):
            bars.add(path.attrib["data-union"])
        elif kind == "child":
            children[path.attrib["data-union"], path.attrib["data-child"], path.attrib["data-link"]] += 1
    for union in family.unions:
        if len(union.partners) == 2 and union.id not in bars:
            yield f"G2 the couple {union.id} has no line"
    wanted = Counter[tuple[str, str, str]]((link.union, link.child, link.kind) for link in family.links)
    for link in sorted((wanted - children) + (children - wanted)):
        yield f"G2 the line {' '.join(link)} is drawn {children[link]} times"
    unknown = {one.attrib["data-unknown"] for one in seen.all("data-unknown")}
    with_children = {link.union for link in family.links}
    for union in family.unions:
        if len(union.partners) < 2 and union.id in with_children and union.id not in unknown:
            yield f"G2 the unknown parent of {union.id} is not drawn"


def _homes(seen: Seen, family: Family, day: When | None) -> Iterator[str]:
    pieces: dict[str, list[tuple[str, list[list[Point]]]]] = {}
    for path in seen.all("data-household"):
        piece = path.attrib["data-piece"], points_of_path(path)
        pieces.setdefault(path.attrib["data-household"], []).append(piece)
    if not pieces:
        return
    labelled = {
        (one.attrib["data-household-label"], one.attrib["data-piece"]) for one in seen.all("data-household-label")
    }
    for household, members in households_on(family, day):
        found = pieces.pop(household.id, [])
        for person, box in seen.symbols.items():
            yield from _enclosed(household.id, person, [box, *seen.labels[person]], found, member=person in members)
        for number, _loops in found:
            if (household.id, number) not in labelled:
                yield f"G12 piece {number} of {household.id} has no label"
    for household_id in pieces:
        yield f"G12 the home {household_id} is nobody's on that day"


def _enclosed(
    home: str, person: str, boxes: list[Box], pieces: list[tuple[str, list[list[Point]]]], *, member: bool
) -> Iterator[str]:
    corners = [point for box in boxes for point in _corners(box)]
    if member:
        if not any(all(within(point, loops) for point in corners) for _number, loops in pieces):
            yield f"G12 {person} lives in {home} and stands outside it"
        return
    for _number, loops in pieces:
        edges = [edge for loop in loops for edge in pairwise([*loop, loop[0]])]
        if any(within(point, loops) for point in corners) or any(
            crosses(*edge, box) for edge in edges for box in boxes
        ):
            yield f"G12 {person} does not live in {home} and stands in it"
            return


def _corners(box: Box) -> tuple[Point, ...]:
    return (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)


def _bonds(seen: Seen, family: Family, day: When | None) -> Iterator[str]:
    drawn = {one.attrib["data-bond"]: one for one in seen.all("data-bond")}
    badges = Counter(one.attrib["data-bond-listed"] for one in seen.all("data-bond-listed"))
    listed = {one.attrib["data-listed"] for one in seen.all("data-listed")}
    if not drawn and not badges:
        return
    wanted = {one.id: one for one in bonds_on(family, day)}
    if set(wanted) != set(drawn) | set(badges) or set(drawn) & set(badges) or set(badges) != listed:
        yield "G2 a bond is missing, drawn twice, or not listed"
    for bond, count in badges.items():
        if count != 2:
            yield f"G13 the bond {bond} has {count} numbers"
    for bond, path in drawn.items():
        yield from _way(seen, bond, path)


def _way(seen: Seen, bond: str, path: Element) -> Iterator[str]:
    ends = path.attrib["data-from"], path.attrib["data-to"]
    lines = points_of_path(path)
    for person, box in seen.symbols.items():
        inner = grown(box, -1)
        if person not in ends and any(crosses(*piece, inner) for line in lines for piece in pairwise(line)):
            yield f"G13 the bond {bond} runs through {person}"
    for end, point in zip(ends, (lines[0][0], lines[-1][-1]), strict=True):
        nearest = min(seen.symbols, key=lambda person: _away(point, seen.symbols[person]))
        if _away(point, seen.symbols[nearest]) < _away(point, seen.symbols[end]) - 1:
            yield f"G13 the bond {bond} ends at {nearest}, not at {end}"


def _away(point: Point, box: Box) -> float:
    across = max(box.left - point[0], point[0] - box.right, 0.0)
    return float((across**2 + max(box.top - point[1], point[1] - box.bottom, 0.0) ** 2) ** 0.5)


def touched_labels(svg: str) -> tuple[int, int]:
    """How many labels of people the bonds of a drawing touch, and how many bonds it has lines for (G13)."""
    seen, touched, count = Seen(svg), 0, 0
    for path in seen.all("data-bond"):
        count += 1
        lines = points_of_path(path)
        for boxes in seen.labels.values():
            touched += any(crosses(*piece, box) for box in boxes for line in lines for piece in pairwise(line))
    return touched, count


def _order(seen: Seen) -> Iterator[str]:
    keys = [(int(group.attrib["data-row"]), seen.symbols[person].left) for person, group in seen.people.items()]
    if keys != sorted(keys):
        yield "G20 the order of focus is not from row to row, left to right"
    if any(group.attrib.get("tabindex") != "0" for group in seen.people.values()):
        yield "G20 somebody cannot be reached by the keyboard"


def _named(seen: Seen, family: Family) -> Iterator[str]:
    root = seen.root
    texts = {one.tag.removeprefix(SVG): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    if root.attrib.get("role") != "graphics-document" or not texts.get("title") or not texts.get("desc"):
        yield "G20 the drawing has no role, title or description"
    if not {"data-layout-version", "data-relaxed"} <= root.attrib.keys():
        yield "G20 the drawing does not say how it was laid out"
    for person in family.people:
        group = seen.people.get(person.id)
        said = group.attrib.get("aria-label", "") if group is not None else ""
        if not said.startswith(_seen_words(person.name)):
            yield f"G20 {person.id} has no accessible name"


def _seen_words(words: str) -> str:
    """Words as an attribute of XML gives them back."""
    return re.sub("[\t\n\r]", " ", re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words))


def _legend(seen: Seen) -> Iterator[str]:
    on_page = {sign for one in seen.all("data-sign") for sign in one.attrib["data-sign"].split()}
    told = {one.attrib["data-legend-sign"] for one in seen.all("data-legend-sign")}
    if told and on_page != told:
        yield f"G24 the legend differs by {sorted(on_page ^ told)}"


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """How far two colours stand apart, by WCAG 2.2."""
    first, second = sorted((_light(one), _light(two)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _contrasts(seen: Seen) -> Iterator[str]:
    grounds = {"#fffdfa", *(one.attrib["fill"] for one in seen.all("data-household"))}
    for one in seen.root.iter():
        least = 4.5 if one.tag == f"{SVG}text" else 3.0
        colour = one.attrib.get("fill" if least == 4.5 else "stroke", "none")
        if colour != "none" and min(contrast(colour, ground) for ground in grounds) < least:
            yield f"G22 {colour} on <{one.tag.removeprefix(SVG)}> is too faint"


def covered_words(svg: str) -> tuple[str, ...]:
    """Lines of words that lie over each other or over a symbol they do not belong to: what an eye would stumble at."""
    seen = Seen(svg)
    lines = [(one.text or "", text_box(one)) for one in seen.root.iter(f"{SVG}text") if one.text]
    symbols = {
        id(one): box for person, group in seen.people.items() for one in group.iter() for box in [seen.symbols[person]]
    }
    found = []
    for number, (words, box) in enumerate(lines):
        small = grown(box, -1)
        found += [f"{words} / {other}" for other, over in lines[number + 1 :] if overlaps(small, grown(over, -1))]
    for one in seen.root.iter(f"{SVG}text"):
        if id(one) not in symbols and one.text:
            box = grown(text_box(one), -1)
            found += [
                f"{one.text} over {person}"
                for person, symbol in seen.symbols.items()
                if overlaps(box, symbol) and not one.text.isdigit()
            ]
    return tuple(found)
