"""The list of requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.oversight.journeys.accept_intake import Joining, accept_intake, pass_on
from alongside.record.intakes import actions as intakes
from alongside.record.intakes import queries
from alongside.record.people import queries as people
from tests.conftest import Become
from tests.doors.desk.intakes.pages import Reading
from tests.factories.intakes import an_intake

Visit = Callable[[str], Client]


def page(visit: Visit, username: str, address: str = "/intakes/") -> str:
    return Reading(visit(username).get(address).content.decode()).text


@pytest.mark.parametrize(
    ("username", "status"),
    [
        *((name, 200) for name in ("intake", "worker", "colleague", "supervisor", "elsewhere", "excluded")),
        *((name, 403) for name in ("evaluator", "privacy", "admin")),
    ],
)
def test_teams_see_the_list_and_offices_do_not(visit: Visit, become: Become, username: str, status: int) -> None:
    an_intake(become("intake"))
    answer = visit(username).get("/intakes/")
    assert answer.status_code == status
    assert ("Marta Lopes" in answer.content.decode()) is (username == "intake")


def test_urgent_requests_say_how_long_they_wait_and_can_be_taken(visit: Visit, become: Become) -> None:
    by = become("intake")
    an_intake(by, person_name="Later")
    row = an_intake(by, person_name="Aoife Nolan", urgency="today", received_at=clock.now() - timedelta(minutes=41))
    text = page(visit, "intake")
    assert text.index("Aoife Nolan") < text.index("Later")
    assert "Waiting for 41 minutes; the supervisor on duty is told." in text
    assert "Safe contact not asked" in text
    assert "I have it" in text
    visit("intake").post(f"/intakes/{row.public_id}/take/")
    text = page(visit, "intake")
    assert "Taken after 41 minutes." in text
    assert "I have it" not in text


def test_the_supervisor_hears_of_an_urgent_request_without_its_words(visit: Visit, become: Become) -> None:
    an_intake(become("intake"), urgency="today", received_at=clock.now() - timedelta(minutes=5))
    text = page(visit, "supervisor")
    assert "A request asks for somebody today. Waiting for 5 minutes." in text
    assert "Ring the Front desk." in text
    assert "Marta" not in text
    assert "asks for somebody today" not in page(visit, "worker")


def test_what_was_decided_stands_with_its_reason(visit: Visit, become: Become) -> None:
    by = become("intake")
    intakes.screen(intake=an_intake(by), outcome="decline", criterion="no_room", alternative="Food bank", by=by)
    text = page(visit, "intake")
    assert "Nothing waits for a decision." in text
    assert "Instead: Food bank" in text
    assert "Cannot help" in text


def test_accepted_requests_stand_with_the_team_until_it_opens_a_case(visit: Visit, become: Become) -> None:
    by = become("intake")
    pass_on(intake=an_intake(by), reason="Two needs", by=by)
    assert "Accepted, no case yet" in page(visit, "supervisor")
    assert "Marta Lopes" in page(visit, "supervisor")
    text = page(visit, "intake")
    assert "To the Family team" in text
    assert "Marta" not in text


def test_the_team_goes_from_a_request_to_its_case(visit: Visit, become: Become) -> None:
    by = become("intake")
    searched = people.near_matches(full_name="Marta Lopes", by=by).receipt
    case = accept_intake(
        intake=an_intake(by), people=[Joining("Marta Lopes", searched=searched)], reason="Two needs", by=by
    )
    assert case.number in page(visit, "worker")
    assert case.number not in page(visit, "intake")


def test_earlier_decisions_are_a_page_away(visit: Visit, become: Become, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    by = become("intake")
    for name, days in (("Newer", 1), ("Older", 2)):
        row = an_intake(by, person_name=name, received_at=clock.now() - timedelta(days=days))
        intakes.screen(intake=row, outcome="accept", reason="Two needs", by=by)
    client = visit("intake")
    first = client.get("/intakes/")
    assert "Earlier ones" in first.content.decode()
    more = first.context["more"]
    second = Reading(client.get("/intakes/", {"before": more}).content.decode()).text
    assert "Decided earlier." in second
    assert "Older" in second
    assert "Newer" not in second


@pytest.mark.parametrize("before", ["yesterday", "2026-13-45T00:00:00", "2026-01-01T10:00:00"])
def test_a_page_that_does_not_exist_begins_at_the_front(visit: Visit, before: str) -> None:
    assert visit("intake").get("/intakes/", {"before": before}).status_code == 200
