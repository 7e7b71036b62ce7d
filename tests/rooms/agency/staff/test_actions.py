"""Workers come by invitation, hold roles, and leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Circle
from alongside.agency.access.queries import masked_circle
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import actions, queries
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Invitation, RoleHeld
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from tests.conftest import Become
from tests.factories.cases import a_case


def family_team() -> int:
    return next(line.id for line in organisation.teams() if line.name == "Family team")


def test_an_invitation_opens_once_and_sets_the_password(become: Become) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    assert not Account.objects.get(username="ngozi").has_usable_password()
    secret = actions.invite(worker=worker, by=by)
    assert queries.invited(secret) is not None
    actions.accept_invitation(secret=secret, password="a long walk by the sea")
    assert Account.objects.get(username="ngozi").check_password("a long walk by the sea")
    with pytest.raises(Refused):
        actions.accept_invitation(secret=secret, password="another long walk here")


def test_without_a_name_nobody_comes_in(become: Become) -> None:
    with pytest.raises(Refused, match="name"):
        actions.add_worker(name="  ", username="x", by=become("admin"))


def test_a_role_in_a_team_needs_the_team(become: Become) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    with pytest.raises(Refused, match="team"):
        actions.give_role(worker=worker, role=Role.WORKER, by=by)


def test_a_role_opens_the_team_s_cases_and_goes_with_it(become: Become) -> None:
    case = a_case(become("worker"))
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    held = actions.give_role(worker=worker, role=Role.WORKER, team_id=family_team(), by=by)
    become("ngozi")
    assert Circle.objects.filter(id=case.circle_id).exists()
    actions.take_role(held=held, by=become("admin"))
    become("ngozi")
    assert not Circle.objects.filter(id=case.circle_id).exists()


def test_the_index_of_a_team_lets_know_of_its_people_and_no_more(become: Become) -> None:
    elsewhere = become("elsewhere")
    circle = Circle.objects.get(id=access.open_circle(team_id=elsewhere.teams[0], ground="assigned", by=elsewhere))
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    actions.give_role(worker=worker, role=Role.WORKER, team_id=family_team(), by=by)
    become("ngozi")
    assert masked_circle(circle.public_id) is None
    actions.give_index(worker=worker, team_id=circle.team_id, why="Takes their calls", by=become("admin"))
    become("ngozi")
    assert (masked := masked_circle(circle.public_id))
    assert masked.team == "Older people's team"
    assert not Circle.objects.filter(id=circle.id).exists()


def test_administration_and_records_never_meet(become: Become) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    actions.give_role(worker=worker, role=Role.ADMIN, by=by)
    with pytest.raises(Refused, match="sees no record"):
        actions.give_role(worker=worker, role=Role.SUPERVISOR, team_id=family_team(), by=by)


def test_who_leaves_is_gone_from_the_list_and_stands_among_those_who_left(become: Become) -> None:
    by = become("admin")
    worker = queries.worker_row_of_username("colleague")
    assert worker is not None
    actions.end_worker(worker=worker, by=by)
    assert "Sinéad Byrne" not in {line.name for line in queries.workers()}
    assert "Sinéad Byrne" in {line.name for line in queries.workers_who_left()}


@pytest.mark.parametrize("username", ["worker", "supervisor", "intake", "privacy", "client"])
def test_nobody_else_brings_people_in(become: Become, username: str) -> None:
    by = become(username)
    with pytest.raises(Exception, match=r"row-level security|administrator|authority"):
        actions.add_worker(name="Smuggled In", username="smuggled", by=by)


def test_whoever_has_left_is_neither_invited_nor_ended_again(become: Become) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    actions.end_worker(worker=worker, by=by)
    worker.refresh_from_db()
    with pytest.raises(Refused, match="has left"):
        actions.invite(worker=worker, by=by)
    with pytest.raises(Refused, match="has left already"):
        actions.end_worker(worker=worker, by=by)


def test_a_role_ends_after_it_begins_and_is_held_once(become: Become) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    today = clock.today()
    with pytest.raises(Refused, match="before it begins") as refused:
        actions.give_role(worker=worker, role=Role.EVALUATOR, from_on=today, until_on=today, by=by)
    assert list(refused.value.fields) == ["until_on"]
    actions.give_role(worker=worker, role=Role.EVALUATOR, by=by)
    with pytest.raises(Refused, match="hold this role already"):
        actions.give_role(worker=worker, role=Role.EVALUATOR, by=by)


def test_an_invitation_that_was_used_meanwhile_changes_no_password(
    become: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    secret = actions.invite(worker=worker, by=by)
    found = queries.invited(secret)
    Invitation.objects.filter(worker=worker).update(used_at=clock.now())
    monkeypatch.setattr(queries, "invited", lambda _secret: found)
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(secret=secret, password="a long walk by the sea")
    assert refused.value.code == "invitation.over"
    assert not Account.objects.get(username="ngozi").has_usable_password()


def test_ending_takes_roles_that_have_not_begun_too(become: Become) -> None:
    by = become("admin")
    worker = actions.add_worker(name="Ngozi Eze", username="ngozi", by=by)
    later = clock.today() + timedelta(days=9)
    actions.give_role(worker=worker, role=Role.EVALUATOR, from_on=later, by=by)
    actions.end_worker(worker=worker, by=by)
    assert RoleHeld.objects.get(worker=worker).until_on == later
