"""``alongside rls-check``: does the database guard what the code declares. Answers 1 and names what does not."""

from __future__ import annotations

import argparse

from django.db import connections

from alongside.doors.commands.plain import Stopped
from alongside.oversight.overviews import rls

OWNER = "owner"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace) -> int:
    """Compare, print one sentence for each fault, and return 1 when there is any."""
    if OWNER not in connections:
        raise Stopped("This check needs the address of the database's administrator in DATABASE_URL.")
    found = rls.faults(connections[OWNER])
    for sentence in found:
        print(sentence)
    if not found:
        print(f"{len(rls.GUARDS)} tables and {len(rls.GATES)} functions are guarded as declared.")
    return 1 if found else 0
