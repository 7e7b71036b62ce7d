"""Who works here, in which roles and teams."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.agency.access import queries as accounts
from alongside.agency.access.models import Account
from alongside.agency.organisation.queries import AgencyView, agency_view
from alongside.agency.staff.enums import BoundaryAnswer, BoundaryKind, Role
from alongside.agency.staff.models import BoundaryEntry, BoundaryLook, Invitation, RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader

INVITATION_OVER = _("This address has been used, or its seven days are over. Ask your agency for a new one.")


ACCOUNT = tuple(field.attname for field in Account._meta.concrete_fields)
ARRIVE = f"""
select s.session_data, {", ".join(f'a."{column}"' for column in ACCOUNT)}, e.*
  from django_session s
  left join lateral app.come_in(%s, %s, %s) e on true
  left join access_account a on a.actor_id = e.actor_id
 where s.session_key = %s and s.expire_date > %s"""  # noqa: S608 - the names of our own columns


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a request comes with: the words of its session and, once that has been entered, who reads for whom.

    Whether the session may be believed is for the entrance to say, which knows the secret that signs it.
    """

    session_data: str
    account: Account | None
    reader: Reader | None
    agency: AgencyView | None


@dataclass(frozen=True, slots=True)
class Invited:
    """Who comes in by a one-time way in."""

    actor_id: int
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that a worker holds or will hold: where, from when until when."""

    public_id: UUID
    role: str
    label: str
    team_id: int | None
    team: str
    from_on: date
    until_on: date | None
    begins_later: bool


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A worker in the list of set-up: who, how she signs in, what she holds, how much she carries."""

    id: int
    public_id: UUID
    actor_id: int
    name: str
    title: str
    email: str
    username: str
    starts_on: date
    left_on: date | None
    roles: tuple[RoleLine, ...]
    invited: bool
    signed_in: bool


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker in a list: who, and what she holds."""

    id: int
    public_id: UUID
    actor_id: int
    name: str
    title: str
    email: str
    left_on: date | None


def live(on: date) -> Q:
    """Roles that are held on a day."""
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def standing(on: date) -> Q:
    """Roles that are held on a day or begin later."""
    return Q(until_on=None) | Q(until_on__gt=on)


def arrive(*, session_key: str, secret: bytes, request_id: UUID) -> Arrival | None:
    """Everything that every request asks for, in one statement; None when there is no such session or it is over.

    Sets the reader of this transaction when ``secret`` opened an entrance that still stands, as ``enter`` does.
    """
    with connection.cursor() as cursor:
        cursor.execute(ARRIVE, [secret, request_id, clock.today(), session_key, timezone.now()])
        row = cursor.fetchone()
    if row is None:
        return None
    account, entered = row[1 : len(ACCOUNT) + 1], row[len(ACCOUNT) + 1 :]
    if entered[0] is None or account[0] is None:
        return Arrival(row[0], None, None, None)
    actor_id, kind, name, session_id, powers, teams, index_teams, supervises, worker_id, roles, agency = entered
    held = frozenset(Role(role) for role in roles)
    reader = Reader(
        actor_id, kind, name, session_id, powers, tuple(teams), tuple(index_teams), tuple(supervises), worker_id, held
    )
    settings = json.loads(agency) if agency else None
    return Arrival(row[0], Account.from_db(None, ACCOUNT, account), reader, agency_view(settings))


def with_roles(reader: Reader) -> Reader:
    """The same reader with her worker's number and the names of the roles she holds today."""
    rows = list(
        RoleHeld.objects.filter(live(clock.today()), worker__actor_id=reader.actor_id).values_list("worker_id", "role")
    )
    if rows:
        return replace(reader, worker_id=rows[0][0], roles=frozenset(Role(row[1]) for row in rows))
    return replace(
        reader, worker_id=Worker.objects.filter(actor_id=reader.actor_id).values_list("id", flat=True).first()
    )


def workers(*, teams: tuple[int, ...] | None = None) -> list[WorkerLine]:
    """Workers of the agency who have not left, by name; only those who hold a role in ``teams`` when given."""
    found = Worker.objects.filter(left_on=None)
    if teams is not None:
        held = RoleHeld.objects.filter(live(clock.today()), team_id__in=teams).values("worker_id")
        found = found.filter(id__in=held)
    return [_line(worker) for worker in found.order_by("sort_key", "id")]


def volunteers(*, team: int) -> list[WorkerLine]:
    """The volunteers of a team today, by name."""
    held = RoleHeld.objects.filter(live(clock.today()), role=Role.VOLUNTEER, team_id=team)
    rows = Worker.objects.filter(left_on=None, id__in=held.values("worker_id"))
    return [_line(worker) for worker in rows.order_by("sort_key", "id")]


def workers_who_left() -> list[WorkerLine]:
    """Workers who have left, the last first."""
    return [_line(worker) for worker in Worker.objects.exclude(left_on=None).order_by("-left_on", "sort_key", "id")]


def worker_by_public_id(public_id: UUID) -> WorkerLine | None:
    """One worker, or None."""
    worker = Worker.objects.filter(public_id=public_id).first()
    return _line(worker) if worker else None


def worker_of_actor(actor_id: int) -> WorkerLine | None:
    """The worker who acts as ``actor_id``, or None."""
    worker = Worker.objects.filter(actor_id=actor_id).first()
    return _line(worker) if worker else None


def worker_row(public_id: UUID) -> Worker | None:
    """One worker, as a handle to hand to an action; None when there is none."""
    return Worker.objects.filter(public_id=public_id).first()


def worker_row_of_username(username: str) -> Worker | None:
    """The worker who signs in by a name, as a handle; None when nobody does."""
    return Worker.objects.filter(actor__account__username__iexact=username).first()


def role_row(public_id: UUID) -> RoleHeld | None:
    """One role held, as a handle to hand to an action; None when there is none."""
    return RoleHeld.objects.select_related("worker").filter(public_id=public_id).first()


def held_by(worker_id: int) -> list[RoleLine]:
    """The roles that a worker holds today or will hold, oldest first."""
    return [_role(row) for row in _roles().filter(worker_id=worker_id)]


def staff(*, gone: bool = False) -> list[StaffLine]:
    """Everyone who works here, by name, with her roles; those who have left instead with ``gone``."""
    rows = Worker.objects.select_related("actor__account").order_by("sort_key", "id")
    rows = rows.exclude(left_on=None) if gone else rows.filter(left_on=None)
    held: dict[int, list[RoleLine]] = {}
    for row in _roles():
        held.setdefault(row.worker_id, []).append(_role(row))
    waiting = set(
        Invitation.objects.filter(used_at=None, expires_at__gt=timezone.now()).values_list("worker_id", flat=True)
    )
    return [_staff_line(row, held.get(row.id, []), invited=row.id in waiting) for row in rows]


def staff_line(public_id: UUID) -> StaffLine | None:
    """One worker with her roles, or None."""
    row = Worker.objects.select_related("actor__account").filter(public_id=public_id).first()
    if row is None:
        return None
    waiting = Invitation.objects.filter(worker=row, used_at=None, expires_at__gt=timezone.now()).exists()
    return _staff_line(row, held_by(row.id), invited=waiting)


def invited(secret: str) -> Invited | None:
    """Who comes in by the one-time way in ``secret``; None when it is used, too old or unknown."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.invited(%s)", [secret.encode()])
        row = cursor.fetchone()
    return Invited(row[0], row[1], accounts.account_of(row[0]).get_username()) if row else None


def has_administrator() -> bool:
    """Whether somebody administers the system; asked before there is a reader."""
    with connection.cursor() as cursor:
        cursor.execute("select app.has_administrator()")
        row = cursor.fetchone()
    return bool(row and row[0])


def carried_by(actor_id: int) -> int:
    """How many cases a worker carries, for an administrator, who learns the number and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select app.carried_by(%s)", [actor_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _roles() -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(standing(clock.today())).select_related("team").order_by("from_on", "id")


def _role(row: RoleHeld) -> RoleLine:
    return RoleLine(
        row.public_id,
        row.role,
        str(Role(row.role).label),
        row.team_id,
        row.team.name if row.team else "",
        row.from_on,
        row.until_on,
        row.from_on > clock.today(),
    )


def _staff_line(row: Worker, held: list[RoleLine], *, invited: bool) -> StaffLine:
    account = row.actor.account
    return StaffLine(
        row.id,
        row.public_id,
        row.actor_id,
        row.name,
        row.title,
        row.email,
        account.username,
        row.starts_on,
        row.left_on,
        tuple(held),
        invited,
        account.last_login is not None,
    )


def _line(worker: Worker) -> WorkerLine:
    return WorkerLine(
        worker.id, worker.public_id, worker.actor_id, worker.name, worker.title, worker.email, worker.left_on
    )


@dataclass(frozen=True, slots=True)
class BoundaryLine:
    """An entry about work and private life, with what supervisors said of it. ``mine``: the reader wrote it."""

    public_id: UUID
    worker: str
    mine: bool
    kind: str
    on: date
    what: str
    worth: str
    case_number: str
    answer: str
    looks: tuple[tuple[str, date, str], ...]


def boundaries(*, by: Reader, most: int = 200) -> tuple[BoundaryLine, ...]:
    """One's own entries, and for supervisors and privacy officers those of their workers, newest first."""
    rows = list(BoundaryEntry.objects.select_related("worker").order_by("-on", "-id")[:most])
    looks: dict[int, list[tuple[str, date, str]]] = {row.id: [] for row in rows}
    for look in BoundaryLook.objects.filter(entry_id__in=list(looks)).select_related("actor").order_by("id"):
        looks[look.entry_id].append((look.words, look.on, look.actor.name))
    return tuple(
        BoundaryLine(
            row.public_id,
            row.worker.name,
            row.actor_id == by.actor_id,
            gettext("Found at night") if row.mark else str(BoundaryKind(row.kind).label),
            row.on,
            row.what,
            row.worth,
            row.case_number,
            gettext("Looked at") if row.mark and looks[row.id] else str(BoundaryAnswer(row.answer).label),
            tuple(looks[row.id]),
        )
        for row in rows
    )


def boundary_row(public_id: UUID) -> BoundaryEntry | None:
    """A handle for an action; None when it is not there, or not to be seen."""
    return BoundaryEntry.objects.filter(public_id=public_id).first()
