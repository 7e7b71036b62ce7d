"""What every layout must be: each property finds, in plain words, where a layout breaks it.

``refuse_false`` runs those in production without which a drawing would say something untrue; the page then falls back
to the list. The others are for tests and measurements.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from alongside.ground.familymap.layout import LABEL_GAP, SYMBOL, Box, Layout, Line, Place, Point
from alongside.ground.familymap.model import Family, Link, NotDrawable, Union
from alongside.ground.familymap.placing.kin import born, surely_before
from alongside.ground.familymap.placing.pieces import Piece, crossings_of, enters, pieces_of, upon_each_other

TOUCH = 1.0
"""Ends nearer than this meet."""


def refuse_false(family: Family, layout: Layout) -> None:
    """Raise ``NotDrawable`` with the first few findings when a layout leaves out, misplaces or misleads."""
    found: list[str] = []
    for look in (everybody_once, every_line, rows_hold, lines_apart, lines_beside_people, boxes_apart):
        found += look(family, layout)
        if found:
            raise NotDrawable("The drawing would not be true: " + " ".join(found[:3]))


def everybody_once(family: Family, layout: Layout) -> list[str]:
    """G1: everybody stands there once, and nobody else."""
    wanted, drawn = Counter(one.id for one in family.people), Counter(place.person for place in layout.places)
    return [f"“{one}” stands there {drawn[one]} times." for one in sorted(wanted | drawn) if wanted[one] != drawn[one]]


def every_line(family: Family, layout: Layout) -> list[str]:
    """G2: every couple and every link is drawn, of its kind, from end to end; and no line that is nobody's."""
    places = {place.person: place for place in layout.places}
    found: list[str] = []
    by_union: dict[str, list[Line]] = {union.id: [] for union in family.unions}
    for line in layout.lines:
        if line.union not in by_union:
            found.append(f"A line belongs to no union: “{line.union}”.")
        by_union.setdefault(line.union, []).append(line)
    links: dict[str, list[Link]] = {}
    for link in dict.fromkeys(family.links):
        links.setdefault(link.union, []).append(link)
    for union in family.unions:
        found += _bar_missing(union, by_union[union.id], places)
        found += _children_missing(union, links.get(union.id, []), by_union[union.id], places)
    return found


def _bar_missing(union: Union, lines: list[Line], places: dict[str, Place]) -> list[str]:
    """Whether the bar of a union joins its partners."""
    bars = [line for line in lines if line.kind in ("couple", "long")]
    if len(bars) != (1 if union.partners else 0):
        return [f"The union “{union.id}” has {len(bars)} bars."]
    if not bars:
        return []
    ends = (bars[0].points[0], bars[0].points[-1])
    for partner in union.partners:
        if not any(_at_foot(end, places[partner]) for end in ends):
            return [f"The bar of “{union.id}” does not reach “{partner}”."]
    return []


def _children_missing(union: Union, links: list[Link], lines: list[Line], places: dict[str, Place]) -> list[str]:
    """Whether every link of a union has its line, of its kind, from the union's own lines to the child."""
    wanted: Counter[tuple[str, str]] = Counter((link.child, link.kind) for link in links)
    drawn = Counter((line.child, line.link) for line in lines if line.kind == "child")
    found = [
        f"The link of “{child}” ({kind}) to “{union.id}” is drawn {drawn[child, kind]} times."
        for child, kind in sorted(wanted | drawn)
        if wanted[child, kind] != drawn[child, kind]
    ]
    trunk = [piece for line in lines if line.kind in ("stem", "sib") for piece in pieces_of(line)]
    bar = [piece for line in lines if line.kind in ("couple", "long") for piece in pieces_of(line)]
    for line in lines:
        if line.kind == "child":
            if not _on_any(line.points[0], trunk):
                found.append(f"The line of “{line.child}” hangs on nothing of “{union.id}”.")
            if not _at_head(line.points[-1], places[line.child]):
                found.append(f"The line of “{line.child}” ends beside them.")
        elif line.kind == "stem" and union.partners and not _on_any(line.points[0], bar):
            found.append(f"The stem of “{union.id}” does not begin at its bar.")
    return found


def _at_foot(point: Point, place: Place) -> bool:
    """Whether a point lies on the lower edge of a symbol."""
    return abs(point[0] - place.x) <= SYMBOL / 2 and 0 < point[1] - place.y <= SYMBOL / 2 + TOUCH


def _at_head(point: Point, place: Place) -> bool:
    """Whether a point lies on the upper edge of a symbol's cell."""
    return abs(point[0] - place.x) <= SYMBOL / 2 and abs(place.y - SYMBOL / 2 - point[1]) <= TOUCH


def _on_any(point: Point, pieces: list[Piece]) -> bool:
    """Whether a point lies on one of the pieces, which run level or upright."""
    return any(
        min(x1, x2) - TOUCH <= point[0] <= max(x1, x2) + TOUCH
        and min(y1, y2) - TOUCH <= point[1] <= max(y1, y2) + TOUCH
        for x1, y1, x2, y2 in pieces
    )


def rows_hold(family: Family, layout: Layout) -> list[str]:
    """G3: parents above children by birth; partners and full siblings in one row, unless it is declared."""
    row = {place.person: place.row for place in layout.places}
    height = {place.person: place.y for place in layout.places}
    found, full = [], dict[str, set[int]]()
    partners = {union.id: union.partners for union in family.unions}
    for link in family.links:
        if link.kind != "birth":
            continue
        full.setdefault(link.union, set()).add(row[link.child])
        for parent in partners[link.union]:
            if row[parent] >= row[link.child] or height[parent] >= height[link.child]:
                found.append(f"“{parent}” does not stand above their child “{link.child}”.")
    for union in family.unions:
        if len({row[one] for one in union.partners}) > 1 and f"cross-row:{union.id}" not in layout.relaxed:
            found.append(f"The partners of “{union.id}” stand in different rows.")
    return found + [
        f"The children of “{union}” stand in different rows." for union in sorted(full) if len(full[union]) > 1
    ]


def birth_order(family: Family, layout: Layout) -> list[str]:
    """G4: within a union the older stand left; pairs whose days do not tell are free. All breaks, declared or not."""
    people = {one.id: one for one in family.people}
    place = {one.person: (one.row, one.x) for one in layout.places}
    together = {frozenset(birth.people) for birth in family.twins}
    found = []
    for union, children in _children(family).items():
        for left in children:
            for right in children:
                twins = any({left, right} <= birth for birth in together)
                before = not twins and surely_before(born(people[left]), born(people[right]))
                if before and place[left][0] == place[right][0] and place[left][1] > place[right][1]:
                    found.append(f"birth-order:{union}")
    for birth in family.twins:
        row = [place[one] for one in birth.people]
        if len({level for level, _ in row}) == 1 and row != sorted(row):
            found += [
                f"birth-order:{union}" for union, group in _children(family).items() if set(birth.people) <= set(group)
            ]
    return found


def partners_adjacent(family: Family, layout: Layout) -> list[str]:
    """G5: partners who have no more than two each in their row stand next to each other."""
    place = {one.person: one for one in layout.places}
    couples = {
        frozenset(union.partners): union.id
        for union in family.unions
        if len(union.partners) == 2 and place[union.partners[0]].row == place[union.partners[1]].row
    }
    many = Counter(one for couple in couples for one in couple)
    return [
        f"partners-apart:{union}"
        for couple, union in couples.items()
        if max(many[one] for one in couple) <= 2 and abs(_difference([place[one].rank for one in couple])) > 1
    ]


def _difference(pair: list[int]) -> int:
    """The second less the first."""
    return pair[1] - pair[0]


def _children(family: Family) -> dict[str, list[str]]:
    """Children by union, each once."""
    found: dict[str, list[str]] = {}
    for link in family.links:
        if link.child not in found.setdefault(link.union, []):
            found[link.union].append(link.child)
    return found


def crossings(layout: Layout) -> int:
    """G6: how often lines of different unions cross."""
    return crossings_of(layout.lines)


def lines_apart(_family: Family, layout: Layout) -> list[str]:
    """G7: no lines of two unions lie upon each other."""
    return upon_each_other(layout.lines)


def lines_beside_people(family: Family, layout: Layout) -> list[str]:
    """G8: no line enters the symbol or the label of anybody outside its union."""
    own: dict[str, set[str]] = {union.id: set(union.partners) for union in family.unions}
    for link in family.links:
        own[link.union].add(link.child)
    half = SYMBOL / 2 - 1
    boxes = [
        (place.person, box)
        for place in layout.places
        for box in (Box(place.x - half, place.y - half, place.x + half, place.y + half), place.label)
    ]
    found = []
    for line in layout.lines:
        for piece in pieces_of(line):
            left, right = min(piece[0], piece[2]), max(piece[0], piece[2])
            top, bottom = min(piece[1], piece[3]), max(piece[1], piece[3])
            for person, box in boxes:
                if right <= box.left or left >= box.right or bottom <= box.top or top >= box.bottom:
                    continue
                if person not in own.get(line.union, set()) and enters(piece, box):
                    found.append(f"A line of “{line.union}” runs through “{person}”.")
    return sorted(set(found))


def boxes_apart(_family: Family, layout: Layout) -> list[str]:
    """G9: symbols and labels keep clear of each other, labels by the least room between them."""
    half = SYMBOL / 2
    found = []
    rows: dict[int, list[Place]] = {}
    for place in sorted(layout.places, key=lambda one: one.x):
        rows.setdefault(place.row, []).append(place)
    for row in rows.values():
        for left, right in pairwise(row):
            if right.label.left - left.label.right < LABEL_GAP or right.x - left.x < 2 * half + LABEL_GAP:
                found.append(f"“{left.person}” and “{right.person}” stand too near.")
    levels = sorted(rows)
    for upper, lower in pairwise(levels):
        if max(place.label.bottom for place in rows[upper]) > min(place.y for place in rows[lower]) - half:
            found.append(f"Row {lower} begins before row {upper} ends.")
    return found


def men_left(family: Family, layout: Layout) -> tuple[int, int]:
    """G10: in how many couples of a man and a woman side by side he stands right, and how many there are."""
    gender = {one.id: one.gender for one in family.people}
    place = {one.person: one for one in layout.places}
    pairs = [
        sorted(union.partners, key=lambda one: gender[one] != "m")
        for union in family.unions
        if sorted(gender[one] for one in union.partners) == ["f", "m"]
    ]
    beside = [pair for pair in pairs if place[pair[0]].row == place[pair[1]].row]
    return sum(place[man].x > place[woman].x for man, woman in beside), len(beside)


def partners_in_time(family: Family, layout: Layout) -> tuple[int, int]:
    """G11: how many pairs of partners of one person stand in the order of time, and how many such pairs there are."""
    x = {one.person: one.x for one in layout.places}
    kept = told = 0
    for person in sorted(x):
        unions = [union for union in family.unions if person in union.partners and len(union.partners) == 2]
        for one in unions:
            for other in unions:
                left, right = (next(end for end in union.partners if end != person) for union in (one, other))
                if left != right and surely_before(one.since, other.since):
                    told += 1
                    kept += x[left] < x[right]
    return kept, told
