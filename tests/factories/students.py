"""A student and a volunteer of the family team, brought in by the administrator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation.models import Team
from alongside.agency.staff import actions as staff
from alongside.agency.staff import queries
from alongside.agency.staff.enums import Role
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader


def a_trainee(by: Reader, role: Role = Role.STUDENT, *, name: str = "Pia Lind") -> int:
    """The actor of somebody in training (or a volunteer) in the family team for half a year; ``by`` administers."""
    worker = staff.add_worker(name=name, username=name.lower().replace(" ", "."), password="quite-a-long-one", by=by)
    team = Team.objects.get(name="Family team")
    staff.give_role(worker=worker, role=role, team_id=team.id, until_on=clock.today() + timedelta(days=180), by=by)
    return worker.actor_id


@contextmanager
def acting_as(actor_id: int) -> Iterator[Reader]:
    """Read and write as an actor, with the roles held today."""
    with access.acting(actor_id=actor_id, kind=SessionKind.COMMAND) as reader:
        yield queries.with_roles(reader)


Trained = Callable[[Role], int]
