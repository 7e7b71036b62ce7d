"""``alongside export``: a case or the whole agency leaves in an open format."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside.doors.commands import whole
from alongside.doors.commands.reader import add_reader_argument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``all DIR``."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="all|case")
    everything = kinds.add_parser("all", help="the whole agency, as a folder of JSON lines with schemas and files")
    everything.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    everything.add_argument("--why", default="", help="kept with the record that it left")
    add_reader_argument(everything)


def run(options: argparse.Namespace) -> int:
    """Do it."""
    return whole.leave(options.folder, why=options.why)
