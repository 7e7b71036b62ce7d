"""``alongside worker add`` and ``alongside worker remove``: the first way in, before anybody can sign in to set up."""

from __future__ import annotations

import argparse
import os

from django.conf import settings
from django.urls import reverse

from alongside.agency.organisation import actions as organisation
from alongside.agency.organisation import queries as agency
from alongside.agency.organisation.enums import TeamKind
from alongside.agency.organisation.rules import default_protocol
from alongside.agency.staff import actions, queries
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.agency.staff.rules import DEMONSTRATION_PASSWORD
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import acting_as, add_reader_argument, named_actor, the_house
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import fold

NOTE = "worker"
DEMONSTRATION_ADMINISTRATOR = "admin"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``add NAME --role ROLE``, ``invite USERNAME`` or ``remove USERNAME``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="add|invite|remove")
    add = verbs.add_parser("add", help="bring a worker in and print her one-time way in")
    add.add_argument("name", metavar="NAME", help="her name, in quotation marks")
    add.add_argument("--role", required=True, choices=Role.values, help="what she does here")
    add.add_argument("--team", help="the team in which she does it (not needed when there is one that fits)")
    add.add_argument("--username", help="the name by which she signs in (made from her name when not given)")
    add.add_argument("--email", default="", help="her e-mail address at work, for a forgotten password")
    add_reader_argument(add)
    again = verbs.add_parser("invite", help="print a new one-time way in, for a password that is lost or never came")
    again.add_argument("username", metavar="USERNAME", help="the name by which she signs in")
    add_reader_argument(again)
    remove = verbs.add_parser("remove", help="end a worker's access everywhere, at once")
    remove.add_argument("username", metavar="USERNAME", help="the name by which she signs in")
    add_reader_argument(remove)


def run(options: argparse.Namespace) -> int:
    """Do it as an administrator, or as the house itself while there is none."""
    return {"add": add, "invite": invite, "remove": remove}[options.verb](options)


def add(options: argparse.Namespace) -> int:
    """Bring a worker in; on an empty agency set up what she needs: agency, teams, programme, default protocol."""
    username = options.username or username_of(options.name)
    with acting_as(administrator(options), note=NOTE) as by:
        if agency.is_empty():
            set_up(by=by)
        role = Role(options.role)
        demonstration = agency.the_agency().demonstration
        team = team_of(role, options.team)
        worker = actions.add_worker(
            name=options.name,
            username=username,
            email=options.email,
            password=DEMONSTRATION_PASSWORD if demonstration else None,
            by=by,
        )
        actions.give_role(worker=worker, role=role, team_id=team, by=by)
        secret = "" if demonstration else actions.invite(worker=worker, by=by)
    print(f"{options.name} works here now ({role.label}) and signs in as {username}.")
    if demonstration:
        print(f"Demonstration: the password is {DEMONSTRATION_PASSWORD}.")
    else:
        print_way_in(secret)
    return 0


def invite(options: argparse.Namespace) -> int:
    """A new way in for somebody who works here, as the house itself when nobody else is named: it holds the machine."""
    actor = named_actor(options) if options.as_worker else the_house()
    with acting_as(actor, note=NOTE) as by:
        worker = queries.worker_row_of_username(options.username)
        if worker is None:
            raise Stopped(f"Nobody who works here signs in as “{options.username}”.")
        secret = actions.invite(worker=worker, by=by)
    print_way_in(secret)
    return 0


def print_way_in(secret: str) -> None:
    """The address that opens once."""
    print("She opens this address once, within seven days, and chooses her password:")
    print(f"  {origin()}{reverse('welcome', args=[secret])}")


def remove(options: argparse.Namespace) -> int:
    """End a worker's access; what she carried waits with her supervisor."""
    with acting_as(administrator(options), note=NOTE) as by:
        worker = queries.worker_row_of_username(options.username)
        if worker is None:
            raise Stopped(f"Nobody who works here signs in as “{options.username}”.")
        actions.end_worker(worker=worker, by=by)
    print(f"{worker.name} has no access any more. What she carried is listed for her supervisor.")
    return 0


def administrator(options: argparse.Namespace) -> int:
    """As whom staff is changed: the named administrator, ``admin`` in a demonstration, the house before all others."""
    if not options.as_worker and not queries.has_administrator():
        return the_house()
    if not options.as_worker and agency.the_agency().demonstration:
        options.as_worker = DEMONSTRATION_ADMINISTRATOR
    if not options.as_worker:
        raise Stopped("There is an administrator already: add --as and her sign-in name.")
    return named_actor(options)


def set_up(*, by: Reader) -> None:
    """The agency as it begins: a team that takes requests in, one that carries cases, one programme."""
    organisation.set_up_agency(name="Our agency", by=by)
    intake = organisation.add_team(name="Front desk", kind=TeamKind.INTAKE, by=by)
    team = organisation.add_team(name="Casework", by=by)
    rules = default_protocol().as_data()
    organisation.add_programme(
        name="Family support", code="family", intake_team_id=intake, team_ids=[team], rules=rules, by=by
    )


def team_of(role: Role, name: str | None) -> int | None:
    """The number of the team in which a role is held: the named one, or the only one of the right kind."""
    if role not in TEAM_ROLES:
        return None
    kind = TeamKind.INTAKE if role == Role.INTAKE else TeamKind.CASEWORK
    teams = agency.teams()
    found = [line for line in teams if (line.name.casefold() == name.casefold() if name else line.kind == kind)]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(f"“{line.name}”" for line in teams) or "none yet"
    raise Stopped(f"Say in which team with --team. There is: {names}.")


def username_of(name: str) -> str:
    """A sign-in name from a name: "Amina Yusuf" becomes ``amina.yusuf``."""
    made = ".".join("".join(letter for letter in part if letter.isalnum()) for part in fold(name).split())
    return made or "worker"


def origin() -> str:
    """The address under which people reach this installation, as far as it is known here."""
    hosts = [host for host in settings.HOST_NAMES.split(",") if host]
    return f"https://{hosts[0]}" if hosts else f"http://localhost:{os.environ.get('PORT') or 8000}"
