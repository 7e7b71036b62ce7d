"""Every address of cases, access and team, tried by everyone of the cast."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from alongside.record.cases.models import StageEvent
from tests.conftest import Become
from tests.factories.cases import a_case

SEE = ("worker", "colleague", "supervisor")
NOT = ("elsewhere", "evaluator", "privacy", "admin")

PAGES = ("", "stages/", "people/", "carry/", "access/", "access/looked/")
POSTS = {
    "stages/tick/": {"milestone": "safety_checked"},
    "stages/tick-on/": {"milestone": "safety_checked", "at": "2026-01-05"},
    "stages/undo/safety_checked/": {},
    "stages/take-back/": {"milestone": "worker_named", "mistake": "Wrong case"},
    "stages/move/": {"to": "plan", "why": "To see"},
    "people/look/": {"name": "Marta"},
    "people/join/": {"person": "00000000-0000-0000-0000-000000000000", "role": "relative"},
    "people/leave/": {"part": "00000000-0000-0000-0000-000000000000", "why": "Moved"},
    "carry/hand-over/": {"to_worker": "1", "note": "What the next one must know first."},
    "carry/help/": {"worker": "1", "role": "co_worker"},
    "carry/end/": {"worker": "00000000-0000-0000-0000-000000000000"},
    "carry/team/": {"team": "1", "team_note": "What the team must know first of all."},
    "access/conflict/": {"why": "My cousin"},
}

Visit = Callable[[str], Client]


@pytest.mark.parametrize("page", PAGES)
def test_who_opens_the_pages_of_a_case(become: Become, visit: Visit, page: str) -> None:
    case = a_case(become("worker"), family=True)
    absent = visit("elsewhere").get(f"/cases/00000000-0000-0000-0000-000000000000/{page}")
    for who in SEE:
        assert visit(who).get(f"/cases/{case.public_id}/{page}").status_code == 200, who
    for who in NOT:
        answer = visit(who).get(f"/cases/{case.public_id}/{page}")
        assert answer.status_code == 404, who
        assert answer.content == absent.content


def test_a_client_never_enters_the_desk(become: Become, visit: Visit) -> None:
    case, client = a_case(become("worker")), visit("client")
    for page in PAGES:
        answers = [client.get(f"/cases/{name}/{page}") for name in (case.public_id, UUID(int=0))]
        assert [answer.status_code for answer in answers] == [403, 403], page
        assert "Marta" not in answers[0].content.decode()


def test_whoever_is_not_signed_in_is_asked_to(become: Become) -> None:
    case = a_case(become("worker"))
    for page in PAGES:
        for name in (case.public_id, UUID(int=0)):
            answer = Client().get(f"/cases/{name}/{page}")
            assert answer.status_code == 302, page
            assert answer.headers["Location"].startswith("/sign-in/")


def test_the_index_right_opens_no_page_but_the_one_on_which_to_ask(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), family=True)
    client = visit("intake")
    for page in PAGES:
        status = 200 if page == "access/" else 404
        assert client.get(f"/cases/{case.public_id}/{page}").status_code == status, page


def test_a_victim_service_is_found_by_nobody_outside_its_team(become: Become, visit: Visit) -> None:
    case = a_case(become("elsewhere"), programme="safe")
    insider = visit("elsewhere")
    for page in PAGES:
        assert insider.get(f"/cases/{case.public_id}/{page}").status_code == 200, page
    for who in ("worker", "colleague", "supervisor", "intake", "evaluator", "privacy", "admin"):
        client = visit(who)
        for page in PAGES:
            answer = client.get(f"/cases/{case.public_id}/{page}")
            absent = client.get(f"/cases/00000000-0000-0000-0000-000000000000/{page}")
            assert answer.status_code == 404, (who, page)
            assert answer.content == absent.content


@pytest.mark.parametrize("who", [*NOT, "intake"])
def test_whoever_does_not_see_a_case_changes_nothing(become: Become, visit: Visit, who: str) -> None:
    case = a_case(become("worker"), family=True)
    client = visit(who)
    for address, sent in POSTS.items():
        assert client.post(f"/cases/{case.public_id}/{address}", sent).status_code == 404, address
    become("worker")
    assert StageEvent.objects.filter(case=case).count() == 2


def test_reading_an_address_that_writes_is_refused(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), family=True)
    client = visit("worker")
    for address in POSTS:
        assert client.get(f"/cases/{case.public_id}/{address}").status_code == 405, address


@pytest.mark.parametrize(
    ("who", "listing", "new", "team"),
    [
        ("worker", 200, 200, 200),
        ("colleague", 200, 200, 200),
        ("supervisor", 200, 200, 200),
        ("elsewhere", 200, 200, 200),
        ("intake", 403, 403, 200),
        ("evaluator", 403, 403, 403),
        ("privacy", 403, 403, 200),
        ("admin", 403, 403, 403),
        ("client", 403, 403, 403),
    ],
)
def test_who_opens_lists_forms_and_the_team(visit: Visit, who: str, listing: int, new: int, team: int) -> None:
    client = visit(who)
    answers = [client.get(url).status_code for url in ("/cases/", "/cases/new/", "/team/")]
    assert answers == [listing, new, team]
