"""``alongside migrate``: bring the database up to date, also when it already seems to be."""

from __future__ import annotations

import argparse
import os

from alongside.doors.commands.plain import Stopped, data_dir
from alongside.doors.commands.prepare import ensure_ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace) -> int:
    """Make roles, migrate and write the guards again. Needs the address of the database's administrator."""
    admin_url = os.environ.get("DATABASE_URL")
    if not admin_url:
        raise Stopped("Migrating needs the address of the database's administrator in DATABASE_URL.")
    ensure_ready(admin_url, data_dir(), force=True)
    print("The database is up to date.")
    return 0
