"""``alongside disposals due|list``: how much is due for disposal and what was disposed of, in numbers only."""

from __future__ import annotations

import argparse
from collections import defaultdict

from alongside.doors.commands.reader import acting_as, the_house
from alongside.oversight.disposals.enums import ItemKind
from alongside.oversight.disposals.queries.finding import DueLine, disposals, due_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``due`` or ``list``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="due|list")
    verbs.add_parser("due", help="how many records of which kind are due, since when, and how many a hold keeps")
    verbs.add_parser("list", help="every disposal: how far it is, and how many rows it erased")


def run(options: argparse.Namespace) -> int:
    """Say it as the house, which sees no record. Privacy officers propose and agree on their own pages."""
    with acting_as(the_house(), note=f"disposals {options.verb}"):
        return due() if options.verb == "due" else listed()


def due() -> int:
    """One line for each kind of record that is due."""
    found: dict[ItemKind, list[DueLine]] = defaultdict(list)
    for line in due_lines():
        found[line.what.kind].append(line)
    for kind, lines in found.items():
        oldest = min(line.what.due_on for line in lines if line.what.due_on)
        held = sum(line.what.held for line in lines)
        print(f"{kind.value}: {len(lines)} due, the oldest since {oldest}, {held} kept by a legal hold")
    if not found:
        print("Nothing is due for disposal.")
    return 0


def listed() -> int:
    """One line for each disposal, the newest first."""
    lines = disposals()
    for line in lines:
        rows = sum(line.certificate.get("rows", line.plan.get("tables", {})).values())
        day = f" on {line.done_at:%Y-%m-%d}" if line.done_at else ""
        print(f"disposal {line.id}: {line.state.value}{day}, {rows} rows, {line.ground.value}")
    if not lines:
        print("Nothing was disposed of.")
    return 0
