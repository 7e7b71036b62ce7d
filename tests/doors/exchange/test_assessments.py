"""Assessments through the API: started, written, looked at, finished; seen by whoever sees the case."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.assessments.models import Assessment, Statement
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import CAST, SEES, Call, Count
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead, looked_over


def who(case: Case) -> str:
    """The outside name of the person whom the case is for."""
    return str(Person.objects.get(id=lead(case)).public_id)


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    assessment = an_assessment(case, by)
    a_statement(assessment, by, words="Two months of rent behind")
    a_statement(assessment, by, kind="strength", words="Kept from the team", level=RESTRICTED)
    access.exclude(
        circle=case.circle_id, actor_id=Account.objects.get(username="excluded").actor_id, why="A neighbour", by=by
    )
    program = call(username)
    program.get(f"/assessments/{uuid4()}")
    nothing = program.response.content
    found = program.get(f"/assessments/{assessment.public_id}")
    if username in SEES:
        assert found["case"] == str(case.public_id)
        assert program.response["ETag"] == '"1"'
        words = {one["words"]: one["restricted"] for one in found["statements"]}
        assert words["Two months of rent behind"] is False
        assert ("Kept from the team" in words) is (username != "colleague")
        assert program.get("/assessments", case=str(case.public_id))["items"][0]["id"] == found["id"]
        become("privacy")
        assert Reading.objects.filter(act="assessment by a program", circle_id=case.circle_id).exists()
        assert Reading.objects.filter(act="assessment list by a program", circle_id=case.circle_id).exists()
    else:
        assert (program.status, program.response.content) == (404, nothing)
        assert program.get("/assessments")["items"] == []
        program.get("/assessments", case=str(case.public_id))
        assert program.response.content == nothing
        program.post(f"/assessments/{assessment.public_id}/finish", {})
        assert program.response.content == nothing


def test_a_life_is_looked_at_together_from_start_to_finish(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    marta, program = who(case), call("worker")
    begun = program.post("/assessments", {"case": str(case.public_id)}, Idempotency_Key="begin")
    assert (program.status, begun["number"], begun["finished_at"]) == (201, 1, None)
    assert program.post("/assessments", {"case": str(case.public_id)}, Idempotency_Key="begin")["id"] == begun["id"]
    program.post("/assessments", {"case": str(case.public_id)})
    assert (program.status, program.answered["code"]) == (422, "assessment.open")
    path = f"/assessments/{begun['id']}"
    hope = {"kind": "hope", "domain": "aspirations", "own_words": "I want my mornings back.", "said_by": marta}
    said = program.post(f"{path}/statements", hope)
    assert (program.status, said["own_words"], said["said_by"]["name"]) == (201, hope["own_words"], "Marta López")
    need = {"kind": "need", "domain": "housing", "words": "Rent", "urgency": "soon", "said_on": "2026-01-05"}
    rent = program.post(f"{path}/statements", need)
    line = f"{path}/statements/{rent['id']}"
    changed = program.patch(line, {"words": "Two months of rent"}, If_Match='"1"')
    assert (changed["words"], changed["urgency"], changed["version"]) == ("Two months of rent", "soon", 2)
    program.patch(line, {"words": "Three months"}, If_Match='"1"')
    assert (program.status, program.response["ETag"]) == (409, '"2"')
    assert (program.answered["current"]["words"], program.answered["yours"]) == (
        "Two months of rent",
        {"words": "Three months"},
    )
    program.post(f"{line}/end", {"why": "Paid"}, If_Match='"1"')
    assert (program.status, program.answered["current"]["version"]) == (409, 2)
    assert program.post(f"{line}/end", {"why": "Paid"}, If_Match='"2"')["ended_on"] == str(clock.today())
    look = {"state": "looked", "person_rating": 3, "worker_rating": 5, "said_by": marta}
    areas = program.post(f"{path}/areas/money", look)["areas"]
    assert [(one["domain"], one["person_rating"]) for one in areas][-1] == ("money", 3)
    program.post(f"{path}/areas/money", {**look, "person_rating": 4})
    assert "person_rating" in program.answered["fields"]
    become("worker")
    looked_over(Assessment.objects.get(public_id=begun["id"]), by)
    done = program.post(f"{path}/finish", {"note": "Together"})
    assert (program.status, done["finish_note"], len(done["areas"])) == (200, "Together", 16)
    program.post(f"{path}/statements", hope)
    assert (program.status, program.answered["code"]) == (422, "assessment.finished")


def test_what_cannot_be_is_refused_at_the_fields_that_were_sent(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    elsewhere = a_ready_case(by, people=["Adam Kowalczyk"])
    assessment = an_assessment(case, by)
    strange, path = who(elsewhere), f"/assessments/{assessment.public_id}"
    program = call("worker")
    given = {"kind": "need", "domain": "housing", "words": "Rent"}
    bad: list[tuple[dict[str, Any], str]] = [
        ({"kind": "wish"}, "kind"),
        ({"domain": "weather"}, "domain"),
        ({"words": ""}, "words"),
        ({"words": "x" * 4001}, "words"),
        ({"own_words": "No more letters."}, "said_by"),
        ({"said_by": strange, "own_words": "No"}, "said_by"),
        ({"said_by": str(uuid4()), "own_words": "No"}, "said_by"),
        ({"person": strange}, "person"),
        ({"said_on": "2190-01-01"}, "said_on"),
        ({"said_on": "1066-01-01"}, "said_on"),
        ({"said_on": 20000}, "said_on"),
        ({"worked": "worked"}, "worked"),
        ({"level": 2}, "level"),
        ({"source": "other_person"}, "source_note"),
        ({"restricted": "yes"}, "restricted"),
    ]
    for change, field in bad:
        program.post(f"{path}/statements", given | change)
        assert (program.status, list(program.answered["fields"])) == (422, [field]), change
    assert not Statement.objects.filter(assessment=assessment).exists()
    program.patch(f"{path}/statements/{uuid4()}", {})
    assert program.status == 422
    program.patch(f"{path}/statements/{uuid4()}", {"words": "x"})
    assert program.status == 404
    program.post(f"{path}/areas/weather", {})
    assert (program.status, list(program.answered["fields"])) == (422, ["domain"])
    program.post(f"{path}/finish", {})
    assert (program.status, list(program.answered["fields"])) == (422, ["left_for_later"])
    colleague = call("colleague")
    colleague.post(f"{path}/statements", {**given, "restricted": True})
    assert (colleague.status, list(colleague.answered["fields"])) == (422, ["restricted"])


def test_a_statement_is_found_in_its_own_assessment_only(become: Become, call: Call) -> None:
    by = become("worker")
    one, other = (an_assessment(a_ready_case(by, people=[name]), by) for name in ("Marta López", "Adam Kowalczyk"))
    statement = a_statement(one, by)
    program = call("worker")
    program.patch(f"/assessments/{other.public_id}/statements/{statement.public_id}", {"words": "Moved"})
    assert program.status == 404


def test_lists_and_details_ask_as_much_for_many_rows_as_for_one(become: Become, call: Call, count: Count) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    assessment = an_assessment(case, by)
    a_statement(assessment, by, own_words="No more letters.", said_by_id=lead(case))
    program = call("worker")
    detail = f"/assessments/{assessment.public_id}"
    few = [count(program, path) for path in ("/assessments", detail)]
    become("worker")
    shared = {"circle_id": case.circle_id, "case": case, "author_id": by.actor_id}
    Assessment.objects.bulk_create(
        Assessment(**shared, number=number, started_at=clock.now(), finished_at=clock.now()) for number in range(2, 61)
    )
    said = {"kind": "need", "domain": "housing", "said_by_id": lead(case), "said_on": clock.today()}
    Statement.objects.bulk_create(
        Statement(**shared, **said, assessment=assessment, words=f"{number}") for number in range(59)
    )
    assert [count(program, path) for path in ("/assessments", detail)] == few
    assert max(few) <= 6
    assert len(program.get(detail)["statements"]) == 60
    page = program.get("/assessments", limit=7)
    assert len(page["items"]) == 7
    assert program.get("/assessments", after=page["after"], state="open")["items"][0]["id"] == str(assessment.public_id)
