"""Whom a command reads and acts as (ruling 7)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from alongside.agency.access import actions as access
from alongside.agency.access import queries as accounts
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.reader import Reader

DEMONSTRATION_WORKER = "worker"


def add_reader_argument(parser: argparse.ArgumentParser) -> None:
    """Declare ``--as``."""
    parser.add_argument(
        "--as", dest="as_worker", metavar="WORKER", default="", help="whose sign-in name the command uses"
    )


def named_actor(options: argparse.Namespace) -> int:
    """The actor whom ``--as`` names; in a demonstration the worker Dele when nobody is named. Stops in plain words."""
    name = options.as_worker
    if not name:
        if not organisation.the_agency().demonstration:
            raise Stopped("Say with --as whose records these are: the sign-in name of a worker, as in --as dele.")
        name = DEMONSTRATION_WORKER
    account = accounts.account_named(name)
    if account is None or not account.is_active:
        raise Stopped(f"Nobody signs in as {name}. Use the sign-in name of a worker.")
    return account.actor_id


def the_house() -> int:
    """The house's own actor, as whom commands act while there is no worker to name."""
    return accounts.house_actor()


@contextmanager
def acting_as(actor_id: int, *, note: str) -> Iterator[Reader]:
    """One transaction as this actor, with her roles."""
    with access.acting(actor_id=actor_id, kind=SessionKind.COMMAND, note=note) as by:
        yield staff.with_roles(by)
