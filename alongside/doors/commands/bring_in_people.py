"""``alongside import people``: a spreadsheet of people, of how they are related, or of contacts with them."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports import queries
from alongside.oversight.imports.actions import begin_run, carry_on, put_away_run
from alongside.oversight.imports.enums import DateOrder, SheetKind
from alongside.oversight.imports.rules.columns import kind_of, own_mapping, system_of
from alongside.oversight.imports.rules.days import needs_order
from alongside.oversight.imports.rules.inert import inert
from alongside.oversight.imports.rules.tables import Reading, look_at, rows_of

LEDGER = ("file", "row", "outcome", "reason", "id")
TO_DECIDE = ("id", "row", "why", "looks_like", "person")
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}

Enter = Callable[[], AbstractContextManager[Reader]]
Progress = Callable[[int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a spreadsheet needs to be read and decided about."""
    people = parser.add_argument_group("import people")
    people.add_argument("--map", type=Path, dest="mapping", help='a JSON file {"their column": "our column"}')
    people.add_argument("--dates", choices=[one for one in DateOrder.values if one], default="",
                        help="in which order dates such as 03/04/2021 stand")  # fmt: skip
    people.add_argument("--encoding", default="", help="in which encoding the file is, when it is not found out")
    people.add_argument("--separator", choices=list(SIGNS), help="what parts the cells, when it is not found out")
    people.add_argument("--header-line", type=int, default=0, help="in which line the header stands; 1 is the top")
    people.add_argument("--list", dest="list_name", default="", metavar="NAME",
                        help="whose numbers these are; numbers of different lists are never mixed")  # fmt: skip
    decide = people.add_mutually_exclusive_group()
    decide.add_argument("--same-as", type=Path, metavar="FILE.csv",
                        help="what was decided about rows that look like somebody: columns id and person")  # fmt: skip
    decide.add_argument("--create-all", action="store_true",
                        help="bring rows in that look like somebody, as persons of their own")  # fmt: skip


def run(options: argparse.Namespace, *, enter: Enter, ledger: Path, progress: Progress) -> dict[str, int]:
    """Bring a spreadsheet in and write its ledger; returns the counts. Refused, as a whole, when it cannot be read."""
    decisions = read_decisions(options.same_as) if options.same_as else {}
    try:
        source = options.path.open("rb")
    except OSError as error:
        raise Stopped(f"{options.path} cannot be read: {error.strerror or error}.") from None
    with source:
        reading = look_at(
            source,
            encoding=options.encoding,
            separator=SIGNS.get(options.separator or "", ""),
            header_line=options.header_line,
        )
        mapping = _mapping(reading, options.mapping)
        _say_how(reading, mapping, options.dates)
        with enter() as by:
            row = begin_run(
                source=source,
                name=options.path.name,
                mapping=mapping,
                reading=reading,
                dates=options.dates,
                system=system_of(options.list_name),
                dry_run=options.dry_run,
                create_all=options.create_all,
                by=by,
            )
        if row.done:
            print(f"An import of this file stopped after {row.done} of {row.total} rows; it goes on from there.")
        carry_on(run_id=row.id, enter=enter, progress=progress, source=source, decisions=decisions)
    return _tell(row.public_id, enter, ledger)


def _mapping(reading: Reading, path: Path | None) -> dict[str, dict[str, str]]:
    """What the columns of each sheet mean: by the mapping file as far as it names them, else by their own names."""
    said: dict[str, str] = {}
    if path is not None:
        try:
            said = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError):
            said = {}
        if not isinstance(said, dict) or not said or not all(isinstance(one, str) for one in said.values()):
            raise Stopped(f'{path} is no mapping. It holds JSON such as {{"Surname": "family_name"}}.')
        known = {name for head in reading.sheets for name in head.header}
        if strange := [name for name in said if name not in known]:
            listed = ", ".join(name for name in dict.fromkeys(n for h in reading.sheets for n in h.header) if name)
            raise Stopped(f"The file has no column “{strange[0]}”. Its columns are: {listed}.")
    found = {}
    for head in reading.sheets:
        mapped = {name: said[name] for name in head.header if name in said}
        own = {name: ours for name, ours in own_mapping(head.header).items() if ours not in mapped.values()}
        found[head.title] = mapped | {name: ours for name, ours in own.items() if name not in mapped}
    if not any(found.values()):
        listed = ", ".join(name for head in reading.sheets for name in head.header if name)
        raise Stopped(f"None of the columns is known here ({listed}). Say with --map what they mean.")
    return found


def _say_how(reading: Reading, mapping: Mapping[str, Mapping[str, str]], dates: str) -> None:
    """Say how the file is read, which columns are left out, and ask for the order of dates where it is needed."""
    if reading.form == "csv":
        sign = next((name for name, sign in SIGNS.items() if sign == reading.separator), reading.separator)
        guess = "" if reading.certain else " (a guess; --encoding says otherwise)"
        mixed = " with letters of another encoding in it" if reading.mixed else ""
        print(f"Read as {reading.encoding_words}{mixed}{guess}, parted by {sign}.")
    for head in reading.sheets:
        meant = mapping.get(head.title) or {}
        words = str(SheetKind(kind_of(meant)).label).lower() if meant else "not brought in"
        left = ", ".join(name for name in head.header if name and name not in meant)
        print(
            "".join((f"Sheet {head.title}: " if head.title else "", words, f"; left out: {left}" if left else "", "."))
        )
    examples = [cell for head in reading.sheets for row in head.first for cell in row if needs_order(cell)]
    if examples and not dates:
        print(
            f"Dates such as {examples[0]} can be read in two ways: say with --dates dmy, mdy or ymd.", file=sys.stderr
        )


def _tell(public_id: UUID, enter: Enter, ledger: Path) -> dict[str, int]:
    """Write the ledger, and the rows to decide about beside it; the laid-out rows are then put away."""
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with enter() as by:
        row = queries.run_row(public_id, by=by)
        counts = queries.counts_of(row.id)
        with ledger.open("w", encoding="utf-8", newline="") as handle:
            lines = csv.writer(handle)
            lines.writerow(LEDGER)
            for one in queries.ledger_rows(row):
                lines.writerow([inert(one.file), one.number, one.outcome, inert(one.reason), inert(one.key)])
        undecided = list(queries.undecided_rows(row))
        put_away_run(run=row, by=by)
    print(f"The ledger, one line for each row, is in {ledger}.")
    if undecided:
        path = ledger.with_name(f"{ledger.stem}-decide.csv")
        with path.open("w", encoding="utf-8", newline="") as handle:
            lines = csv.writer(handle)
            lines.writerow(TO_DECIDE)
            for one in undecided:
                lines.writerow([inert(one.key), one.number, inert(one.reason), " ".join(one.cells), ""])
        words = "1 row looks" if len(undecided) == 1 else f"{len(undecided)} rows look"
        print(f"{words} like somebody. Write in {path} who it is, and give it with --same-as.")
    return counts


def read_decisions(path: Path) -> dict[str, str]:
    """What a file says of rows: by their id the outside name of a person, "new" or "leave"; empty cells say nothing."""
    try:
        with path.open("rb") as source:
            rows = _decision_rows(source)
    except OSError as error:
        raise Stopped(f"{path} cannot be read: {error.strerror or error}.") from None
    except Refused as refusal:
        raise Stopped(f"{path}: {refusal.message}") from None
    return {key: said for key, said in rows if key and said}


def _decision_rows(source: BinaryIO) -> list[tuple[str, str]]:
    reading = look_at(source)
    header = reading.sheets[0].header
    if "id" not in header or "person" not in header:
        raise Refused("import.decisions", "The columns id and person are needed.")
    key, said = header.index("id"), header.index("person")
    return [(row.cells[key], row.cells[said]) for row in rows_of(source, reading) if len(row.cells) > max(key, said)]
