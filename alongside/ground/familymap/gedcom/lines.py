"""From text to records: levels, pointers, tags and values, with whatever is broken mended and noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LINE = re.compile(
    r"[ \t]*(\d{1,3})[ \t]+(?:(@[^@\t]{1,60}@)[ \t]*)?([A-Za-z_][A-Za-z0-9_]{0,40})(?:[ \t](.*))?$",
    re.DOTALL | re.ASCII,
)
BREAKS = re.compile(r"\r\n|\n\r|\n|\r")
DEEPEST = 99
"""As the standard has it: no line lies deeper."""
LONGEST = 32_000
"""In letters: what a value of many lines keeps. Nothing that is drawn or brought in is longer."""
VOID = "@VOID@"


@dataclass(slots=True)
class Node:
    """One line with what hangs below it. ``number`` is its line in the file, from 1."""

    tag: str
    value: str = ""
    xref: str = ""
    number: int = 0
    below: list[Node] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Node]:
        """The lines below with one of ``tags``, in the order of the file."""
        return (one for one in self.below if one.tag in tags)

    def first(self, *tags: str) -> Node | None:
        """The first line below with one of ``tags``."""
        return next(self.all(*tags), None)

    def text(self, *tags: str) -> str:
        """The value of the first line below with one of ``tags`` that has one."""
        return next((one.value.strip() for one in self.all(*tags) if one.value.strip()), "")

    def pointer(self) -> str:
        """The record that the value points to, without its signs; "" when it points nowhere."""
        found = self.value.strip()
        if len(found) > 2 and found[0] == found[-1] == "@" and found.upper() != VOID:
            return found[1:-1].strip()
        return ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A line that was not as it should be, and how it was taken."""

    number: int
    reason: str


def records(text: str) -> tuple[list[Node], list[Mended]]:
    """The records of ``text`` (lines of level 0), each with what hangs below it, and the lines that were mended."""
    found: list[Node] = []
    mended: list[Mended] = []
    path: list[Node] = []
    for number, raw in enumerate(BREAKS.split(text), 1):
        line = raw.lstrip("\ufeff").rstrip("\x00\x1a")
        if not line.strip():
            continue
        match = LINE.match(line)
        if match is None:
            mended.append(Mended(number, _broken(line, path)))
            continue
        level, xref, tag, value = match.groups()
        node = Node(tag.upper(), _bare(value or ""), (xref or "").strip("@").strip(), number)
        depth = min(int(level), DEEPEST)
        if depth > len(path):
            mended.append(Mended(number, f"Level {level} follows level {len(path) - 1}; taken as level {len(path)}."))
            depth = len(path)
        del path[depth:]
        if path and node.tag in ("CONC", "CONT"):
            _go_on(path[-1], ("\n" if node.tag == "CONT" else "") + node.value)
            continue
        (path[-1].below if path else found).append(node)
        path.append(node)
    return found, mended


def _go_on(node: Node, more: str) -> None:
    if len(node.value) < LONGEST:
        node.value += more


def _bare(value: str) -> str:
    """A value as it is meant: the sign @ is doubled in files, but for pointers and calendars."""
    return value.replace("@@", "@")


def _broken(line: str, path: list[Node]) -> str:
    """Take a line without a level as the next line of the value before it, as programs that break lines mean it."""
    if not path:
        return "This is no line of a GEDCOM file; it was left out."
    _go_on(path[-1], "\n" + line)
    return f"No level stands here; taken as part of the {path[-1].tag} before it."
