"""``alongside genogram``: a family file, or a family value in JSON, as a drawing. Needs no database and starts none."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from alongside.doors.commands.plain import Stopped
from alongside.ground.familymap.drawing.family import draw_family, standing
from alongside.ground.familymap.drawing.notation import PROFILES
from alongside.ground.familymap.drawing.options import LAYERS, USUAL, Layer, Options
from alongside.ground.familymap.drawing.text import Item, in_words
from alongside.ground.familymap.gedcom.document import Document
from alongside.ground.familymap.gedcom.families import GENERATIONS, family_of
from alongside.ground.familymap.gedcom.reader import LARGEST, read_gedcom
from alongside.ground.familymap.model import Family, NotDrawable
from alongside.ground.familymap.reading import NotReadable, read_family, when_from_text
from alongside.oversight.imports.rules.inert import inert

MOST = 200
"""People in one drawing. Beyond this no paper and no screen shows it."""
NAMED = 12
"""Persons who are listed when nobody was named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is drawn, how, and where to."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE.ged", help="a GEDCOM file, 5.5.1 or 7")
    parser.add_argument("--json", type=Path, metavar="FILE", help="a family value in JSON instead of a GEDCOM file")
    parser.add_argument("--person", metavar="XREF", help="whose family it is: the number in the file, as in @I1@")
    parser.add_argument("--generations", type=int, metavar="N",
                        help=f"how many, their own among them, upwards and downwards; {GENERATIONS} by default: "
                        "from grandparents to grandchildren")  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.svg", help="where it goes; else it is printed")
    parser.add_argument("--as-at", metavar="DATE", help="as the family was then: 2019, 2019-05 or 2019-05-31")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="uk", help="whose signs are used")
    parser.add_argument("--layers", metavar="LIST",
                        help=f"what is shown, by commas: {', '.join(LAYERS)}; else the first two")  # fmt: skip
    parser.add_argument("--text", action="store_true", help="print the family in words instead of drawing it")
    parser.add_argument("--report", type=Path, metavar="FILE.csv", help="what became of each record of a GEDCOM file")


def run(options: argparse.Namespace) -> int:
    """Read, draw, write: 0 when it is drawn."""
    if (options.file is None) == (options.json is None):
        raise Stopped("Give one family: a GEDCOM file, or with --json a file that holds a family value.")
    wanted = _options(options)
    try:
        family = _from_json(options) if options.json else _from_gedcom(options)
        if len(family.people) > MOST:
            raise Stopped(
                f"There are {len(family.people)} people in this family, and at most {MOST} can be drawn at once; "
                "choose fewer --generations."
            )
        if options.text:
            shown = in_words(standing(family, wanted), bonds=wanted.shows("bonds"), health=wanted.shows("health"))
            print("\n".join(_told(shown.items)))
            return 0
        drawing = draw_family(family, wanted)
    except (NotReadable, NotDrawable) as refusal:
        raise Stopped(" ".join(str(refusal).split())) from None
    _write(options.output, drawing.svg)
    return 0


def _options(options: argparse.Namespace) -> Options:
    try:
        day = when_from_text(options.as_at, "--as-at") if options.as_at else None
    except NotReadable as refusal:
        raise Stopped(str(refusal)) from None
    return Options(layers=_layers(options.layers), profile=options.profile, as_at=day)


def _layers(said: str | None) -> frozenset[Layer]:
    if said is None:
        return USUAL
    names = [name.strip() for name in said.split(",") if name.strip()]
    if strange := [name for name in names if name not in LAYERS]:
        raise Stopped(f"There is no layer “{strange[0]}”; there are {', '.join(LAYERS)}.")
    return frozenset(one for one in LAYERS if one in names) | {"structure"}


def _from_json(options: argparse.Namespace) -> Family:
    if options.generations is not None:
        raise Stopped("--generations is for GEDCOM files; a family value is drawn with everybody in it.")
    try:
        value = json.loads(_read(options.json).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Stopped(f'{options.json} is no JSON in UTF-8. Write it as {{"people": [{{"id": "1"}}]}}.') from None
    family, unknown = read_family(value)
    if unknown:
        print(f"Not known and left out: {', '.join(unknown[:NAMED])}.", file=sys.stderr)
    if options.person is None:
        return family
    if options.person not in {one.id for one in family.people}:
        raise Stopped(f"Nobody in {options.json} has the id “{options.person}”.")
    return replace(family, index=(options.person,))


def _from_gedcom(options: argparse.Namespace) -> Family:
    generations = GENERATIONS if options.generations is None else options.generations
    if generations < 1:
        raise Stopped("--generations counts from 1, the person's own generation.")
    document = read_gedcom(_read(options.file))
    if options.report:
        _report(options.report, document)
    if not options.person:
        raise Stopped(f"Say with --person whose family is drawn. In the file are {_persons(document)}.")
    if document.named(options.person) is None:
        raise Stopped(f"Nobody in the file has the number “{options.person}”. There are {_persons(document)}.")
    family = family_of(document, options.person, generations)
    _say_left_out(document, family)
    return family


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Stopped(f"{path} is larger than {LARGEST // 1_000_000} MB; take the part out that is needed.")
        return path.read_bytes()
    except OSError as error:
        raise Stopped(f"{path} cannot be read: {error.strerror or error}.") from None


def _persons(document: Document) -> str:
    """The first persons of a file by number and name, and how many more there are."""
    people = list(document.people.values())
    listed = ", ".join(f"{one.xref} ({one.name})" if one.name else one.xref for one in people[:NAMED])
    return f"{listed} and {len(people) - NAMED} more" if len(people) > NAMED else listed


def _say_left_out(document: Document, family: Family) -> None:
    """Say on standard error what a reader of the drawing cannot see: who is further away, and what was not taken."""
    if further := len(document.people) - len(family.people):
        words = "person of the file is" if further == 1 else "persons of the file are"
        print(f"{further} {words} not within these generations and not drawn.", file=sys.stderr)
    counts = Counter(row.outcome for row in document.report if row.record in document.people.keys() | document.couples)
    if counts["left out"]:
        words = "thing was" if counts["left out"] == 1 else "things were"
        print(
            f"{counts['left out']} {words} left out that the file says; --report FILE.csv lists them.", file=sys.stderr
        )


def _report(path: Path, document: Document) -> None:
    """One row for each record and remark: line, record, outcome, reason."""
    try:
        with path.open("w", encoding="utf-8", newline="") as handle:
            rows = csv.writer(handle)
            rows.writerow(("line", "record", "outcome", "reason"))
            rows.writerows((one.line, inert(one.record), one.outcome, inert(one.reason)) for one in document.report)
    except OSError as error:
        raise Stopped(f"{path} cannot be written: {error.strerror or error}.") from None


def _write(path: Path | None, svg: str) -> None:
    if path is None:
        print(svg)
        return
    try:
        path.write_text(f"{svg}\n", encoding="utf-8")
    except OSError as error:
        raise Stopped(f"{path} cannot be written: {error.strerror or error}.") from None


def _told(items: Sequence[Item], depth: int = 0) -> list[str]:
    """The nested list as lines, two letters further in for each level."""
    lines: list[str] = []
    for item in items:
        lines.append(f"{'  ' * depth}- {item.words}")
        lines += _told(item.items, depth + 1)
    return lines
