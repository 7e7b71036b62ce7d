"""``alongside demo``: load the demonstration agency into an empty database."""

from __future__ import annotations

import argparse

from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.errors import Refused
from alongside.oversight.demonstration.loading import load_demonstration, partner_link


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A size and a seed for the synthetic agency, which the benchmark brings."""
    parser.add_argument("--people", type=int, help="a synthetic agency of so many people (comes with the benchmark)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the synthetic agency")
    parser.add_argument(
        "--partner-link",
        action="store_true",
        help="print a new address for the partner of the demonstration, without its host; the one before ends",
    )


def run(options: argparse.Namespace) -> int:
    """Tell the stories."""
    if options.people is not None:
        raise Stopped("A synthetic agency is not there yet. Without --people the demonstration stories are loaded.")
    if options.partner_link:
        return link()
    try:
        told = load_demonstration(say=lambda title: print(f"  {title}", flush=True))
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None
    print(f"The demonstration agency is ready: {told} stories.")
    return 0


def link() -> int:
    """Print where the partner of the demonstration comes in; nothing when there is none."""
    try:
        token = partner_link()
    except (Refused, LookupError):
        raise Stopped("Only a demonstration has a partner who comes in without a code.") from None
    if token:
        print(f"/partner/{token}/")
    return 0
