"""Symbols: one person's shape with all that stands in and on it, in a notation profile."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.drawing import notation
from alongside.ground.familymap.drawing.notation import Profile, Shape, is_dead, shape_of
from alongside.ground.familymap.drawing.shapes import clipped, hatching, path_of, points_of, polygon, polyline
from alongside.ground.familymap.ink import ASCENT, INK, PAPER, SECOND, Sheet
from alongside.ground.familymap.layout import SYMBOL, Point
from alongside.ground.familymap.model import Person, When

LINE = 1.8
"""How thick the outline of a symbol is."""
RING = 5.0
"""How far the second outline of whom the drawing is about stands from the first."""
LOSS = 22.0
STILLBORN = SYMBOL / 2
_HEALTH = "#8a9590"
"""What a half is filled with: light enough for the age to be read on it, dark enough to stand apart from paper."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one drawing shows symbols: its profile, the day it stands for, and which parts are on."""

    profile: Profile
    as_at: When | None = None
    inside: bool = True
    health: bool = False
    birth_sex: bool = False
    scale: float = 1.0


def side_of(person: Person) -> float:
    """The side of somebody's symbol in px."""
    if person.being == "stillbirth":
        return STILLBORN
    return LOSS if person.being in ("miscarriage", "abortion") else SYMBOL


def years_between(born: When, day: When) -> int | None:
    """Whole years from birth to a day, as far as both are known; None if the day is before."""
    later = (day.month, day.day) if day.month else (13, 0)
    years = day.year - born.year - (1 if born.month and later < (born.month, born.day) else 0)
    return years if years >= 0 else None


def age_of(person: Person, as_at: When | None) -> tuple[str, str]:
    """What stands inside a symbol for age, and the sign it makes; both empty where it cannot be told."""
    if person.born is None or person.being not in ("person", "pet"):
        return "", ""
    dead = is_dead(person)
    day = person.died if dead else as_at
    years = years_between(person.born, day) if day else None
    if years is None:
        return "", ""
    about = "~" if person.born.about or (day and day.about) else ""
    return f"{about}{years}", "age-at-death" if dead else "age"


def draw_symbol(sheet: Sheet, person: Person, at: Point, look: Look, *, index: bool = False) -> None:
    """Draw somebody's symbol about the point ``at``."""
    if person.being in ("miscarriage", "abortion"):
        _loss(sheet, person, at, look)
        return
    shape, side = shape_of(person, look.profile), side_of(person) * look.scale
    sign = {"pregnancy": "pregnancy", "stillbirth": "stillbirth"}.get(person.being, shape)
    if index:
        _outline(sheet, shape, at, side + 2 * RING * look.scale, sign="index")
    _outline(sheet, shape, at, side, sign=sign)
    if look.health:
        _health(sheet, person, shape, at, side)
    if look.birth_sex and notation.is_trans(person):
        _birth_sex(sheet, person, at, side)
    if person.being == "stillbirth":
        _cross(sheet, shape, at, side)
    elif is_dead(person):
        _dead(sheet, shape, at, side, look.profile)
    _inside(sheet, person, shape, at, look)
    if person.doubted:
        _doubted(sheet, at, side)


def _outline(sheet: Sheet, shape: Shape, at: Point, side: float, *, sign: str = "", dash: str = "") -> None:
    sheet.add(
        "path",
        sign=sign,
        d=path_of(shape, *at, side),
        fill=PAPER,
        stroke=INK,
        stroke_width=LINE,
        stroke_linejoin="round",
        stroke_dasharray=dash,
        class_="fm-shape",
    )


def _stroke(sheet: Sheet, points: list[Point], *, sign: str = "", width: float = 1.5) -> None:
    sheet.add(
        "path",
        sign=sign,
        d=polyline(points),
        fill="none",
        stroke=INK,
        stroke_width=width,
        stroke_linecap="round",
        class_="fm-line",
    )


def _corners(shape: Shape, at: Point, side: float) -> tuple[Point, Point, Point, Point]:
    x, y = at
    reach = side / 2 * {"circle": 0.707, "dome": 0.8, "hexagon": 0.76, "diamond": 0.5}.get(shape, 1.0)
    return (x - reach, y - reach), (x + reach, y + reach), (x + reach, y - reach), (x - reach, y + reach)


def _cross(sheet: Sheet, shape: Shape, at: Point, side: float, *, sign: str = "") -> None:
    first, second, third, fourth = _corners(shape, at, side)
    _stroke(sheet, [first, second], sign=sign)
    _stroke(sheet, [third, fourth])


def _dead(sheet: Sheet, shape: Shape, at: Point, side: float, profile: Profile) -> None:
    if profile.dead == "cross":
        _cross(sheet, shape, at, side, sign="dead-cross")
    elif profile.dead == "slash":
        reach = side / 2 + 5
        _stroke(sheet, [(at[0] - reach, at[1] + reach), (at[0] + reach, at[1] - reach)], sign="dead-slash")
    else:
        x, y = at[0] + side / 2 + 4, at[1] - side / 2 - 3
        _stroke(sheet, [(x, y - 5), (x, y + 7)], sign="dead-corner")
        _stroke(sheet, [(x - 4, y - 1), (x + 4, y - 1)])


def _loss(sheet: Sheet, person: Person, at: Point, look: Look) -> None:
    x, y = at
    side, profile = LOSS * look.scale, look.profile
    half, arm = side / 2, side * 0.2
    cross: list[list[Point]]
    if profile.loss == "triangle":
        _outline(sheet, "triangle", at, side, sign=person.being)
        low, foot = y - arm / 4, y + half * 0.73
        cross = [[(x - arm, low), (x + arm, foot)], [(x + arm, low), (x - arm, foot)]]
    else:
        cross = [[(x - half, y - half), (x + half, y + half)], [(x + half, y - half), (x - half, y + half)]]
    for number, line in enumerate(cross):
        _stroke(sheet, line, sign="" if profile.loss == "triangle" or number else person.being)
    if person.being == "abortion":
        _stroke(sheet, [(x - half, y + half + 4), (x + half, y + half + 4)])


def _birth_sex(sheet: Sheet, person: Person, at: Point, side: float) -> None:
    inner: Shape = "square" if person.sex == "m" else "circle"
    sheet.add(
        "path",
        sign="birth-sex",
        d=path_of(inner, *at, side * 0.62),
        fill="none",
        stroke=SECOND,
        stroke_width=1.2,
        class_="fm-inner",
    )


def _health(sheet: Sheet, person: Person, shape: Shape, at: Point, side: float) -> None:
    letters = []
    for mark in sorted(set(person.marks)):
        parts = notation.mark_parts(mark)
        if parts:
            _half(sheet, points_of(shape, *at, side - LINE), at, *parts)
        elif mark in notation.LETTERS:
            letters.append((notation.LETTERS[mark], f"mark-{mark}"))
        elif ("+", "mark-other") not in letters:
            letters.append(("+", "mark-other"))
    for number, (letter, sign) in enumerate(letters):
        x, y = at[0] + side / 2 + 7, at[1] + side / 2 - 3 - 12 * number
        sheet.write(letter, x, y, sign=sign, font_weight="600", fill=INK, class_="fm-ink")


def _half(sheet: Sheet, points: list[Point], at: Point, half: str, how: str) -> None:
    x, y = at
    part = clipped(points, 0, x, below=True) if half == "left" else clipped(points, 1, y, below=False)
    if how == "recovery":
        part = clipped(part, 1, y, below=True) if half == "left" else clipped(part, 0, x, below=False)
    sign = f"mark-{half}-{how}"
    if how == "suspected":
        lines = "".join(polyline(line) for line in hatching(part))
        sheet.add("path", sign=sign, d=lines, fill="none", stroke=SECOND, stroke_width=1.2, class_="fm-hatch")
        sheet.add("path", d=polygon(part), fill="none", stroke=SECOND, stroke_width=1, class_="fm-hatch")
    else:
        sheet.add("path", sign=sign, d=polygon(part), fill=_HEALTH, class_="fm-health")


def _inside(sheet: Sheet, person: Person, shape: Shape, at: Point, look: Look) -> None:
    words, sign = age_of(person, look.as_at) if look.inside else ("", "")
    if look.inside and look.profile.inside == "born":
        born = person.being == "person" and person.born
        words, sign = (str(person.born.year), "born-year") if born and person.born else ("", "")
    query = shape == "hexagon" and person.being == "person"
    x, y = at
    if query:
        _told(sheet, "?", (x, y - (8 if words else 0)), "")
    if words:
        down = {"dome": 3.0, "triangle": 8.0, "hexagon": 8.0 if query else 0.0}.get(shape, 0.0)
        _told(sheet, words, (x, y + down), sign)


def _told(sheet: Sheet, words: str, at: Point, sign: str) -> None:
    x, y = at
    half = len(words) * 3.4 + 2
    sheet.add(
        "rect", x=x - half, y=y - 7, width=2 * half, height=14, rx=3, fill=PAPER, fill_opacity="0.86", class_="fm-paper"
    )
    sheet.write(words, x, y + ASCENT * 13, sign=sign, font_size=13, font_weight="600", fill=INK, class_="fm-ink")


def _doubted(sheet: Sheet, at: Point, side: float) -> None:
    x, y = at[0] - side / 2 - 6, at[1] - side / 2 + 4
    sheet.write("!", x, y, sign="doubted", font_size=15, font_weight="600", fill=INK, class_="fm-ink")


def draw_unknown(sheet: Sheet, at: Point, side: float) -> None:
    """A parent of whom nothing is known: a small broken outline. The words beside it are drawn by whoever has room."""
    sheet.add(
        "path",
        sign="unknown-parent",
        d=path_of("hexagon", *at, side),
        fill=PAPER,
        stroke=SECOND,
        stroke_width=1.4,
        stroke_dasharray="3 3",
        class_="fm-unknown",
    )
