"""Handing on: who sees what, each case with its note, and what stays listed after the end."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.staff import actions as staff
from alongside.agency.staff import queries
from alongside.agency.staff.models import Worker
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.queries import carriers_of
from tests.factories.cases import a_case

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
NOTE = "Marta expects a call on Friday about the school; the landlord has answered."


def test_a_supervisor_hands_a_leaver_s_cases_to_colleagues(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    by = become("admin")
    leaver = Worker.objects.get(name="Dele Akande")
    assert queries.carried_by(leaver.actor_id) == 1
    staff.end_worker(worker=leaver, by=by)
    client, path = visit("supervisor"), f"/team/leaving/{leaver.public_id}/"
    listed = client.get("/team/leaving/").content.decode()
    assert "Dele Akande" in listed
    assert "Has left" in listed
    page = client.get(path)
    assert case.title in page.content.decode()
    become("supervisor")
    colleague = Worker.objects.get(name="Sinéad Byrne")
    sent = {"which": case.number, f"{case.number}-case": str(case.public_id), f"{case.number}-to_worker": colleague.id}
    short = client.post(path, {**sent, f"{case.number}-note": "Soon."})
    assert short.status_code == 200
    assert "Soon." in short.content.decode()
    assert client.post(path, {**sent, f"{case.number}-note": NOTE}).status_code == 302
    assert "Nothing left to hand on" in client.get(path).content.decode()
    become("colleague")
    assert "Sinéad Byrne" in {line.name for line in carriers_of(case)}


def test_only_supervisors_hand_on(become: Become, visit: Visit) -> None:
    become("admin")
    leaver = Worker.objects.get(name="Dele Akande").public_id
    for name in ("worker", "colleague", "intake", "evaluator", "privacy", "admin", "client"):
        for path in ("/team/leaving/", f"/team/leaving/{leaver}/"):
            assert visit(name).get(path).status_code == 403, name


def test_somebody_of_another_team_is_not_there(become: Become, visit: Visit) -> None:
    become("admin")
    other = Worker.objects.get(name="Tomasz Nowak").public_id
    assert visit("supervisor").get(f"/team/leaving/{other}/").status_code == 404
