"""Who works here, in which roles and teams."""

from __future__ import annotations

import uuid

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld
from tests.conftest import Become


def test_a_reader_knows_her_roles_and_her_worker(become: Become) -> None:
    by = become("supervisor")
    assert by.roles == {Role.SUPERVISOR}
    assert by.worker_id is not None
    assert become("client").worker_id is None


def test_workers_stand_by_name_and_by_team(become: Become) -> None:
    become("worker")
    everyone = [line.name for line in queries.workers()]
    assert everyone == sorted(everyone, key=str.casefold)
    team = next(line.id for line in organisation.teams() if line.name == "Older people's team")
    assert [line.name for line in queries.workers(teams=(team,))] == ["Tomasz Nowak"]


def test_one_worker_is_found_by_her_names_or_not_at_all(become: Become) -> None:
    by = become("worker")
    line = queries.worker_of_actor(by.actor_id)
    assert line is not None
    assert queries.worker_by_public_id(line.public_id) == line
    assert queries.worker_by_public_id(uuid.uuid4()) is None
    assert queries.worker_of_actor(0) is None


def test_roles_held_and_whether_anybody_administers(become: Become) -> None:
    by = become("admin")
    assert queries.has_administrator()
    assert [role.role for role in queries.held_by(by.worker_id or 0)] == [Role.ADMIN]


def test_a_role_is_found_by_its_outside_name(become: Become) -> None:
    become("admin")
    held = RoleHeld.objects.select_related("worker").order_by("id")[0]
    assert (found := queries.role_row(held.public_id))
    assert (found.id, found.worker) == (held.id, held.worker)
    assert queries.role_row(uuid.uuid4()) is None
