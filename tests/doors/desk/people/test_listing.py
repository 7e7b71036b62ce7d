"""The list of people: a page at a time, for workers of a team."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def test_the_list_pages_by_name_and_newest(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by, people=["Zed Young"])
    a_person(case.circle_id, "Ana Lima", by)
    client = visit("worker")
    page = client.get("/people/").content.decode()
    assert page.index("Ana Lima") < page.index("Zed Young")
    assert case.number in page
    newest = client.get("/people/?order=newest").content.decode()
    assert newest.index("Ana Lima") < newest.index("Zed Young")
    assert "That was everybody" in client.get(f"/people/?after={uuid4()}").content.decode()
    assert client.get("/people/?q=ana").headers["Location"] == "/search/?q=ana"


@pytest.mark.parametrize("username", ["evaluator", "privacy", "admin"])
def test_the_list_is_for_workers_of_a_team(visit: Visit, become: Become, username: str) -> None:
    for address in ("/people/", "/people/new/"):
        assert visit(username).get(address).status_code == 403
    assert visit(username).post("/people/new/matches/").status_code == 403


def test_an_empty_list_says_where_people_come_from(visit: Visit, become: Become) -> None:
    page = visit("elsewhere").get("/people/").content.decode()
    assert "Nobody yet" in page
    assert 'href="/intakes/new/"' in page
