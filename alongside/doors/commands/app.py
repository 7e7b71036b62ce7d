"""The third stage: the command itself, with Django set up. Run by ``stage``."""

from __future__ import annotations

import argparse
import sys
from typing import Protocol

from alongside.doors.commands import (
    audit,
    backup,
    bring_in,
    check,
    demo,
    disposals,
    genogram,
    keys,
    migrate,
    restore,
    rls_check,
    take_out,
    token,
    worker,
)
from alongside.doors.commands.plain import Parser
from alongside.doors.commands.table import COMMANDS


class Command(Protocol):
    """What a command module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments of the command."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


MODULES: dict[str, Command] = {
    "audit": audit,
    "backup": backup,
    "check": check,
    "demo": demo,
    "disposals": disposals,
    "export": take_out,
    "genogram": genogram,
    "import": bring_in,
    "keys": keys,
    "migrate": migrate,
    "restore": restore,
    "rls-check": rls_check,
    "token": token,
    "worker": worker,
}


def main(argv: list[str]) -> int:
    """Parse ``argv`` (the command and its arguments), run the command and return its exit code."""
    name, *rest = argv
    parser = Parser(prog=f"alongside {name}", description=COMMANDS[name].summary)
    MODULES[name].add_arguments(parser)
    return MODULES[name].run(parser.parse_args(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
