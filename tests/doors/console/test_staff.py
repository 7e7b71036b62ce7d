"""Set-up of staff: who may, what is refused, and that an end is felt at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from alongside.agency.organisation.models import Team
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from tests.factories.staff import sign_in

Become = Callable[[str], Reader]
PAGES = ("/set-up/staff/", "/set-up/staff/new/", "/set-up/teams/", "/set-up/programmes/", "/set-up/agency/")
OTHERS = ("worker", "colleague", "supervisor", "intake", "evaluator", "privacy", "client")


def family() -> int:
    return Team.objects.get(name="Family team").id


@pytest.mark.parametrize("path", PAGES)
def test_set_up_opens_to_administrators_only(path: str, visit: Callable[[str], Client], become: Become) -> None:
    for name in OTHERS:
        assert visit(name).get(path).status_code == 403, name
        assert visit(name).post(path).status_code in (403, 405), name
    assert visit("admin").get(path).status_code == 200
    assert Client().get(path).status_code == 302


def test_inviting_shows_the_way_in_once_and_sends_it(become: Become) -> None:
    client = sign_in("admin")
    become("admin")
    sent = client.post(
        "/set-up/staff/new/",
        {"name": "Ana Souza", "username": "ana", "email": "ana@example.org", "role": "worker", "team": str(family())},
    )
    address = re.search(r"http://testserver(/welcome/[\w-]+/)", sent.content.decode())
    assert address
    (letter,) = mail.outbox
    assert address[1] in str(letter.body)
    assert "Ana" not in f"{letter.subject} {letter.body}"
    become("admin")
    ana = Worker.objects.get(name="Ana Souza")
    assert address[1] not in client.get(f"/set-up/staff/{ana.public_id}/").content.decode()
    assert Client().get(address[1]).status_code == 200


def test_inviting_again_keeps_what_was_typed_when_it_is_refused(become: Become) -> None:
    client = sign_in("admin")
    sent = client.post("/set-up/staff/new/", {"name": "Ana Souza", "username": "Worker", "role": "worker", "team": ""})
    words = sent.content.decode()
    assert "signs in by that name already" in words
    assert 'value="Ana Souza"' in words
    become("admin")
    assert not Worker.objects.filter(name="Ana Souza").exists()


def test_administration_and_records_do_not_meet(become: Become) -> None:
    client = sign_in("admin")
    become("admin")
    worker = Worker.objects.get(name="Dele Akande")
    sent = client.post(f"/set-up/staff/{worker.public_id}/role/", {"role": "admin"})
    assert "sees no record" in sent.content.decode()
    become("admin")
    own = Worker.objects.get(name="Noor Haddad")
    sent = client.post(f"/set-up/staff/{own.public_id}/role/", {"role": "privacy"}, follow=True)
    assert "Nobody changes their own roles" in sent.content.decode()


def test_a_role_of_intake_tells_who_is_known_to_the_teams_of_its_programmes(become: Become) -> None:
    by = become("admin")
    desk = Team.objects.get(name="Front desk").id
    worker = staff.add_worker(name="Ana Souza", username="ana", password="four lamps under", by=by)
    held = staff.give_role(worker=worker, role=Role.INTAKE, team_id=desk, by=by)
    other = Team.objects.get(name="Older people's team").id
    assert set(become("ana").index_teams) == {desk, family(), other}
    by = become("admin")
    staff.take_role(held=held, by=by)
    assert become("ana").index_teams == ()


def test_a_role_begins_and_ends_on_its_days(become: Become) -> None:
    by = become("admin")
    today = clock.today()
    worker = staff.add_worker(name="Ana Souza", username="ana", password="four lamps under", by=by)
    staff.give_role(worker=worker, role=Role.WORKER, team_id=family(), from_on=today + timedelta(days=2), by=by)
    reader = become("ana")
    assert reader.teams == ()
    assert not reader.roles
    become("admin")
    with pytest.raises(Refused, match="end before it begins"):
        staff.give_role(
            worker=worker, role=Role.INTAKE, team_id=family(), from_on=today, until_on=today, by=become("admin")
        )


def test_ending_access_is_felt_with_the_next_click(become: Become) -> None:
    worker, admin = sign_in("worker"), sign_in("admin")
    assert worker.get("/settings/").status_code == 200
    become("admin")
    row = Worker.objects.get(name="Dele Akande")
    assert admin.post(f"/set-up/staff/{row.public_id}/end/").status_code == 302
    assert worker.get("/settings/").status_code == 302
    assert worker.get("/settings/", headers={"HX-Request": "true"}).status_code == 401
    again = Client().post("/sign-in/", {"login": "worker", "password": "alongside-demo"})
    assert again["Location"] == "/sign-in/closed/"
    become("admin")
    assert not RoleHeld.objects.filter(worker=row, until_on=None).exists()
    with connection.cursor() as cursor:
        cursor.execute("select app.carried_by(%s)", [row.actor_id])
        assert cursor.fetchone() == (0,)
    assert "No access" in admin.get(f"/set-up/staff/{row.public_id}/").content.decode()


def test_nobody_but_an_administrator_changes_staff(become: Become) -> None:
    by = become("supervisor")
    with pytest.raises(Refused, match="Only an administrator"):
        staff.add_worker(name="Ana", username="ana", by=by)
    with pytest.raises(Refused, match="Only an administrator"):
        staff.end_worker(worker=Worker.objects.get(name="Dele Akande"), by=by)


def test_the_number_of_cases_is_for_administrators(become: Become) -> None:
    become("worker")
    with connection.cursor() as cursor:
        cursor.execute("select app.carried_by(%s)", [1])
        assert cursor.fetchone() == (0,)
