"""The first stage of the ``alongside`` command line: find the command, see to the database, run, tidy up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from alongside.doors.commands import serve
from alongside.doors.commands.plain import BAD_INPUT, Parser, Plainly, Stopped, data_dir
from alongside.doors.commands.table import COMMANDS, LATER, Needs, needs_of
from alongside.ground.postgres.cluster import Cluster

STAGE = [sys.executable, "-m", "alongside.doors.commands.stage"]
HELP = ("-h", "--help")


def overview() -> str:
    """The help of the whole command line."""
    lines = "\n".join(f"  {name:<12} {entry.summary}" for name, entry in COMMANDS.items())
    return f"usage: alongside COMMAND ...\n\n{lines}\n\nalongside COMMAND --help says more."


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """The environment of a command with a database: the one of ``DATABASE_URL``, else the embedded one, running."""
    environment = {**os.environ, "DATA_DIR": str(data_dir())}
    if environment.get("DATABASE_URL") or environment.get("ALONGSIDE_APP_DATABASE_URL"):
        yield environment
        return
    with Cluster(data_dir()) as cluster:
        for notice in cluster.notices:
            print(notice, file=sys.stderr)
        yield {**environment, "DATABASE_URL": cluster.admin_url()}


def run_stage(arguments: list[str], environment: dict[str, str]) -> int:
    """Run the next stage as a child, hand on what this process is told, and return the child's exit code."""
    child = subprocess.Popen([*STAGE, *arguments], env=environment)

    def hand_on(number: int, frame: FrameType | None) -> None:
        # Ctrl-C reaches the child by itself: the terminal tells the whole group.
        if number != signal.SIGINT:
            child.send_signal(number)

    before = {number: signal.signal(number, hand_on) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        code = child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def run_command(name: str, rest: list[str]) -> int:
    """Run the command ``name`` of the table with its arguments and return its exit code."""
    entry = COMMANDS[name]
    if entry.needs is Needs.SUPERVISION:
        parser = Parser(prog=f"alongside {name}", description=entry.summary)
        serve.add_arguments(parser)
        return serve.run(parser.parse_args(rest))
    if needs_of(name, rest) is Needs.NOTHING or not set(rest).isdisjoint(HELP):
        return run_stage([name, *rest], {**os.environ, "DATA_DIR": str(data_dir())})
    with database() as environment:
        return run_stage([name, *rest], environment)


def dispatch(arguments: list[str]) -> int:
    """Find the command that ``arguments`` name and run it; raises ``Stopped`` when there is none."""
    if not arguments or arguments[0] in HELP:
        print(overview())
        return 0 if arguments else BAD_INPUT
    name, *rest = arguments
    if name in LATER:
        raise Stopped(f"“alongside {name}” is not there yet in this release.")
    if name not in COMMANDS:
        raise Stopped(f"There is no command “{name}”; alongside --help lists them all.")
    return run_command(name, rest)


def main(argv: list[str] | None = None) -> int:
    """Run ``alongside`` with ``argv`` (by default the arguments of this process) and return the exit code."""
    with Plainly() as plainly:
        plainly.code = dispatch(sys.argv[1:] if argv is None else argv)
    return plainly.code


if __name__ == "__main__":
    sys.exit(main())
