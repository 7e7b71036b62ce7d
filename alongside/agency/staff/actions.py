"""Workers come, hold roles, and leave."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.agency.access import actions as access
from alongside.agency.access import queries as accounts
from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries
from alongside.agency.staff.enums import TEAM_ROLES, BoundaryAnswer, BoundaryKind, Role
from alongside.agency.staff.models import BoundaryEntry, BoundaryLook, Invitation, RoleHeld, Worker
from alongside.agency.staff.rules import (
    boundary_faults,
    may_be_called,
    may_change_staff,
    may_change_worker,
    may_hold,
    needs_end,
)
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import (
    ADMINISTERS,
    CARRIES,
    COUNSELS,
    EVALUATES,
    INDEX,
    ORDINARY,
    READS_LOGS,
    TREATS,
    Reader,
)
from alongside.ground.foundation.text import sort_key

INVITATION_DAYS = 7
TEAM_SIGHT = {
    Role.WORKER: (ORDINARY, GrantReason.TEAM),
    Role.SUPERVISOR: (CARRIES, GrantReason.SUPERVISOR),
    Role.STUDENT: (ORDINARY, GrantReason.TEAM),
    Role.INTAKE: (CARRIES | INDEX, GrantReason.INTAKE),
}
POWERS = {
    Role.EVALUATOR: EVALUATES,
    Role.PRIVACY: READS_LOGS,
    Role.ADMIN: ADMINISTERS,
    Role.COUNSELLOR: COUNSELS,
    Role.TREATMENT: TREATS,
}
"""A counsellor and somebody of a substance use programme see no record by it: only such notes of what they carry."""


@transaction.atomic
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

    Refused without a name, with a sign-in name that is taken or hard to type, and for anyone but an administrator.
    """
    require(may_change_staff(by))
    if not name.strip():
        reason = _("Give the worker's name.")
        raise Refused("worker.name.required", reason, fields={"name": reason})
    require(may_be_called(username.strip()), field="username")
    if accounts.account_named(username.strip()) is not None:
        reason = _("Somebody signs in by that name already. Choose another.")
        raise Refused("worker.username.taken", reason, fields={"username": reason})
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


@transaction.atomic
def bring_in(
    *,
    name: str,
    username: str,
    role: Role,
    team_id: int | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    email: str = "",
    title: str = "",
    by: Reader,
) -> tuple[Worker, str]:
    """Bring a worker in with her first role and her one-time way in; all of it, or nothing when any is refused."""
    worker = add_worker(name=name, username=username, email=email, title=title, starts_on=from_on, by=by)
    give_role(worker=worker, role=role, team_id=team_id, from_on=from_on, until_on=until_on, by=by)
    return worker, invite(worker=worker, by=by)


@transaction.atomic
def invite(*, worker: Worker, by: Reader) -> str:
    """Make a one-time way in for a worker, good for seven days; earlier ones open nothing any more.

    Returns the secret, which is kept nowhere: only its hash is. Refused for a worker who has left, and for anyone but
    an administrator.
    """
    require(may_change_staff(by))
    if worker.left_on is not None:
        raise Refused("worker.left", _("%(name)s has left. Bring them in as a new worker.") % {"name": worker.name})
    Invitation.objects.filter(worker=worker, used_at=None).update(used_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    Invitation.objects.create(
        worker=worker,
        secret_hash=hashlib.sha256(secret.encode()).digest(),
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    return secret


@transaction.atomic
def accept_invitation(*, secret: str, password: str) -> AbstractBaseUser:
    """Set the password that a worker has chosen by her one-time way in, which opens nothing afterwards.

    Returns her account. Refused, with the way in still open, for a password that is too weak; refused for a way in that
    is used, too old or unknown, all three in the same words.
    """
    found = queries.invited(secret)
    if found is None:
        raise Refused("invitation.over", queries.INVITATION_OVER)
    account = accounts.account_of(found.actor_id)
    try:
        validate_password(password, account)
    except ValidationError as error:
        reason = " ".join(error.messages)
        raise Refused("invitation.password", reason, fields={"password": reason}) from None
    with connection.cursor() as cursor:
        cursor.execute("select app.accept_invitation(%s)", [secret.encode()])
        row = cursor.fetchone()
    if row is None or row[0] != found.actor_id:
        raise Refused("invitation.over", queries.INVITATION_OVER)
    account.set_password(password)
    account.save(update_fields=["password"])
    return account


@transaction.atomic
def give_role(
    *,
    worker: Worker,
    role: Role,
    team_id: int | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    why: str = "",
    by: Reader,
) -> RoleHeld:
    """Give a worker a role in a team, or in the agency, and with it the sight that the role carries (ruling 22).

    Held from ``from_on`` (today) until the day ``until_on``, on which it is over. Intake also learns who is known to
    the teams that serve her programmes (ruling 3). Refused for a team role without a team, for a role that she holds
    already, for an end before the beginning, for oneself, and where administration and records would meet.
    """
    require(may_change_worker(by, worker.actor_id))
    held = queries.held_by(worker.id)
    require(may_hold(role, [Role(one.role) for one in held]), field="role")
    require(needs_end(role, until_on), field="until_on")
    from_on = from_on or clock.today()
    if role in TEAM_ROLES and team_id is None:
        reason = _("Choose the team in which they have this role.")
        raise Refused("role.team.required", reason, fields={"team": reason})
    if role not in TEAM_ROLES:
        team_id = None
    if until_on is not None and until_on <= from_on:
        reason = _("The role would end before it begins. Choose a later day.")
        raise Refused("role.dates", reason, fields={"until_on": reason})
    if any(one.role == role and one.team_id == team_id for one in held):
        reason = _("They hold this role already. Take it first to change its dates.")
        raise Refused("role.held", reason, fields={"role": reason})
    begins, ends = _begin(from_on), _begin(until_on) if until_on else None
    for scope, target, levels, reason_of_grant in _sight(role, team_id):
        access.give(
            actor_id=worker.actor_id,
            scope=scope,
            scope_id=target,
            levels=levels,
            reason=reason_of_grant,
            why=why,
            from_at=begins,
            until=ends,
            by=by,
        )
    return RoleHeld.objects.create(worker=worker, role=role, team_id=team_id, from_on=from_on, until_on=until_on)


@transaction.atomic
def take_role(*, held: RoleHeld, by: Reader) -> None:
    """Take a role: the sight that it carried is gone with the next statement of its holder.

    Refused for one's own role and for anyone but an administrator.
    """
    require(may_change_worker(by, held.worker.actor_id))
    for scope, target, levels, reason in _sight(Role(held.role), held.team_id):
        access.take(actor_id=held.worker.actor_id, scope=scope, scope_id=target, levels=levels, reason=reason, by=by)
    held.until_on = max(clock.today(), held.from_on)
    held.save(update_fields=["until_on"])


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


@transaction.atomic
def end_worker(*, worker: Worker, on: date | None = None, by: Reader) -> None:
    """End a worker's access everywhere at once: roles, grants, sign-ins, one-time ways in (R-09).

    What she carried stays with her name on it until her supervisor hands it on. Refused for oneself, for a worker who
    has left already, and for anyone but an administrator.
    """
    require(may_change_worker(by, worker.actor_id))
    if worker.left_on is not None:
        raise Refused("worker.left", _("%(name)s has left already.") % {"name": worker.name})
    today = clock.today()
    for held in RoleHeld.objects.filter(queries.standing(today), worker=worker):
        held.until_on = max(today, held.from_on)
        held.save(update_fields=["until_on"])
    Invitation.objects.filter(worker=worker, used_at=None).update(used_at=timezone.now())
    worker.left_on = on or today
    worker.save(update_fields=["left_on"])
    access.end_actor(actor_id=worker.actor_id, by=by)


def _sight(role: Role, team_id: int | None) -> list[tuple[GrantScope, int, int, GrantReason]]:
    """What a role opens: (scope, target, levels, reason) of each grant. A volunteer's opens no record."""
    if role not in TEAM_ROLES:
        return [(GrantScope.AGENCY, 0, POWERS[role], GrantReason.ROLE)]
    team = team_id or 0
    if role == Role.VOLUNTEER:
        return []
    levels, reason = TEAM_SIGHT[role]
    found = [(GrantScope.TEAM, team, levels, reason)]
    if role == Role.INTAKE:
        served = {each for line in organisation.programmes() if line.intake_team_id == team for each in line.team_ids}
        found += [(GrantScope.TEAM, each, INDEX, GrantReason.INTAKE) for each in sorted(served - {team})]
    return found


def _begin(day: date) -> datetime:
    """The first moment of a day where the agency is."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(organisation.the_agency().time_zone))


@transaction.atomic
def note_boundary(
    *,
    kind: str,
    what: str,
    answer: str,
    on: date | None = None,
    worth: str = "",
    case_number: str = "",
    by: Reader,
) -> BoundaryEntry:
    """Write down a gift, a contact online or something else that touches the line to one's private life (S-203).

    Refused: nothing said, a day to come, somebody who is no worker. Recorded: the entry, which nobody changes; her
    supervisors and the privacy officer read it.
    """
    if by.worker_id is None:
        raise NotFound
    day = on or clock.today()
    faults = boundary_faults(kind=kind, what=what, answer=answer, on=day, today=clock.today())
    if faults:
        raise Refused("boundary.incomplete", next(iter(faults.values())), fields=faults)
    return BoundaryEntry.objects.create(
        actor_id=by.actor_id,
        worker_id=by.worker_id,
        kind=kind,
        on=day,
        what=what.strip(),
        worth=worth.strip(),
        case_number=case_number.strip(),
        answer=answer,
    )


def answer_tie(*, worker_id: int, case_number: str, words: str, by: Reader) -> BoundaryEntry:
    """Write down what it is that a worker bears the name, the number or the address of somebody in her case (S-203).

    Refused: anybody but a supervisor of hers, one's own, no words. Recorded: an entry of the register, which the worker
    does not read; it is not asked about again in this case.
    """
    theirs = RoleHeld.objects.filter(queries.live(clock.today()), worker_id=worker_id, team_id__in=by.supervises)
    if by.worker_id is None or by.worker_id == worker_id or not theirs.exists():
        raise Refused("tie.supervisor", _("Only a supervisor of this worker says what it is."))
    if not words.strip():
        reason = _("Say in a few words what it is.")
        raise Refused("tie.words", reason, fields={"words": reason})
    for found in BoundaryEntry.objects.exclude(mark="").filter(worker_id=worker_id, case_number=case_number):
        BoundaryLook.objects.create(entry=found, on=clock.today(), words=words.strip(), actor_id=by.actor_id)
    return BoundaryEntry.objects.create(
        actor_id=by.actor_id,
        worker_id=worker_id,
        kind=BoundaryKind.KNOWN,
        on=clock.today(),
        what=words.strip(),
        case_number=case_number,
        answer=BoundaryAnswer.PASSED_ON,
    )


def note_found_tie(*, worker_id: int, case_number: str, words: str, mark: str, by: Reader) -> BoundaryEntry:
    """Write down, as the house, that a worker may know somebody in a case (S-203); open until a supervisor looks at it.

    ``words`` name nobody. The same ``mark`` is taken once: the database refuses it a second time.
    """
    return BoundaryEntry.objects.create(
        actor_id=by.actor_id,
        worker_id=worker_id,
        kind=BoundaryKind.KNOWN,
        on=clock.today(),
        what=words,
        case_number=case_number,
        answer=BoundaryAnswer.OPEN,
        mark=mark,
    )


@transaction.atomic
def look_at_boundary(*, entry: BoundaryEntry, words: str, by: Reader) -> BoundaryLook:
    """Say what comes of an entry, as supervisor or privacy officer. Refused for one's own, and without words."""
    if not BoundaryEntry.objects.filter(id=entry.id).exists():
        raise NotFound
    if entry.actor_id == by.actor_id:
        raise Refused("boundary.own", _("Somebody else looks at what you wrote about yourself."))
    if not words.strip():
        reason = _("Say in a few words what comes of it.")
        raise Refused("boundary.words", reason, fields={"words": reason})
    return BoundaryLook.objects.create(entry=entry, on=clock.today(), words=words.strip(), actor_id=by.actor_id)
