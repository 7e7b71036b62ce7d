"""``alongside demo``: load the demonstration agency into an empty database."""

from __future__ import annotations

import argparse

from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.errors import Refused
from alongside.oversight.demonstration.loading import load_demonstration


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A size and a seed for the synthetic agency, which the benchmark brings."""
    parser.add_argument("--people", type=int, help="a synthetic agency of so many people (comes with the benchmark)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the synthetic agency")


def run(options: argparse.Namespace) -> int:
    """Tell the stories."""
    if options.people is not None:
        raise Stopped("A synthetic agency is not there yet. Without --people the demonstration stories are loaded.")
    try:
        told = load_demonstration(say=lambda title: print(f"  {title}", flush=True))
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None
    print(f"The demonstration agency is ready: {told} stories.")
    return 0
