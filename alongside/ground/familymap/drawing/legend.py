"""The legend: exactly the signs that stand on the page, each drawn as it is drawn there, with its words."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from alongside.ground.familymap.drawing.bondlines import STYLES, draw_badge, draw_bond
from alongside.ground.familymap.drawing.notation import DASHES, LETTERS, SIGNS_SAID, Dash, Profile, sign_words
from alongside.ground.familymap.drawing.options import Sign
from alongside.ground.familymap.drawing.shapes import path_of, polyline
from alongside.ground.familymap.drawing.symbols import Look, draw_symbol, draw_unknown
from alongside.ground.familymap.ink import INK, PAPER, PINE, PINE_TINT, SUN, SUN_TINT, Sheet
from alongside.ground.familymap.layout import SYMBOL, Point
from alongside.ground.familymap.model import LinkKind, Person, UnionKind

SMALL = 16.0
"""The side of a symbol in the legend, in px."""
_NUMBERS = {"age": "34", "age-at-death": "65", "born-year": "1992"}
_PEOPLE = {
    "square": Person("", "", gender="m"),
    "circle": Person("", "", gender="f"),
    "dome": Person("", "", gender="nb"),
    "hexagon": Person("", ""),
    "diamond": Person("", "", being="pet"),
    "pregnancy": Person("", "", being="pregnancy"),
    "miscarriage": Person("", "", being="miscarriage"),
    "abortion": Person("", "", being="abortion"),
    "stillbirth": Person("", "", gender="m", being="stillbirth"),
    "birth-sex": Person("", "", sex="f", gender="m"),
    "dead-cross": Person("", "", gender="m", dead=True),
    "dead-corner": Person("", "", gender="m", dead=True),
    "dead-slash": Person("", "", gender="m", dead=True),
    "doubted": Person("", "", gender="m", doubted=True),
}


def signs_of(keys: set[str] | tuple[str, ...]) -> tuple[Sign, ...]:
    """The signs of these keys in the order of the notation, with their words."""
    return tuple(Sign(key, sign_words(key)) for key in SIGNS_SAID if key in keys)


def draw_sample(sheet: Sheet, key: str, at: Point, profile: Profile) -> None:
    """Draw a sign at the size of the legend, about ``at``."""
    head, _dash, rest = key.partition("-")
    if key in _PEOPLE:
        _person_sample(sheet, key, at, profile)
    elif head == "mark":
        _mark_sample(sheet, rest, at, profile)
    elif head == "bond" and rest in STYLES:
        draw_bond(sheet, rest, [(at[0] - 17, at[1]), (at[0] + 17, at[1])])
    elif key in _NUMBERS:
        sheet.write(_NUMBERS[key], at[0], at[1] + 4, font_weight="600", fill=INK, class_="fm-ink")
    elif key == "bond-listed":
        draw_badge(sheet, 1, at)
    elif key == "unknown-parent":
        draw_unknown(sheet, at, SMALL)
    elif key == "index":
        for side in (SMALL + 6, SMALL):
            sheet.add(
                "path", d=path_of("square", *at, side), fill=PAPER, stroke=INK, stroke_width=1.5, class_="fm-shape"
            )
    elif key in ("household", "placement"):
        _home_sample(sheet, key, at)
    else:
        _line_sample(sheet, key, at, profile)


def _person_sample(sheet: Sheet, key: str, at: Point, profile: Profile) -> None:
    look = Look(profile, inside=False, birth_sex=key == "birth-sex", scale=SMALL / SYMBOL)
    person = _PEOPLE[key]
    if person.being in ("miscarriage", "abortion", "stillbirth"):
        look = replace(look, scale=0.72)
    draw_symbol(sheet, person, at, look)


def _mark_sample(sheet: Sheet, rest: str, at: Point, profile: Profile) -> None:
    half, _dash, how = rest.partition("-")
    if not how:
        letter = LETTERS.get(rest, "+")
        sheet.write(letter, at[0], at[1] + 4, font_weight="600", fill=INK, class_="fm-ink")
        return
    base = {"left": "illness", "bottom": "substance_misuse"}[half]
    mark = base if how == "filled" else f"{base}_{how}"
    look = Look(profile, inside=False, health=True, scale=SMALL / SYMBOL)
    draw_symbol(sheet, Person("", "", gender="m", marks=(mark,)), at, look)


def _home_sample(sheet: Sheet, key: str, at: Point) -> None:
    colour, tint, dash = (SUN, SUN_TINT, "0.1 5") if key == "placement" else (PINE, PINE_TINT, "6 4.5")
    sheet.add(
        "rect",
        x=at[0] - 17,
        y=at[1] - 8,
        width=34,
        height=16,
        rx=6,
        fill=tint,
        fill_opacity="0.62",
        stroke=colour,
        stroke_width=2.2 if key == "placement" else 1.6,
        stroke_dasharray=dash,
        stroke_linecap="round" if key == "placement" else "butt",
        class_=f"fm-home fm-{'sun' if key == 'placement' else 'pine'}",
    )


def _line_sample(sheet: Sheet, key: str, at: Point, profile: Profile) -> None:
    x, y = at
    head, _dash, rest = key.partition("-")
    if head == "union":
        _line(sheet, [(x - 17, y), (x + 17, y)], profile.unions[cast("UnionKind", rest)])
    elif head == "link":
        kind = cast("LinkKind", rest)
        pair = kind == "adopted" and profile.adopted == "pair"
        _line(sheet, [(x - 17, y), (x + 17, y)], "solid" if pair else profile.links[kind])
        if pair:
            _line(sheet, [(x - 17, y + 4), (x + 17, y + 4)], "dashed")
    elif head == "end":
        _line(sheet, [(x - 17, y), (x + 17, y)], "solid")
        for shift in (0.0,) if rest == "separated" else (-3.0, 3.0):
            _line(sheet, [(x + shift - 3, y + 7), (x + shift + 3, y - 7)], "solid")
    elif head == "consanguine":
        for shift in (-2.0, 2.0):
            _line(sheet, [(x - 17, y + shift), (x + 17, y + shift)], "solid")
    else:
        _line(sheet, [(x - 9, y + 8), (x, y - 8), (x + 9, y + 8)], "solid")
        if rest:
            _line(sheet, [(x - 5, y + 1), (x + 5, y + 1)], "solid")


def _line(sheet: Sheet, points: list[Point], dash: Dash) -> None:
    sheet.add(
        "path",
        d=polyline(points),
        fill="none",
        stroke=INK,
        stroke_width=1.6,
        stroke_dasharray=DASHES[dash],
        stroke_linecap="round" if dash in ("dotted", "dashdot") else "butt",
        class_="fm-line",
    )
