"""A person's way from the first call to after-care and closing, taken by a client that a public generator made."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import pytest

from alongside.ground.foundation import clock
from alongside.practice.assessments.enums import Domain
from tests.doors.exchange.live.conftest import Token
from tests.doors.exchange.live.outside import NAME, Outside, generated
from tests.walks.site import Site

NOW = clock.now()
TODAY = clock.today()
WHO, CHILD = "Amara Okoye", "Obi Okoye"
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def made(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the generated client stands."""
    folder = tmp_path_factory.mktemp("client")
    with urlopen(f"{site.url}/api/openapi.json", timeout=10) as answer:  # noqa: S310  # our own address
        document = answer.read()
    generated(document, folder)
    return folder / NAME


def _taken_in(front: Outside) -> Any:
    """A request, told by phone, acknowledged."""
    given = front.shape(
        "NewIntake",
        programme="family",
        words="I lost my job and do not know how to pay the rent.",
        person_name=WHO,
        phone="085 555 0100",
        safe_text="yes",
        urgency="today",
        notice_how="On the phone",
        received_at=NOW - timedelta(hours=1),
    )
    key = str(uuid4())
    taken = front.do("intakes.take_intake", status=201, body=given, idempotency_key=key)
    again = front.do("intakes.take_intake", status=201, body=given, idempotency_key=key)
    assert taken.id == again.id
    assert front.do("intakes.acknowledge", taken.id).acknowledged_at
    assert front.do("intakes.list_intakes", limit=1).items[0].id == taken.id
    return taken


def _opened(front: Outside, worker: Outside) -> Any:
    """The case that came of the request, with a person who was not in the record yet."""
    taken = _taken_in(front)
    found = front.do("people.find_matches", full_name=WHO)
    me = worker.do("me.read_me")
    accepted = front.do(
        "intakes.accept",
        taken.id,
        status=201,
        body=front.shape(
            "Acceptance",
            reason="Lives here, and asks for what we do",
            team="Family team",
            worker=me.worker,
            people=[{"name": WHO, "searched": found.searched, "focus": True}],
        ),
    )
    assert not accepted.seen
    case = worker.do("cases.read_case", accepted.case)
    assert case.carriers[0].worker == me.worker
    assert [one.id for one in worker.do("cases.list_cases", limit=1).items] == [case.id]
    return case


def _assessed(worker: Outside, case: Any) -> Any:
    """A finished assessment; the need for the goal to grow from."""
    amara = case.people[0].person
    child = worker.do("people.find_matches", full_name=CHILD)
    worker.do(
        "people.add_person",
        status=201,
        body=worker.shape("NewPerson", full_name=CHILD, searched=child.searched, case=case.id, role="child"),
    )
    assert len(worker.do("participants.list_participants", case=case.id).items) == 2
    begun = worker.do("assessments.start_assessment", status=201, body=worker.shape("NewAssessment", case=case.id))
    said: dict[str, Any] = {"domain": "housing", "said_by": amara, "said_on": TODAY}
    need = worker.do(
        "assessments.add_statement",
        begun.id,
        status=201,
        body=worker.shape("NewStatement", kind="need", words="Two months of rent are owed", urgency="soon", **said),
    )
    for kind in ("strength", "hope"):
        worker.do(
            "assessments.add_statement",
            begun.id,
            status=201,
            body=worker.shape("NewStatement", kind=kind, words="Pays what she can each week", **said),
        )
    looked = worker.do("assessments.read_assessment", begun.id).areas
    left = sorted({str(one) for one in Domain} - {one.domain.value for one in looked})
    worker.do("assessments.look_at_area", begun.id, left[0], body=worker.shape("Look", state="looked", worker_rating=6))
    for milestone in ("first_contact_made", "person_seen", "safety_checked"):
        worker.do("cases.reach", case.id, body=worker.shape("Reaching", milestone=milestone))
    assert worker.do(
        "assessments.finish_assessment", begun.id, body=worker.shape("Finishing", left_for_later=left[1:])
    ).finished_at
    return need


def _agreed(worker: Outside, case: Any, need: Any) -> tuple[Any, Any]:
    """A goal with a line, in a plan that Amara agreed to."""
    amara = case.people[0].person
    goal = worker.do(
        "goals.add_goal",
        status=201,
        body=worker.shape(
            "NewGoal",
            case=case.id,
            title="The rent is paid by us each month",
            own_words="No more letters on the door.",
            said_by=amara,
            measure="The rent book shows it",
            target_on=TODAY + timedelta(days=90),
            grows_from=[need.id],
        ),
    )
    plan = worker.do("plans.start_plan", status=201, body=worker.shape("NewPlan", case=case.id))
    line = worker.do(
        "plans.add_line",
        plan.id,
        status=201,
        body=worker.shape(
            "NewLine",
            goal=goal.id,
            owner="worker",
            worker=case.carriers[0].worker,
            what="Asks the landlord for instalments",
            due_on=TODAY + timedelta(days=7),
        ),
    )
    worker.do(
        "plans.record_agreement",
        plan.id,
        status=201,
        body=worker.shape("NewAgreement", person=amara, reply="agree", how="spoken"),
    )
    plan = worker.do("plans.agree_plan", plan.id, body=worker.shape("Agreeing", review_on=TODAY + timedelta(days=60)))
    assert plan.state.value == "in_force"
    worker.do("plans.settle_line", plan.id, line.id, body=worker.shape("Settling", state="done", words="He agrees"))
    return plan, goal


def _worked(worker: Outside, case: Any, plan: Any, goal: Any) -> None:
    """A contact with a signed note, and a review."""
    amara = case.people[0].person
    contact = worker.do(
        "contacts.record_contact",
        status=201,
        idempotency_key=str(uuid4()),
        body=worker.shape(
            "NewContact",
            case=case.id,
            mode="visit",
            at=NOW - timedelta(minutes=30),
            people=[amara],
            goals=[{"goal": goal.id, "level": 0}],
            text="The first instalment went out.",
            own_words="I open the letters again.",
            said_by=amara,
        ),
    )
    assert worker.do("contacts.read_contact", contact.id).note == contact.note
    note = worker.do("notes.read_note", contact.note)
    assert not note.signed_at
    assert worker.do("notes.sign_note", contact.note, if_match=f'"{note.version}"').signed_at
    assert worker.do("goals.read_goal", goal.id).progress[-1].level == 0
    worker.do("goals.end_goal", goal.id, body=worker.shape("GoalEnding", state="reached", words="The rent is paid"))
    worker.do(
        "plans.hold_review",
        plan.id,
        status=201,
        body=worker.shape("NewReview", with_whom="Amara", person_view="It is lighter.", decision="We can end"),
    )


def _closed(worker: Outside, case: Any) -> Any:
    """What is open is handed over, the summary signed, after-care agreed, the case closed."""
    reached = worker.shape("Reaching", milestone="closing_talked_through", why="She has work again")
    worker.do("cases.reach", case.id, body=reached)
    open_ends = [one.key for one in worker.do("cases.read_closing", case.id).readiness if not one.settled]
    closing = worker.do(
        "cases.write_closing",
        case.id,
        body=worker.shape(
            "ClosingGiven",
            reasons=["goals_met"],
            summary="Rent is paid, work is found.",
            person_view="You listened.",
            agreed_with="Amara",
            handed_over=dict.fromkeys(open_ends, "Dele"),
        ),
    )
    stale = worker.do(
        "cases.write_closing",
        case.id,
        status=409,
        if_match=f'"{closing.version + 7}"',
        body=worker.shape("ClosingGiven", reasons=["goals_met"]),
    )
    assert stale.current["version"] == closing.version
    line = worker.shape("AfterCareGiven", what="A call", due_on=TODAY + timedelta(days=30), owner_name="Dele")
    worker.do("cases.add_after_care", case.id, status=201, body=line)
    assert worker.do("cases.sign_closing", case.id).signed
    return worker.do("cases.close_case", case.id, body=worker.shape("Closed"), idempotency_key=str(uuid4()))


def test_a_client_made_by_others_takes_a_person_from_intake_to_closing(site: Site, token: Token, made: Path) -> None:
    front = Outside.coming_in(site.url, token("intake"))
    worker = Outside.coming_in(site.url, token("worker"))
    case = _opened(front, worker)
    plan, goal = _agreed(worker, case, _assessed(worker, case))
    _worked(worker, case, plan, goal)
    closed = _closed(worker, case)
    assert closed.state.value == "after_care"
    assert front.do("cases.read_case", case.id, status=404).code == "not_found"
    for noun in ("people", "households", "relationships", "assessments", "plans", "goals", "contacts", "notes"):
        assert worker.do(f"{noun}.list_{noun}", limit=200).after is None, noun
    assert {one.split(".")[0] for one in front.calls | worker.calls} >= {
        *("me", "people", "intakes", "cases", "participants", "assessments", "plans", "goals", "contacts", "notes")
    }


def test_what_the_generator_made_has_no_hole(made: Path) -> None:
    """Each operation is there, and neither an answer nor a field has a type that says nothing."""
    for path in sorted((made / "api").glob("*/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        if path.name == "__init__.py":
            continue
        answer = ast.unparse(said["_parse_response"].returns or ast.Constant("nothing"))
        assert "Problem" in answer, path.name
        shapes = set(answer.split(" | ")) - {"Any", "Problem", "Conflict", "None"}
        assert len(shapes) == 1, (path.name, answer)
    for path in sorted((made / "models").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) != "additional_properties":
                assert "Any" not in ast.unparse(node.annotation).replace("dict[str, Any]", "").split(), path.name
