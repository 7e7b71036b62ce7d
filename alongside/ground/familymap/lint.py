"""The portable subset of SVG: what browsers, PDF and PNG draw alike, and a check that a drawing keeps to it."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree as Tree

SVG = "{http://www.w3.org/2000/svg}"
TAGS = frozenset({"svg", "title", "desc", "g", "path", "rect", "circle", "text"})
PLAIN = frozenset(
    [
        "id",
        "class",
        "role",
        "tabindex",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "cx",
        "cy",
        "r",
        "rx",
        "d",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "font-family",
        "font-size",
        "font-weight",
        "text-anchor",
    ]
)
COLOUR = re.compile(r"none|#[0-9a-f]{6}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
PATH = re.compile(r"[MLQAZ0-9 .\-]+")
DASHES = re.compile(r"[0-9. ]+")
FIXED = {
    "fill": COLOUR,
    "stroke": COLOUR,
    "d": PATH,
    "stroke-dasharray": DASHES,
    **dict.fromkeys(
        ("x", "y", "cx", "cy", "r", "rx", "width", "height", "stroke-width", "font-size", "fill-opacity"), NUMBER
    ),
}


def parsed(svg: str) -> Tree.Element:
    """The drawing as a tree. Only for what this room has written itself."""
    return Tree.fromstring(svg)  # noqa: S314  # our own text, never a stranger's


def strays(svg: str) -> tuple[str, ...]:
    """Everything in a drawing that is outside the portable subset, each told once; empty where all is well."""
    if "<!" in svg or "<?" in svg:
        return ("a declaration, comment or instruction",)
    found: set[str] = set()
    for one in parsed(svg).iter():
        tag = one.tag.removeprefix(SVG)
        if tag not in TAGS:
            found.add(f"<{tag}>")
        for name, value in one.attrib.items():
            if name.startswith(("data-", "aria-")):
                continue
            if name not in PLAIN:
                found.add(f"{name} on <{tag}>")
            elif name in FIXED and not FIXED[name].fullmatch(value):
                found.add(f"{name}={value!r} on <{tag}>")
    return tuple(sorted(found))


def words_of(svg: str) -> list[str]:
    """Everything that a drawing says: text between its tags, and what its attributes tell a screen reader."""
    spoken = re.findall(r'aria-label="([^"]*)"', svg)
    return [unescape(one).strip() for one in (*re.split(r"<[^>]*>", svg), *spoken) if one.strip()]
