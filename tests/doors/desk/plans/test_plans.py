"""The plan on the desk: shown, written, answered, agreed, printed, looked back at, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.queries import who_looked
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.plans import actions as plans
from alongside.practice.plans.enums import PlanState, Reply
from alongside.practice.plans.models import Agreement, Goal, Plan, Progress, Review, Step
from alongside.record.cases.models import Case, Participant
from tests.factories.assessments import a_finished_assessment, a_ready_case, lead
from tests.factories.plans import a_goal, a_root, a_step, an_agreed_plan, an_answer

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
Queries = Callable[[], AbstractContextManager[list[str]]]


def at(case: Case, tail: str = "") -> str:
    return f"/cases/{case.public_id}/plan/{tail}"


def who(case: Case, number: int | None = None) -> str:
    """The outside name of a person of the case; of whom it is for when no number is given."""
    return str(Participant.objects.get(case=case, person_id=number or lead(case)).person.public_id)


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def a_goal_form(root: object, **given: str) -> dict[str, object]:
    return {
        "title": "Rent paid by us",
        "own_words": "No more letters",
        "said_by": "",
        "person": "",
        "grows_from": [str(root)],
        "measure": "The rent book",
        "target_on": day(90),
        "horizon": "soon",
        "confidence": "",
        "start_level": "-1",
        **given,
    }


def a_line_form(**given: str) -> dict[str, str]:
    return {"who": "partner", "owner_name": "School", "what": "lets Dani start at 9:30", "due_on": day(7), **given}


def test_an_empty_plan_offers_its_first_goal(become: Become, visit: Visit) -> None:
    case = a_ready_case(become("worker"))
    client = visit("worker")
    page = client.get(at(case)).content.decode()
    assert "There is no plan yet." in page
    assert "Add a goal" in page
    assert "You can say no." in page
    assert "Nothing to grow from yet" in client.get(at(case, "goals/new/")).content.decode()
    for tail in ("answers/new/", "agree/"):
        assert client.get(at(case, tail)).status_code == 302
    assert client.get(at(case, "print/")).status_code == 404


def test_a_goal_is_added_from_what_was_found(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    need = a_root(case, by)
    client = visit("worker")
    page = client.get(at(case, f"goals/new/?from={need.public_id}")).content.decode()
    assert f'value="{need.public_id}" checked' in page
    assert "Need, Housing" in page
    form = a_goal_form(need.public_id, said_by=who(case), confidence="3", idempotency_key="one")
    for _ in range(2):
        answer = client.post(at(case, "goals/new/"), form)
        assert answer.status_code == 302
    goal = Goal.objects.get()
    assert answer.headers["Location"].endswith(f"#g-{goal.public_id}")
    assert (goal.own_words, goal.said_by_id, goal.confidence) == ("No more letters", lead(case), 3)
    page = client.get(at(case)).content.decode()
    assert "A smaller first step may help." in page
    assert "No line yet" in page


def test_what_was_typed_stays_when_a_goal_is_put_right(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    need = a_root(case, by)
    client = visit("worker")
    answer = client.post(at(case, "goals/new/"), {**a_goal_form(need.public_id), "grows_from": []})
    assert answer.status_code == 422
    assert "A goal grows from a need, a strength or a hope." in answer.content.decode()
    answer = client.post(at(case, "goals/new/"), a_goal_form(need.public_id))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Whose words are these?" in page
    assert "No more letters" in page
    assert not Goal.objects.exists()


def test_a_goal_is_changed_and_a_stale_change_shows_both(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    client, url = visit("worker"), at(case, f"goals/{goal.public_id}/")
    page = client.get(url).content.decode()
    assert "No more letters on the door." in page
    assert 'name="own_words"' not in page
    form = {"title": "Rent on time", "measure": "Book", "target_on": day(80), "horizon": "now", "version": "1"}
    assert client.post(url, form).status_code == 302
    answer = client.post(url, {**form, "title": "Too late"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rent on time" in page
    assert "Too late" in page
    assert 'name="version" value="2"' in page
    assert client.post(url, {**form, "title": "", "version": "2"}).status_code == 422
    goal.refresh_from_db()
    assert goal.title == "Rent on time"


def test_a_level_is_noted_and_a_jump_is_confirmed(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    client, url = visit("worker"), at(case, f"goals/{goal.public_id}/level/")
    assert client.post(url, {"value": "0", "words": "First month paid", "person_rating": "6"}).status_code == 302
    answer = client.post(url, {"value": "2", "words": "All paid"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "jump from 0 to +2" in page
    assert 'name="confirmed"' in page
    assert "All paid" in page
    assert client.post(url, {"value": "2", "confirmed": "on"}).status_code == 302
    assert client.post(url, {"value": "7"}).status_code == 422
    assert client.post(url, {"value": ""}).status_code == 422
    assert list(Progress.objects.order_by("id").values_list("value", flat=True)) == [-1, 0, 2]


def test_a_goal_ends_and_stays_readable(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    a_step(case, by, goal=goal)
    client, url = visit("worker"), at(case, f"goals/{goal.public_id}/end/")
    answer = client.post(url, {"state": "reached", "words": ""})
    assert answer.status_code == 422
    assert "still open" in answer.content.decode()
    assert client.post(url, {"state": "reached", "drop_lines": "on"}).status_code == 302
    page = client.get(at(case)).content.decode()
    assert "Goals that ended" in page
    assert "has ended and stays as it is" in client.get(at(case, f"goals/{goal.public_id}/")).content.decode()


def test_a_line_says_who_does_what(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    client = visit("worker")
    assert (
        f'value="{goal.public_id}" selected'
        in client.get(at(case, f"lines/new/?goal={goal.public_id}")).content.decode()
    )
    form = a_line_form(goal=str(goal.public_id), idempotency_key="one")
    for _ in range(2):
        assert client.post(at(case, "lines/new/"), form).status_code == 302
    mine = a_line_form(who=f"p:{who(case)}", what="eats together", own_idea="on")
    assert client.post(at(case, "lines/new/"), mine).status_code == 302
    school, own = Step.objects.order_by("number")
    assert (school.owner, school.owner_name, school.goal_id) == ("partner", "School", goal.id)
    assert (own.owner, own.person_id, own.own_idea) == ("person", lead(case), True)
    page = client.get(at(case)).content.decode()
    assert "lets Dani start at 9:30" in page
    assert "Own idea" in page


def test_bad_lines_are_put_right(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by)
    client = visit("worker")
    for given in ({"what": ""}, {"who": "p:nobody"}, {"due_on": day(-1)}, {"owner_name": ""}, {"goal": "nonsense"}):
        answer = client.post(at(case, "lines/new/"), a_line_form(**given))
        assert answer.status_code == 422, given
    assert not Step.objects.exists()


def test_a_line_is_changed_settled_and_never_overwritten(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    step = a_step(case, by, own_idea=True)
    client, url = visit("worker"), at(case, f"lines/{step.public_id}/")
    assert "calls the landlord" in client.get(url).content.decode()
    assert client.post(url, a_line_form(version="1")).status_code == 302
    answer = client.post(url, a_line_form(what="Too late", version="1"))
    assert answer.status_code == 409
    assert "lets Dani start at 9:30" in answer.content.decode()
    assert client.post(url, a_line_form(what="", version="2")).status_code == 422
    settle = at(case, f"lines/{step.public_id}/settle/")
    answer = client.post(settle, {"state": "dropped", "words": "", "on": day(0)})
    assert answer.status_code == 422
    assert "their own idea" in answer.content.decode()
    assert client.post(settle, {"state": "done", "words": "It worked", "on": day(0)}).status_code == 302
    assert "stays as it is" in client.get(url).content.decode()
    step.refresh_from_db()
    assert (step.what, step.state) == ("lets Dani start at 9:30", "done")


def an_answer_form(case: Case, **given: str) -> dict[str, str]:
    return {"person": who(case), "line": "", "reply": "agree", "words": "", "how": "phone", "on": day(0), **given}


def test_an_answer_names_person_way_and_day(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    step = a_step(case, by, goal=a_goal(case, by))
    client, url = visit("worker"), at(case, "answers/new/")
    assert f'value="{who(case)}" selected' in client.get(f"{url}?person={who(case)}").content.decode()
    for given in ({"how": ""}, {"reply": ""}, {"person": "nobody"}, {"reply": "partly"}, {"on": day(2)}):
        assert client.post(url, an_answer_form(case, **given)).status_code == 422, given
    assert not Agreement.objects.exists()
    assert client.post(url, an_answer_form(case, idempotency_key="one")).status_code == 302
    assert client.post(url, an_answer_form(case, idempotency_key="one")).status_code == 302
    line = an_answer_form(case, line=str(step.public_id), reply="decline", words="Not him")
    assert client.post(url, line).status_code == 302
    assert [answer.step_id for answer in Agreement.objects.order_by("id")] == [None, step.id]
    page = client.get(at(case)).content.decode()
    assert "Not for me, by phone" in page
    assert "Not him" in page


def test_agree_plan_waits_for_an_answer_and_then_freezes(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López", "Rosario Vega"])
    a_finished_assessment(case, by)
    a_step(case, by, goal=a_goal(case, by))
    client, url = visit("worker"), at(case, "agree/")
    assert "Nobody has answered yet." in client.get(url).content.decode()
    assert client.post(url, {"review_on": day(30)}).status_code == 422
    assert client.post(at(case, "answers/new/"), an_answer_form(case)).status_code == 302
    page = client.get(url).content.decode()
    assert "Agree plan" in page
    assert "Not yet agreed by Rosario." in page
    for given in ({"review_on": ""}, {"review_on": day(-1)}, {"review_on": "soon"}):
        assert client.post(url, given).status_code == 422, given
    answer = client.post(url, {"review_on": day(30)}, follow=True)
    assert "The plan is in force." in answer.content.decode()
    assert "Version 1, in force since" in answer.content.decode()
    become("worker")
    assert Plan.objects.get().state == PlanState.IN_FORCE


def test_a_change_shows_old_and_new_and_the_old_version_can_be_read(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    step = Step.objects.get()
    plans.change_step(step=step, version=1, what="writes to the landlord", by=by)
    client = visit("worker")
    page = client.get(at(case)).content.decode()
    assert "data-changed" in page
    assert "Version 1 stays in force until version 2 is agreed." in page
    old = client.get(at(case, "versions/1/")).content.decode()
    assert "calls the landlord" in old
    assert "writes to the landlord" not in old
    assert Plan.objects.get(number=1).digest in old
    assert client.get(at(case, "versions/9/")).status_code == 404


def test_paper_has_rights_places_to_sign_and_says_when_it_is_a_draft(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_finished_assessment(case, by)
    a_step(case, by, goal=a_goal(case, by))
    client = visit("worker")
    page = client.get(at(case, "print/")).content.decode()
    for words in ("You can say no.", "Draft version 1", "Sign, or say no", "01 555 0199", "I want my mornings back."):
        assert words in page
    assert "Printed by Dele Akande" in page
    assert client.get(at(case, "print/?version=7")).status_code == 404
    assert client.get(at(case, "print/?version=x")).status_code == 200


def test_looking_back_is_recorded_and_listed(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    client, url = visit("worker"), f"/cases/{case.public_id}/review/"
    form = {"held_on": day(0), "with_whom": "Marta", "person_view": "Quieter", "decision": "Go on", "next_on": day(60)}
    answer = client.post(url, form)
    assert answer.status_code == 422
    assert "Agree a plan first" in answer.content.decode()
    assert "Quieter" in answer.content.decode()
    by = become("worker")
    an_agreed_plan(case, by)
    for given in ({"decision": ""}, {"held_on": day(1)}, {"next_on": day(-1)}):
        assert client.post(url, {**form, **given}).status_code == 422, given
    for _ in range(2):
        assert client.post(url, {**form, "idempotency_key": "one"}).status_code == 302
    assert Review.objects.count() == 1
    assert "Quieter" in client.get(url).content.decode()
    assert "Go on" in client.get(at(case)).content.decode()


def test_loose_ends_of_the_chain_are_listed(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by)
    need = a_root(case, by)
    page = visit("worker").get(at(case)).content.decode()
    assert "Loose ends" in page
    assert f"?from={need.public_id}" in page
    assert f"/assessment/housing/#s-{Goal.objects.get().grows_from.get().public_id}" in page


EXPECTED = {
    "worker": 200,
    "supervisor": 200,
    "colleague": 200,
    "excluded": 404,
    "elsewhere": 404,
    "intake": 404,
    "evaluator": 404,
    "privacy": 404,
    "admin": 404,
    "client": 403,
}


def test_who_opens_the_pages(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    goal, step = Goal.objects.get(), Step.objects.get()
    plans.change_step(step=step, version=1, what="writes", by=by)
    access.exclude(circle=case.circle_id, actor_id=become("excluded").actor_id, why="Brother of Marta", by=by)
    tails = ("", "goals/new/", f"goals/{goal.public_id}/", "lines/new/", f"lines/{step.public_id}/", "answers/new/")
    pages = [at(case, tail) for tail in (*tails, "agree/", "versions/1/", "print/")]
    acts = (*tails[1:], "agree/", f"goals/{goal.public_id}/level/", f"goals/{goal.public_id}/end/")
    for username, status in EXPECTED.items():
        client = visit(username)
        for url in [*pages, f"/cases/{case.public_id}/review/"]:
            assert client.get(url).status_code == status, (username, url)
        for tail in (*acts, f"lines/{step.public_id}/settle/") if status != 200 else ():
            sent = client.post(at(case, tail), {"value": "0", "state": "done"})
            assert sent.status_code == status, (username, tail)
        assert status == 200 or b"landlord" not in client.get(at(case, "print/")).content


def test_goals_and_lines_of_another_case_are_not_found(become: Become, visit: Visit) -> None:
    by = become("worker")
    case, other = a_ready_case(by), a_ready_case(by)
    goal, step = a_goal(other, by), a_step(other, by)
    client = visit("worker")
    for tail in (f"goals/{goal.public_id}/", f"lines/{step.public_id}/", f"goals/{other.public_id}/"):
        assert client.get(at(case, tail)).status_code == 404
    for tail in (f"goals/{goal.public_id}/level/", f"goals/{goal.public_id}/end/", f"lines/{step.public_id}/settle/"):
        assert client.post(at(case, tail), {"value": "0", "state": "reached", "on": day(0)}).status_code == 404


def test_a_closed_case_shows_its_plan_without_forms(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    an_answer(plan, lead(case), by, reply=Reply.PARTLY, words="Later, please")
    Case.objects.filter(id=case.id).update(state="closed")
    page = visit("worker").get(at(case)).content.decode()
    assert "calls the landlord" in page
    assert "Later, please" in page
    assert "lines/new/" not in page
    assert "Agree plan" not in page


def test_reading_is_noted_and_takes_the_same_queries(become: Become, visit: Visit, queries: Queries) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_step(case, by, goal=a_goal(case, by))
    client = visit("worker")
    client.get(at(case))
    counts = set()
    for more in (0, 9):
        by = become("worker")
        for _ in range(more):
            a_step(case, by, goal=a_goal(case, by))
        with queries() as seen:
            client.get(at(case))
        counts.add(len(seen))
    assert len(counts) == 1
    become("worker")
    assert {"plan page", "plan"} <= {look.act for look in who_looked(case.circle_id)}
