"""``alongside export``: a list, a case or the whole agency leaves in an open format."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside.doors.commands import take_out_case, take_out_list, whole
from alongside.doors.commands.reader import add_reader_argument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``case ID``, ``list NAME``, ``all DIR``."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="all|case|list")
    everything = kinds.add_parser("all", help="the whole agency, as a folder of JSON lines with schemas and files")
    everything.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    everything.add_argument("--why", default="", help="kept with the record that it left")
    add_reader_argument(everything)
    case = kinds.add_parser("case", help="everything of one case that a worker may see, as JSON or PDF")
    take_out_case.add_arguments(case)
    listed = kinds.add_parser("list", help="a list of the desk of any length, as CSV or XLSX")
    take_out_list.add_arguments(listed)


def run(options: argparse.Namespace) -> int:
    """Do it."""
    if options.what == "case":
        return take_out_case.run(options)
    if options.what == "list":
        return take_out_list.run(options)
    return whole.leave(options.folder, why=options.why)
