"""Goals through the API: what they grow from, how far they have come, and how they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.ground.foundation import clock
from alongside.practice.assessments.models import Statement
from alongside.practice.plans.models import Goal, GoalSource, Plan, Progress
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import CAST, SEES, Call, Count
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead
from tests.factories.plans import a_goal, a_root, a_step, an_agreed_plan


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal = a_goal(case, by)
    access.exclude(
        circle=case.circle_id, actor_id=Account.objects.get(username="excluded").actor_id, why="A neighbour", by=by
    )
    program = call(username)
    program.get(f"/goals/{uuid4()}")
    nothing = program.response.content
    found = program.get(f"/goals/{goal.public_id}")
    if username in SEES:
        assert (found["said_by"]["name"], found["level"], len(found["progress"])) == ("Marta López", -1, 1)
        assert program.get("/goals", case=str(case.public_id), state="open")["items"][0]["id"] == found["id"]
        become("privacy")
        assert Reading.objects.filter(act="goal by a program", circle_id=case.circle_id).exists()
        assert Reading.objects.filter(act="goal list by a program", circle_id=case.circle_id).exists()
    else:
        assert (program.status, program.response.content) == (404, nothing)
        assert program.get("/goals")["items"] == []
        for method, path in (("PATCH", ""), ("POST", "/progress"), ("POST", "/end")):
            body = {"title": "Mine"} if method == "PATCH" else {"level": 0} if "prog" in path else {"state": "reached"}
            program.send(method, f"/goals/{goal.public_id}{path}", body)
            assert program.response.content == nothing, path


def test_a_goal_grows_moves_and_is_reached(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    need, strength = a_root(case, by), a_root(case, by, "strength")
    marta = str(Person.objects.get(id=lead(case)).public_id)
    program = call("worker")
    given = {
        "case": str(case.public_id),
        "title": "Rent paid by us each month",
        "own_words": "No more letters on the door.",
        "said_by": marta,
        "grows_from": [str(need.public_id)],
        "levels_words": {"0": "Paid on time", "2": "Two months ahead"},
        "confidence": 4,
    }
    goal = program.post("/goals", given, Idempotency_Key="goal-1")
    assert (program.status, goal["grows_from"], goal["levels_words"]) == (
        201,
        [str(need.public_id)],
        given["levels_words"],
    )
    assert program.post("/goals", given, Idempotency_Key="goal-1")["id"] == goal["id"]
    path = f"/goals/{goal['id']}"
    changed = program.patch(path, {"measure": "The rent book", "also_from": [str(strength.public_id)]}, If_Match='"1"')
    assert (changed["version"], changed["title"], len(changed["grows_from"])) == (2, given["title"], 2)
    program.patch(path, {"title": "Rent"}, If_Match='"1"')
    assert (program.status, program.answered["current"]["measure"]) == (409, "The rent book")
    assert program.answered["yours"] == {"title": "Rent"}
    program.post(f"{path}/progress", {"level": 1})
    assert (program.status, list(program.answered["fields"])) == (422, ["level"])
    moved = program.post(f"{path}/progress", {"level": 1, "confirmed": True, "person_rating": 7}, Idempotency_Key="p")
    assert (program.status, moved["level"], [one["level"] for one in moved["progress"]]) == (201, 1, [-1, 1])
    again = program.post(f"{path}/progress", {"level": 1, "confirmed": True, "person_rating": 7}, Idempotency_Key="p")
    assert len(again["progress"]) == 2
    program.post(f"{path}/end", {"state": "reached"}, If_Match='"1"')
    assert (program.status, program.response["ETag"]) == (409, '"2"')
    ended = program.post(f"{path}/end", {"state": "reached", "words": "Together"})
    assert (ended["state"], ended["ended_on"], ended["end_words"]) == ("reached", str(clock.today()), "Together")
    program.patch(path, {"title": "Again"})
    assert (program.status, program.answered["code"]) == (422, "goal.ended")
    assert program.get("/goals", state="open")["items"] == []


def test_what_cannot_be_is_refused_at_the_fields_that_were_sent(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    root = str(a_root(case, by).public_id)
    other = a_ready_case(by, people=["Adam Kowalczyk"])
    strange, not_ours = str(Person.objects.get(id=lead(other)).public_id), str(a_root(other, by).public_id)
    barrier = a_statement(an_assessment(a_ready_case(by), by), by, kind="barrier", barrier_level="system")
    late = str(clock.today() + timedelta(days=1))
    program = call("worker")
    given = {"case": str(case.public_id), "title": "Rent", "grows_from": [root]}
    bad: list[tuple[dict[str, Any], str]] = [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"grows_from": []}, "grows_from"),
        ({"grows_from": [str(uuid4())]}, "grows_from"),
        ({"grows_from": [not_ours]}, "grows_from"),
        ({"grows_from": [str(barrier.public_id)]}, "grows_from"),
        ({"grows_from": [root] * 51}, "grows_from"),
        ({"person": strange}, "person"),
        ({"own_words": "Mine"}, "said_by"),
        ({"horizon": "never"}, "horizon"),
        ({"starts_on": late, "target_on": "2026-01-01"}, "target_on"),
        ({"confidence": 11}, "confidence"),
        ({"confidence": True}, "confidence"),
        ({"levels_words": {"1": "Some"}}, "levels_words"),
        ({"levels_words": {"7": "Some"}}, "levels_words.7.[key]"),
        ({"start_level": -3}, "start_level"),
        ({"order": 1}, "order"),
    ]
    for change, field in bad:
        program.post("/goals", {**given, **change})
        assert (program.status, list(program.answered["fields"])) == (422, [field]), change
    program.post("/goals", {**given, "case": str(uuid4())})
    assert program.status == 404
    goal = program.post("/goals", given)
    path = f"/goals/{goal['id']}/progress"
    for at in ("2026-01-05T10:00:00", 1_700_000_000, "2026-01-05", "1066-01-01T00:00:00Z", "soon"):
        program.post(path, {"level": 0, "at": at})
        assert (program.status, list(program.answered["fields"])) == (422, ["at"]), at
    assert "with its zone" in program.answered["fields"]["at"]
    program.post(path, {"level": 0, "at": "2199-01-05T10:00:00+01:00"})
    assert (program.status, list(program.answered["fields"])) == (422, ["at"])
    program.post(f"/goals/{goal['id']}/end", {"state": "dropped"})
    assert (program.status, list(program.answered["fields"])) == (422, ["words"])
    program.patch(f"/goals/{goal['id']}", {"also_from": [not_ours]})
    assert (program.status, list(program.answered["fields"])) == (422, ["also_from"])


def test_a_restricted_root_is_named_to_nobody_else(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by)
    hidden = a_statement(an_assessment(case, by), by, level=2)
    goal = a_goal(case, by, grows_from=[hidden.id, a_root(case, by).id])
    assert len(call("worker").get(f"/goals/{goal.public_id}")["grows_from"]) == 2
    seen = call("colleague").get(f"/goals/{goal.public_id}")["grows_from"]
    assert len(seen) == 1
    assert str(hidden.public_id) not in seen


def test_lists_and_details_ask_as_much_for_many_rows_as_for_one(become: Become, call: Call, count: Count) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    plan = an_agreed_plan(case, by)
    goal = Goal.objects.get(case=case)
    program = call("worker")
    paths = ["/goals", f"/goals/{goal.public_id}", "/plans", f"/plans/{plan.public_id}"]
    few = [count(program, path) for path in paths]
    become("worker")
    shared = {"circle_id": case.circle_id}
    said = {"case": case, "starts_on": clock.today(), "said_by_id": lead(case), "own_words": "Mine"}
    goals = Goal.objects.bulk_create(Goal(**shared, **said, title=f"Goal {number}") for number in range(59))
    root = Statement.objects.filter(case=case).earliest("id")
    GoalSource.objects.bulk_create(GoalSource(**shared, goal=one, statement=root) for one in goals)
    noted = {"at": clock.now(), "value": 0, "author_id": by.actor_id}
    Progress.objects.bulk_create(Progress(**shared, **noted, goal=goal) for _number in range(59))
    Plan.objects.bulk_create(
        Plan(**shared, case=case, number=number, state="replaced", author_id=by.actor_id) for number in range(3, 62)
    )
    for number in range(5):
        a_step(case, by, goal=goal, what=f"Step {number}")
    assert [count(program, path) for path in paths] == few
    assert max(few) <= 6
    assert len(program.get("/goals", limit=200)["items"]) == 60
