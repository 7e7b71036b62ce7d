"""``alongside keys list|rotate|forget``: the master keys, which wrap the keys of encrypted fields."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from alongside.agency.keys.actions import keys_by_master, rewrap_keys
from alongside.agency.keys.queries import masters
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.whole import connection
from alongside.ground.foundation.encryption import Unopened
from alongside.ground.foundation.masters import NoMaster, add_master, drop_masters


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list``, ``rotate`` or ``forget``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|rotate|forget")
    verbs.add_parser("list", help="each master key, and how many keys of cases it wraps")
    verbs.add_parser("rotate", help="make a new master key and wrap every key with it, while others work")
    verbs.add_parser("forget", help="throw away the master keys that wrap nothing any more")


def run(options: argparse.Namespace) -> int:
    """Do it as the operator of the machine, who alone holds the file of master keys."""
    try:
        return {"list": show, "rotate": rotate, "forget": forget}[options.verb]()
    except (NoMaster, Unopened) as problem:
        raise Stopped(str(problem)) from None


def show() -> int:
    """One line for each master key, the newest marked."""
    held = masters()
    with connection() as database:
        counts = keys_by_master(database)
    for name in sorted({*held.by_name, *counts}, key=int):
        state = "" if name in held.by_name else "  NOT IN THE FILE: put it back from where it is kept"
        print(f"master key {name}: wraps {counts.get(name, 0)}{'  newest' if name == held.newest else ''}{state}")
    return 0


def rotate() -> int:
    """Make a new master key and wrap every key of a case with it. Values themselves are not written anew."""
    held = add_master(Path(settings.MASTER_KEYS))
    with connection() as database:
        done = rewrap_keys(database)
    print(f"Master key {held.newest} is in use. Wrapped anew: {done}. Keep a copy of {settings.MASTER_KEYS} elsewhere.")
    print("Older backups open only with older master keys. When you need them no more: alongside keys forget.")
    return 0


def forget() -> int:
    """Throw away every master key that wraps nothing; refused while one of the older still wraps something."""
    held = masters()
    with connection() as database:
        used = sorted(keys_by_master(database).keys() - {held.newest}, key=int)
    if used:
        raise Stopped(f"Master key {', '.join(used)} still wraps keys. Run alongside keys rotate first.")
    old = drop_masters(Path(settings.MASTER_KEYS))
    print(f"Thrown away: {', '.join(old)}." if old else "There was no older master key.")
    return 0
