"""The list of cases."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.test import Client

from alongside.agency.access.models import Reading
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
Queries = Callable[[], AbstractContextManager[list[str]]]


def test_my_cases_my_team_and_all(become: Become, visit: Visit) -> None:
    colleague = become("colleague")
    by = become("worker")
    a_case(by, people=["Halima Warsame"])
    a_case(by, people=["Yusuf Abdi"], worker_id=colleague.worker_id)
    client = visit("worker")
    mine, team = client.get("/cases/").content.decode(), client.get("/cases/?whose=team").content.decode()
    assert "Halima Warsame" in mine
    assert "Yusuf Abdi" not in mine
    assert "You carry 1 open case" in mine
    assert "Halima Warsame" in team
    assert "Yusuf Abdi" in team
    assert "Yusuf Abdi" not in visit("elsewhere").get("/cases/?whose=all").content.decode()


def test_filters_and_order(become: Become, visit: Visit) -> None:
    by = become("worker")
    a_case(by, people=["Halima Warsame"])
    client = visit("worker")
    assert "No case fits" in client.get("/cases/?stage=closing").content.decode()
    assert "No case fits" in client.get("/cases/?state=closed").content.decode()
    assert "Halima" in client.get("/cases/?programme=family&order=newest&state=any").content.decode()
    assert client.get("/cases/?stage=party&whose=nobody&after=nonsense&worker=x").status_code == 200


def test_pages_follow_each_other_without_a_gap_or_a_name_in_the_address(become: Become, visit: Visit) -> None:
    by = become("worker")
    names = [f"Person {number:03}" for number in range(60)]
    for name in names:
        a_case(by, people=[name])
    client = visit("worker")
    for order in ("name", "newest"):
        first = client.get(f"/cases/?order={order}")
        more = first.context["more_url"]
        second = client.get(f"/cases/{more}")
        shown = [line.case.title for page in (first, second) for line, _look in page.context["lines"]]
        assert sorted(shown) == names
        assert len(first.context["lines"]) == 50
        assert second.context["more_url"] == ""
        assert "Person" not in more


def test_what_was_shown_is_noted(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    visit("worker").get("/cases/")
    become("worker")
    reading = Reading.objects.filter(act="case list").latest("id")
    assert reading.object_ids == [case.id]
