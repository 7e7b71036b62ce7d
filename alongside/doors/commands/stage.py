"""The second stage: prepare the database, let go of the administrator's address, set up Django, run the command.

Called as ``python -m alongside.doors.commands.stage COMMAND ...`` by the first stage, never by people.
"""

from __future__ import annotations

import os
import runpy
import sys

import django

from alongside.doors.commands.plain import Plainly, data_dir
from alongside.doors.commands.prepare import ensure_ready, look
from alongside.doors.commands.table import Needs, needs_of

APP = "alongside.doors.commands.app"
PREPARED = "ALONGSIDE_PREPARED"


def prepare_and_begin_again(needs: Needs) -> None:
    """Prepare the database and replace this process by one that knows only the addresses that its command needs."""
    admin_url = os.environ["DATABASE_URL"]
    app_url = ensure_ready(admin_url, data_dir())
    demonstration = look(admin_url, app_url).demonstration
    environment = {**os.environ, "ALONGSIDE_APP_DATABASE_URL": app_url, PREPARED: "1"}
    if demonstration:
        environment["ALONGSIDE_DEMO"] = "1"
    if needs is not Needs.OWNERSHIP:
        del environment["DATABASE_URL"]
    sys.stdout.flush()
    os.execve(
        sys.executable,
        [sys.executable, "-m", "alongside.doors.commands.stage", *sys.argv[1:]],
        environment,
    )


def main() -> int:
    """Run the command named by the first argument; whatever goes wrong is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    needs = needs_of(sys.argv[1], sys.argv[2:])
    wants_help = not {"-h", "--help"}.isdisjoint(sys.argv[2:])
    with Plainly() as plainly:
        if (
            "DATABASE_URL" in os.environ
            and PREPARED not in os.environ
            and needs not in (Needs.NOTHING, Needs.ADMINISTRATION)
            and not wants_help
        ):
            prepare_and_begin_again(needs)
        django.setup()
        runpy.run_module(APP, run_name="__main__")
    return plainly.code


if __name__ == "__main__":
    sys.exit(main())
