"""``alongside export case``: everything of one case that a worker may see, as JSON or PDF."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import add_reader_argument
from alongside.doors.commands.take_out_list import MAY_LEAVE, new_file, reading_as
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.exports.actions.taking_case import TakenCase, take_case
from alongside.oversight.exports.actions.taking_paper import take_case_on_paper
from alongside.oversight.exports.queries.whole_case import case_named
from alongside.oversight.overviews.drawings import drawings_of_case

FORMS: dict[str, Callable[..., TakenCase]] = {
    "json": take_case,
    "pdf": partial(take_case_on_paper, draw=drawings_of_case),
}
NOT_YET = ("fhir",)
BY_COMMAND = "By the operator of the machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, in which form, where to."""
    parser.add_argument("case", metavar="ID", help="its number, such as HF-1001, or its outside name")
    parser.add_argument("--format", choices=[*FORMS, *NOT_YET], default="json", help="in which form")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
    parser.add_argument("--why", default=BY_COMMAND, help="kept with the record that it left")
    parser.add_argument("--may-leave", default="", metavar="WHY", help=MAY_LEAVE)
    add_reader_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Write the case as the worker whom ``--as`` names sees it."""
    if options.format in NOT_YET:
        raise Stopped(f"export case --format {options.format} is not there yet. json and pdf are.")
    take = FORMS[options.format]
    with new_file(options.output) as target, reading_as(options, note="export case") as by:
        try:
            taken = take(case=case_named(options.case), why=options.why, may_leave=options.may_leave, by=by)
        except NotFound:
            raise Stopped(f"{by.name} can open no case {options.case}.") from None
        except Refused as refusal:
            raise Stopped(str(refusal.message)) from None
        target.write(taken.content)
    print(f"{options.output}: {taken.rows} rows.")
    return 0
