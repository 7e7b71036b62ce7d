"""``alongside export case``: everything of one case that a worker may see, as JSON or PDF."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import add_reader_argument
from alongside.doors.commands.take_out_list import MAY_LEAVE, new_file, reading_as
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.taking_case import TakenCase, require_case, take_case
from alongside.oversight.exports.actions.taking_paper import take_case_on_paper
from alongside.oversight.exports.queries.recipient import family_named
from alongside.oversight.exports.queries.whole_case import case_named
from alongside.oversight.journeys.giving_case import give_case
from alongside.oversight.journeys.giving_paper import give_case_on_paper
from alongside.oversight.overviews.drawings import drawings_of_case

FORMS: dict[str, Callable[..., TakenCase]] = {
    "json": take_case,
    "pdf": partial(take_case_on_paper, draw=drawings_of_case),
}
FOR_ONE: dict[str, Callable[..., TakenCase]] = {"json": give_case, "pdf": give_case_on_paper}
"""The same for one of the family."""
NOT_YET = ("fhir",)
NOBODY = "Nobody of the family in {case} is called {name}. Write the name as it stands in the case."
BY_COMMAND = "By the operator of the machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, in which form, where to."""
    parser.add_argument("case", metavar="ID", help="its number, such as HF-1001, or its outside name")
    parser.add_argument("--format", choices=[*FORMS, *NOT_YET], default="json", help="in which form")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
    parser.add_argument("--to", default="", metavar="NAME",
                        help="a copy for one of the family: their name in the case, or their outside name")  # fmt: skip
    parser.add_argument("--why", default=BY_COMMAND, help="kept with the record that it left")
    parser.add_argument("--may-leave", default="", metavar="WHY", help=MAY_LEAVE)
    add_reader_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Write the case as the worker whom ``--as`` names sees it, whole or for one of the family."""
    if options.format in NOT_YET:
        raise Stopped(f"export case --format {options.format} is not there yet. json and pdf are.")
    with new_file(options.output) as target, reading_as(options, note="export case") as by:
        try:
            case = case_named(options.case)
        except NotFound:
            raise Stopped(f"{by.name} can open no case {options.case}.") from None
        try:
            taken = _taken(options, case, by)
        except NotFound:
            raise Stopped(NOBODY.format(name=options.to, case=options.case)) from None
        except Refused as refusal:
            raise Stopped(str(refusal.message)) from None
        target.write(taken.content)
    print(f"{options.output}: {taken.rows} rows.")
    return 0


def _taken(options: argparse.Namespace, case: UUID, by: Reader) -> TakenCase:
    """The case, or what one of the family may be given of it, through the same gates as at the desk."""
    what = {"case": case, "why": options.why, "may_leave": options.may_leave, "by": by}
    if not options.to:
        return FORMS[options.format](**what)
    require_case(why=options.why, by=by)
    return FOR_ONE[options.format](to=family_named(case, options.to), **what)
