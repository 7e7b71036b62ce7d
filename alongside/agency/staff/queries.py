"""Who works here, in which roles and teams."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader


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


def with_roles(reader: Reader) -> Reader:
    """The same reader with her worker's number and the names of the roles she holds today."""
    rows = list(
        RoleHeld.objects.filter(live(clock.today()), worker__actor_id=reader.actor_id).values_list("worker_id", "role")
    )
    if rows:
        return replace(reader, worker_id=rows[0][0], roles=frozenset(Role(role) for _, role in rows))
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


def worker_by_public_id(public_id: UUID) -> WorkerLine | None:
    """One worker, or None."""
    worker = Worker.objects.filter(public_id=public_id).first()
    return _line(worker) if worker else None


def worker_of_actor(actor_id: int) -> WorkerLine | None:
    """The worker who acts as ``actor_id``, or None."""
    worker = Worker.objects.filter(actor_id=actor_id).first()
    return _line(worker) if worker else None


def _line(worker: Worker) -> WorkerLine:
    return WorkerLine(
        worker.id, worker.public_id, worker.actor_id, worker.name, worker.title, worker.email, worker.left_on
    )
