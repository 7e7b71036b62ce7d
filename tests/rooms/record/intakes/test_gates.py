"""What may be known without reading: the house finds urgent requests, and a request handed on tells where it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Circle
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.models import Escalation, Intake
from alongside.record.intakes.queries import handed_on, intake_view, supervisors_told, urgent_waiting
from tests.conftest import Become, Otherwise, answered
from tests.factories.cast import house
from tests.factories.intakes import an_intake, team_id


def as_house() -> Reader:
    secret = b"the house itself"
    access.open_session(
        actor_id=house(), kind=SessionKind.JOB, secret=secret, expires_at=clock.now() + timedelta(hours=1)
    )
    reader = readings.enter(secret)
    assert reader is not None
    return reader


def minutes_ago(minutes: int) -> dict[str, Any]:
    return {"urgency": "today", "received_at": clock.now() - timedelta(minutes=minutes)}


def test_the_house_knows_how_long_and_nothing_else(become: Become) -> None:
    row = an_intake(become("intake"), **minutes_ago(34))
    as_house()
    assert not Intake.objects.exists()
    (line,) = urgent_waiting()
    assert (line.intake, line.minutes, line.team, line.step, line.told) == (row.public_id, 34, "Front desk", 1, -1)
    assert not hasattr(line, "person_name")


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        ("supervisor", True),
        *((name, False) for name in ("worker", "colleague", "intake", "evaluator", "privacy", "admin", "elsewhere")),
        ("excluded", False),
    ],
)
def test_the_supervisor_of_the_programme_knows_that_one_waits(become: Become, username: str, sees: bool) -> None:
    an_intake(become("intake"), **minutes_ago(3))
    become(username)
    assert bool(urgent_waiting()) is sees


def test_another_programmes_supervisor_does_not(become: Become) -> None:
    an_intake(become("intake"), programme="safe", **minutes_ago(3))
    become("supervisor")
    assert urgent_waiting() == []


def test_a_request_that_somebody_has_or_that_is_decided_waits_no_more(become: Become) -> None:
    by = become("intake")
    intakes.acknowledge(intake=an_intake(by, **minutes_ago(3)), by=by)
    intakes.screen(intake=an_intake(by, **minutes_ago(3)), outcome="accept", criterion="several_needs", by=by)
    an_intake(by, urgency="this_week")
    as_house()
    assert urgent_waiting() == []


def test_each_step_is_told_once_and_stands_in_the_record(become: Become) -> None:
    by = become("intake")
    row = an_intake(by, **minutes_ago(2))
    house_reader = as_house()
    (first,) = intakes.escalate_urgent(by=house_reader)
    assert (first.step, first.addresses, first.team) == (0, ("supervisor@example.org",), "Front desk")
    assert intakes.escalate_urgent(by=house_reader) == []
    become("intake")
    Intake.objects.filter(id=row.id).update(received_at=clock.now() - timedelta(minutes=61))
    house_reader = as_house()
    (second,) = intakes.escalate_urgent(by=house_reader)
    assert (second.step, second.told) == (2, "the head of the programme")
    assert intakes.escalate_urgent(by=house_reader) == []
    become("intake")
    view = intake_view(row.public_id)
    assert [told.words for told in view.told] == [
        "the supervisor on duty: Amina Yusuf",
        "the head of the programme: Amina Yusuf",
    ]


def test_of_two_jobs_at_once_only_one_tells(become: Become) -> None:
    """Between finding what waits and noting it, another job has noted the same step."""
    an_intake(become("intake"), **minutes_ago(2))
    by = as_house()

    def beaten(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "note_escalation" in sql:
            execute(sql, params, many, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(beaten):
        assert intakes.escalate_urgent(by=by) == []
    assert urgent_waiting()[0].told == 0


def test_only_the_house_escalates_and_nobody_writes_it_by_hand(become: Become) -> None:
    row = an_intake(become("intake"), **minutes_ago(2))
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.note_escalation(%s, 0, 'somebody')", [row.public_id])
    with pytest.raises(Error), transaction.atomic():
        Escalation.objects.create(circle_id=row.circle_id, intake=row, step=0, told="somebody")


def test_without_a_supervisor_at_the_desk_the_teams_that_serve_are_told(become: Become) -> None:
    an_intake(become("intake"), **minutes_ago(2))
    as_house()
    (line,) = urgent_waiting()
    assert [worker.name for worker in supervisors_told(line)] == ["Amina Yusuf"]


def test_whoever_took_a_request_in_learns_which_team_has_it_and_no_more(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    assert handed_on() == []
    intakes.screen(intake=row, outcome="accept", criterion="several_needs", by=by)
    access.move_circle(circle=row.circle_id, team_id=team_id(), by=by)
    (line,) = handed_on()
    assert (line.intake, line.team, line.carriers, line.became_case) == (row.public_id, "Family team", "", False)
    assert not Intake.objects.exists()
    for username in ("worker", "supervisor", "elsewhere", "evaluator", "privacy", "admin"):
        become(username)
        assert handed_on() == []


def test_each_request_waits_by_itself_and_only_while_it_is_new(become: Become, otherwise: Otherwise) -> None:
    supervisor = become("supervisor")
    by = become("intake")
    first, second = (an_intake(by, **minutes_ago(minutes)) for minutes in (9, 3))
    as_house()
    assert answered("note_escalation", second.public_id, 2, "the head") is True
    assert [(line.intake, line.told) for line in urgent_waiting()] == [(first.public_id, -1), (second.public_id, 2)]
    with otherwise(first, state="declined"):
        assert [line.intake for line in urgent_waiting()] == [second.public_id]
    access.exclude(circle=first.circle_id, actor_id=supervisor.actor_id, why="Her aunt", by=become("intake"))
    become("supervisor")
    assert [line.intake for line in urgent_waiting()] == [second.public_id]


def test_the_supervisor_of_the_team_that_has_it_knows_whatever_the_programme(
    become: Become, otherwise: Otherwise
) -> None:
    row = an_intake(become("intake"), programme="safe", **minutes_ago(3))
    become("supervisor")
    assert urgent_waiting() == []
    with otherwise(Circle.objects.model(id=row.circle_id), team_id=team_id()):
        assert [line.intake for line in urgent_waiting()] == [row.public_id]


def test_a_step_is_noted_once_of_the_request_that_is_named(become: Become) -> None:
    by = become("intake")
    *rows, taken = (an_intake(by, **minutes_ago(3)) for _ in range(3))
    intakes.acknowledge(intake=taken, by=by)
    as_house()
    assert [answered("note_escalation", rows[1].public_id, 0, "her") for _ in "12"] == [True, False]
    assert answered("note_escalation", taken.public_id, 0, "her") is False
    assert answered("note_escalation", uuid4(), 0, "her") is False
    become("intake")
    assert [told.intake_id for told in Escalation.objects.all()] == [rows[1].id]
