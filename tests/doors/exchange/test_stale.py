"""No verb of the API acts on what somebody else changed meanwhile: each operation of the document is tried."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pytest
from django.test import Client

from alongside.agency.staff.models import Worker
from alongside.doors.exchange import examples
from alongside.practice.assessments.models import Assessment
from alongside.practice.contacts.models import Note
from alongside.practice.plans.models import Goal, Step
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Participant
from alongside.record.people import actions as people
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call, Program
from tests.factories.assessments import a_ready_case
from tests.factories.consents import a_consent
from tests.factories.contacts import a_contact
from tests.factories.files import a_file
from tests.factories.intakes import an_intake
from tests.factories.people import a_phone
from tests.factories.plans import a_root, an_agreed_plan

OF_THE_CLOSING = ("/closing", "/after-care")
"""What is below these is on the ending of a case, which has a version of its own and the name of its case."""


def operations() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Verb, path and description of every operation that writes."""
    for path, verbs in Client().get("/api/openapi.json").json()["paths"].items():
        for verb, told in verbs.items():
            if verb != "get":
                yield verb.upper(), path.removeprefix("/api/v1"), told


def takes_if_match(told: Mapping[str, Any]) -> bool:
    return "If-Match" in {one["name"] for one in told["parameters"]}


def test_every_verb_on_what_is_there_takes_a_version_and_what_begins_takes_none(become: Become) -> None:
    become("worker")
    told = {path: takes_if_match(one) for _verb, path, one in operations()}
    assert len(told) > 40
    assert {path: "{" in path for path in told} == told


@pytest.fixture
def things(become: Become) -> dict[str, Any]:
    """One of everything that has a name in a path of the document."""
    by = become("worker")
    case = a_ready_case(by, people=["Marta López", "Obi López"])
    plan, circle = an_agreed_plan(case, by), case.circle_id
    person, other = (Person.objects.get(display_name=name) for name in ("Marta López", "Obi López"))
    home = people.start_household(circle=circle, label="The yellow house", by=by)
    return {
        "person": person,
        "other": other,
        "point": a_phone(person, circle, by),
        "household": home,
        "member": people.join_household(household=home, person=person, by=by),
        "relationship": people.relate(circle=circle, person=person, kind="sibling", other=other, by=by),
        "case": case,
        "closing": cases.write_closing(case=case, reasons=["goals_met"], summary="Paid", by=by),
        "participant": Participant.objects.get(case=case, person_id=person.id),
        "assessment": Assessment.objects.get(case=case),
        "statement": a_root(case, by),
        "goal": Goal.objects.get(case=case),
        "plan": plan,
        "line": Step.objects.get(case=case),
        "note": Note.objects.get(contact=a_contact(case, by, sign=False)),
        "consent": a_consent(case, by),
        "attachment": a_file(case, by),
        "worker": Worker.objects.get(actor_id=by.actor_id),
        "intake": an_intake(become("intake")),
    }


def test_a_stale_version_stops_every_verb_and_shows_what_is_there_now(
    become: Become, call: Call, things: dict[str, Any]
) -> None:
    counted = _told_apart(things, become)
    worker, intake = call("worker"), call("intake")
    tried = [one for one in operations() if takes_if_match(one[2])]
    for verb, path, told in tried:
        program = intake if path.startswith("/intakes") else worker
        send = partial(program.send, verb, addressed(path, things), body_of(told, things))
        _stops(program, send, f"{verb} {path}", counted[named_by(path, things)])
    assert len(tried) > 40


def _told_apart(things: dict[str, Any], become: Become) -> dict[str, int]:
    """Give each thing a version that no other has, so that an answer with another's is found out."""
    counted = {}
    for number, (name, thing) in enumerate(things.items(), start=31):
        become("intake" if name == "intake" else "worker")
        if name not in ("other", "worker"):
            assert type(thing).objects.filter(id=thing.id).update(version=number) == 1, name
            counted[name] = number
    return counted


def named_by(path: str, things: dict[str, Any]) -> str:
    """Whose version ``If-Match`` names: that of the last thing named in the path, or of the ending of its case."""
    if any(part in path for part in OF_THE_CLOSING):
        return "closing"
    return [part.strip("{}") for part in path.split("/") if part.strip("{}") in things and part.startswith("{")][-1]


def addressed(path: str, things: dict[str, Any]) -> str:
    """The path with the names of what is there; a new parameter has to be given here something to stand for."""
    others = {"number": "1", "domain": "money"}
    parts = [part.strip("{}") if part.startswith("{") else None for part in path.split("/")]
    named = [others.get(name) or str(things[name].public_id) if name else None for name in parts]
    return "/".join(new or old for new, old in zip(named, path.split("/"), strict=True))


def body_of(told: Mapping[str, Any], things: dict[str, Any]) -> Any:
    """The example of an operation, about what is there."""
    if "requestBody" not in told:
        return {}
    words = json.dumps(examples.EXAMPLES[told["operationId"]])
    for name, stands_for in (("case", examples.CASE), ("person", examples.AMARA), ("other", examples.OBI)):
        words = words.replace(stands_for, str(things[name].public_id))
    for name, stands_for in (("worker", examples.WORKER), ("goal", examples.GOAL), ("line", examples.LINE)):
        words = words.replace(stands_for, str(things[name].public_id))
    for stands_for in (examples.RENT, examples.STRENGTH):
        words = words.replace(stands_for, str(things["statement"].public_id))
    return json.loads(words)


def _stops(program: Program, send: partial[Any], called: str, version: int) -> None:
    """The call is answered 409 with what is there now and what was sent, and 422 when it names no version."""
    send(If_Match='"99"')
    assert (program.status, program.answered["code"]) == (409, "stale"), (called, program.answered)
    assert program.answered["current"]["version"] == version, called
    assert program.response.headers["ETag"] == f'"{version}"', called
    assert program.answered["yours"].keys() == send.args[2].keys(), called
    send(If_Match="soon")
    assert (program.status, program.answered["code"]) == (422, "if_match"), called


def test_an_ending_that_nobody_wrote_yet_is_not_the_one_that_was_seen(become: Become, call: Call) -> None:
    case, program = a_ready_case(become("worker")), call("worker")
    path = f"/cases/{case.public_id}/closing"
    program.get(path)
    unwritten = program.response.headers["ETag"]
    body = examples.EXAMPLES["write_closing"]
    program.send("PUT", path, body, If_Match='"3"')
    assert (program.status, program.answered["current"]["version"]) == (409, 0)
    program.send("PUT", path, body, If_Match=unwritten)
    assert program.status == 200
    program.send("PUT", path, body, If_Match=unwritten)
    assert (program.status, program.answered["current"]["version"]) == (409, 1)
