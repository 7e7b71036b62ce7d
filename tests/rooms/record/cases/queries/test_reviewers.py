"""Who is told of an emergency access."""

from __future__ import annotations

from datetime import date, timedelta

from alongside.agency.organisation.models import Team
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.record.cases.queries import reviewers
from tests.conftest import Become


def names(team: str) -> list[tuple[str, bool]]:
    return [(one.name, one.supervises) for one in reviewers(team)]


def test_the_supervisors_of_the_team_come_first_then_the_privacy_officers(become: Become) -> None:
    become("worker")
    assert names("Family team") == [("Amina Yusuf", True), ("Grace Osei", False)]
    amina = reviewers("Family team")[0]
    supervisor = become("supervisor")
    assert (amina.worker_id, amina.actor_id) == (supervisor.worker_id, supervisor.actor_id)


def test_a_team_without_a_supervisor_has_the_privacy_officers(become: Become) -> None:
    become("elsewhere")
    assert names("Older people's team") == names("No such team") == [("Grace Osei", False)]


def test_whoever_is_both_is_told_once_as_supervisor(become: Become) -> None:
    admin = become("admin")
    grace = Worker.objects.get(name="Grace Osei")
    family = Team.objects.get(name="Family team").id
    staff.give_role(worker=grace, role=Role.SUPERVISOR, team_id=family, by=admin)
    become("worker")
    assert names("Family team") == [("Amina Yusuf", True), ("Grace Osei", True)]


def test_whoever_left_or_whose_role_has_ended_is_not_told(become: Become) -> None:
    become("admin")
    held = RoleHeld.objects.get(role=Role.SUPERVISOR)
    RoleHeld.objects.filter(id=held.id).update(until_on=clock.today())
    assert names("Family team") == [("Grace Osei", False)]
    RoleHeld.objects.filter(id=held.id).update(until_on=None, from_on=clock.today() + timedelta(days=1))
    assert names("Family team") == [("Grace Osei", False)]
    RoleHeld.objects.filter(id=held.id).update(from_on=date(2020, 1, 6))
    Worker.objects.filter(name="Amina Yusuf").update(left_on=clock.today())
    assert names("Family team") == [("Grace Osei", False)]
