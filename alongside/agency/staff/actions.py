"""Workers come, hold roles, and leave."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import (
    ADMINISTERS,
    CARRIES,
    EVALUATES,
    INDEX,
    ORDINARY,
    READS_LOGS,
    Reader,
)
from alongside.ground.foundation.text import sort_key

TEAM_SIGHT = {
    Role.WORKER: (ORDINARY, GrantReason.TEAM),
    Role.SUPERVISOR: (CARRIES, GrantReason.SUPERVISOR),
    Role.INTAKE: (CARRIES | INDEX, GrantReason.INTAKE),
}
POWERS = {Role.EVALUATOR: EVALUATES, Role.PRIVACY: READS_LOGS, Role.ADMIN: ADMINISTERS}


def add_worker(
    *,
    name: str,
    username: str,
    email: str = "",
    title: str = "",
    password: str | None = None,
    starts_on: date | None = None,
    by: Reader,
) -> Worker:
    """Bring a worker in: actor, sign-in and worker. Without ``password`` she signs in by invitation only.

    Refused without a name. Only an administrator may.
    """
    if not name.strip():
        reason = _("Give the worker's name.")
        raise Refused("worker.name.required", reason, fields={"name": reason})
    actor = access.add_actor(name=name.strip(), by=by)
    access.open_account(actor=actor, username=username.strip(), email=email, password=password)
    return Worker.objects.create(
        actor=actor,
        name=name.strip(),
        sort_key=sort_key(name),
        title=title,
        email=email,
        starts_on=starts_on or clock.today(),
    )


def give_role(
    *, worker: Worker, role: Role, team_id: int | None = None, from_on: date | None = None, why: str = "", by: Reader
) -> RoleHeld:
    """Give a worker a role in a team, or in the agency, and with it the sight that the role carries (ruling 22).

    Refused for a team role without a team, and where administration and records would meet in one person.
    """
    if role in TEAM_ROLES:
        if team_id is None:
            reason = _("Choose the team in which she has this role.")
            raise Refused("role.team.required", reason, fields={"team": reason})
        levels, reason_of_grant = TEAM_SIGHT[role]
        access.give(
            actor_id=worker.actor_id,
            scope=GrantScope.TEAM,
            scope_id=team_id,
            levels=levels,
            reason=reason_of_grant,
            why=why,
            by=by,
        )
    else:
        access.give(
            actor_id=worker.actor_id,
            scope=GrantScope.AGENCY,
            levels=POWERS[role],
            reason=GrantReason.ROLE,
            why=why,
            by=by,
        )
    return RoleHeld.objects.create(worker=worker, role=role, team_id=team_id, from_on=from_on or clock.today())


def give_index(*, worker: Worker, team_id: int, why: str = "", by: Reader) -> None:
    """Let an intake worker know that people of a team exist: name, birth year and team, nothing else (ruling 3)."""
    access.give(
        actor_id=worker.actor_id,
        scope=GrantScope.TEAM,
        scope_id=team_id,
        levels=INDEX,
        reason=GrantReason.INTAKE,
        why=why,
        by=by,
    )
