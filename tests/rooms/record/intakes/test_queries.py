"""Lists and pages of requests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.intakes import actions as intakes
from alongside.record.intakes import queries
from tests.conftest import Become
from tests.factories.cases import a_person
from tests.factories.intakes import an_intake

Queries = Callable[[], AbstractContextManager[list[str]]]


def ago(**span: int) -> dict[str, Any]:
    return {"received_at": clock.now() - timedelta(**span)}


def test_urgent_requests_stand_first_and_those_taken_behind_them(become: Become) -> None:
    by = become("intake")
    an_intake(by, person_name="Old", **ago(days=3))
    an_intake(by, person_name="Waits", urgency="can_wait", **ago(days=9))
    taken = an_intake(by, person_name="Taken", urgency="today", **ago(hours=2))
    an_intake(by, person_name="Urgent", urgency="today", **ago(minutes=5))
    intakes.acknowledge(intake=taken, by=by)
    lines = queries.waiting_intakes()
    assert [line.person_name for line in lines] == ["Urgent", "Taken", "Old", "Waits"]
    assert lines[0].clock is not None
    assert "5 minutes" in lines[0].clock.words
    assert lines[2].clock is None
    assert lines[0].safe.nothing_asked


def test_decided_requests_stand_by_themselves(become: Become) -> None:
    by = become("intake")
    first, second = an_intake(by, person_name="One", **ago(days=2)), an_intake(by, person_name="Two")
    intakes.screen(intake=first, outcome="refer_on", criterion="other_service_fits", alternative="Debt advice", by=by)
    intakes.screen(intake=second, outcome="accept", reason="Several needs", by=by)
    assert queries.waiting_intakes() == []
    decided = queries.decided_intakes()
    assert [line.person_name for line in decided] == ["Two", "One"]
    assert decided[1].decision is not None
    assert decided[1].decision.criterion == "Another service fits better and can take the request."
    assert [line.person_name for line in queries.accepted_intakes()] == ["Two"]
    assert [line.person_name for line in queries.decided_intakes(before=decided[0].received_at)] == ["One"]


def test_one_request_shows_everything_and_is_logged(become: Become) -> None:
    by = become("intake")
    row = an_intake(by, safe_text="yes", urgency="today", caller="relative", caller_name="Her mother")
    person = a_person(row.circle_id, "Marta López", by)
    intakes.match_person(intake=row, person_id=person.id, by=by)
    intakes.acknowledge(intake=row, by=by)
    view = queries.intake_view(row.public_id)
    assert (view.person_known_as, view.person_public_id) == ("Marta López", person.public_id)
    assert (view.team, view.programme, view.state_words) == ("Front desk", "Family support", "Waiting for a decision")
    assert (view.caller_words, view.acknowledged_by) == ("A relative or friend", "Róisín Clarke")
    assert view.safe.words == ("Text: yes",)
    assert view.decision is None
    assert Reading.objects.filter(act="intake page", object_ids=[row.id], person_ids=[person.id]).exists()


def test_absent_and_hidden_answer_the_same(become: Become) -> None:
    row = an_intake(become("intake"))
    become("worker")
    for public_id in (row.public_id, uuid4()):
        with pytest.raises(NotFound):
            queries.intake_view(public_id)
        with pytest.raises(NotFound):
            queries.intake_row(public_id)


def test_requests_of_a_person_and_missing_answers_are_counted(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    an_intake(by, safe_call="yes")
    person = a_person(row.circle_id, "Marta López", by)
    intakes.match_person(intake=row, person_id=person.id, by=by)
    assert [line.public_id for line in queries.intake_of_person([person.id])] == [row.public_id]
    assert queries.missing_safe_contact() == 1


@pytest.mark.parametrize("count", [1, 10])
def test_a_list_asks_the_same_number_of_questions_however_long(become: Become, queries_of: Queries, count: int) -> None:
    by = become("intake")
    for _ in range(count):
        row = an_intake(by, urgency="today")
        intakes.screen(intake=row, outcome="accept", criterion="several_needs", by=by)
    queries.decided_intakes()
    with queries_of() as seen:
        queries.decided_intakes()
    assert len(seen) == 3


@pytest.fixture
def queries_of(request: pytest.FixtureRequest) -> Queries:
    found: Queries = request.getfixturevalue("queries")
    return found
