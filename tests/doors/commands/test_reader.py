"""Whom a command reads and acts as."""

from __future__ import annotations

import argparse

import pytest

from alongside.agency.access.enums import ActorKind
from alongside.agency.access.models import Account
from alongside.agency.access.queries import account_named
from alongside.agency.organisation.models import Agency
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Worker
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import acting_as, add_reader_argument, named_actor, the_house
from alongside.ground.foundation.reader import ADMINISTERS
from tests.conftest import Become


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_reader_argument(parser)
    return parser.parse_args(list(words))


def test_whoever_is_named_is_the_reader_with_her_roles(become: Become) -> None:
    actor = named_actor(options("--as", "supervisor"))
    with acting_as(actor, note="a test") as by:
        assert (by.actor_id, by.name) == (actor, "Amina Yusuf")
        assert by.roles == {Role.SUPERVISOR}
        assert by.worker_id is not None


def test_somebody_has_to_be_named() -> None:
    with pytest.raises(Stopped, match="Say with --as"):
        named_actor(options())


def test_in_a_demonstration_it_is_the_worker(become: Become) -> None:
    become("admin")
    Agency.objects.update(demonstration=True)
    found = account_named("worker")
    assert found is not None
    assert named_actor(options()) == found.actor_id


def test_who_does_not_exist_or_has_left_is_nobody(become: Become) -> None:
    by = become("admin")
    staff.end_worker(worker=Worker.objects.get(name="Sinéad Byrne"), by=by)
    assert not Account.objects.get(username="colleague").is_active
    for name in ("nobody", "colleague"):
        with pytest.raises(Stopped, match=f"Nobody signs in as {name}"):
            named_actor(options("--as", name))


def test_the_house_administers_and_is_no_worker(become: Become) -> None:
    with acting_as(the_house(), note="a test") as by:
        assert by.kind == ActorKind.HOUSE
        assert by.worker_id is None
        assert by.holds(ADMINISTERS)
