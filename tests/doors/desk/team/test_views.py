"""A team's page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.test import Client

from alongside.ground.foundation import clock
from alongside.record.cases.models import Assignment
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
Queries = Callable[[], AbstractContextManager[list[str]]]


def test_workers_stand_by_name_with_what_they_carry(become: Become, visit: Visit) -> None:
    by = become("worker")
    for name in ("Halima Warsame", "Yusuf Abdi"):
        a_case(by, people=[name])
    page = visit("supervisor").get("/team/")
    (view,) = page.context["page"].teams
    assert [row.name for row in view.workers] == ["Amina Yusuf", "Dele Akande", "Ivo Prado", "Sinéad Byrne"]
    assert [row.load.named for row in view.workers] == [0, 2, 0, 0]
    assert "4 workers, 2 open cases." in page.content.decode()


def test_a_case_that_nobody_carries_waits_for_a_worker(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), people=["Mei Tanaka"])
    Assignment.objects.filter(case=case).update(until_on=clock.today())
    page = visit("supervisor").get("/team/").content.decode()
    assert "Mei Tanaka" in page
    assert f"/cases/{case.public_id}/carry/" in page
    assert f"/cases/{case.public_id}/carry/" not in visit("colleague").get("/team/").content.decode()
    assert "Mei Tanaka" not in visit("elsewhere").get("/team/").content.decode()


def test_the_cases_of_one_worker_open_from_her_row(become: Become, visit: Visit) -> None:
    by = become("worker")
    a_case(by, people=["Halima Warsame"])
    client = visit("supervisor")
    row = next(row for row in client.get("/team/").context["page"].teams[0].workers if row.name == "Dele Akande")
    page = client.get(f"/cases/?whose=team&worker={row.worker}").content.decode()
    assert "Cases of Dele Akande" in page
    assert "Halima Warsame" in page


def test_who_supervises_finds_the_way_to_hand_on_what_a_leaver_carried(visit: Callable[[str], Client]) -> None:
    assert "/team/leaving/" in visit("supervisor").get("/team/").content.decode()
    assert "/team/leaving/" not in visit("worker").get("/team/").content.decode()
