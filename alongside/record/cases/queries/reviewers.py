"""Who is told of an emergency access and looks at it afterwards: the team's supervisors and the privacy officers."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld
from alongside.agency.staff.queries import live
from alongside.ground.foundation import clock


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A worker who looks at emergencies; ``supervises`` tells that she does so for her own team."""

    worker_id: int
    actor_id: int
    name: str
    supervises: bool


def reviewers(team: str) -> tuple[Reviewer, ...]:
    """The supervisors of the team of this name, then the privacy officers, each once and by name."""
    held = RoleHeld.objects.filter(
        live(clock.today()), role__in=(Role.SUPERVISOR, Role.PRIVACY), worker__left_on=None
    ).select_related("worker", "team")
    found: dict[int, Reviewer] = {}
    rows = [row for row in held if row.role == Role.PRIVACY or (row.team is not None and row.team.name == team)]
    for row in sorted(rows, key=lambda row: (row.role == Role.PRIVACY, row.worker.sort_key, row.worker_id)):
        supervises = row.role == Role.SUPERVISOR
        found.setdefault(row.worker_id, Reviewer(row.worker_id, row.worker.actor_id, row.worker.name, supervises))
    return tuple(found.values())
