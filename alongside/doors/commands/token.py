"""``alongside token``: make, list and end the tokens with which programs come in for a worker."""

from __future__ import annotations

import argparse
import sys
from uuid import UUID

from alongside.agency.tokens import actions, queries
from alongside.agency.tokens.enums import READING, SCOPES
from alongside.agency.tokens.rules import LONGEST_DAYS, USUAL_DAYS
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import acting_as, named_actor
from alongside.ground.foundation.errors import NotFound, Refused

NOTE = "token"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``add WORKER``, ``list WORKER`` or ``end WORKER TOKEN``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="add|list|end")
    add = verbs.add_parser("add", help="make a token and print it, once")
    add.add_argument("worker", metavar="WORKER", help="the sign-in name of the worker for whom the program acts")
    add.add_argument("--name", default="command line", help="which program will use it")
    add.add_argument("--days", type=int, default=USUAL_DAYS, help=f"how long it lasts, at most {LONGEST_DAYS}")
    add.add_argument("--read-only", action="store_true", help="it reads and changes nothing")
    add.add_argument(
        "--scope", action="append", choices=sorted(SCOPES), metavar="NOUN:VERB", help="one thing it may do; repeat it"
    )
    lists = verbs.add_parser("list", help="the worker's tokens")
    lists.add_argument("worker", metavar="WORKER", help="her sign-in name")
    end = verbs.add_parser("end", help="end a token at once")
    end.add_argument("worker", metavar="WORKER", help="her sign-in name")
    end.add_argument("token", metavar="TOKEN", type=UUID, help="its number, as in the list")


def run(options: argparse.Namespace) -> int:
    """Do it as the worker herself: a token is never more than its worker."""
    options.as_worker = options.worker
    actor = named_actor(options)
    try:
        return {"add": add, "list": show, "end": end}[options.verb](options, actor)
    except NotFound:
        raise Stopped("She has no such token; alongside token list shows those there are.") from None
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None


def add(options: argparse.Namespace, actor: int) -> int:
    """Make it. Standard output holds the token alone, so that a script can take it."""
    scopes = options.scope or (READING if options.read_only else SCOPES)
    with acting_as(actor, note=NOTE) as by:
        words = actions.make_token(name=options.name, scopes=scopes, days=options.days, by=by)
    print(f"It reads what {options.worker} reads, for {options.days} days. It is not shown again.", file=sys.stderr)
    print(words)
    return 0


def show(options: argparse.Namespace, actor: int) -> int:
    """One line for each token."""
    with acting_as(actor, note=NOTE) as by:
        found = [line for line in queries.tokens_seen(by=by) if line.actor_id == actor]
    for line in found:
        state = f"until {line.expires_at:%Y-%m-%d}" if line.live else "ended"
        print(f"{line.public_id}  {line.begins}…  {line.name}  {state}")
    return 0


def end(options: argparse.Namespace, actor: int) -> int:
    """End it."""
    with acting_as(actor, note=NOTE) as by:
        actions.end_token(token=options.token, by=by)
    print("Ended: the next call with it is refused.")
    return 0
