"""The head of a case."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import UUID

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.enums import ShareGround
from alongside.agency.access.models import Reading
from alongside.agency.access.queries import circle_public_id
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.cases import actions as cases
from alongside.record.cases import queries
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries import case_head
from alongside.record.people.models import ContactPoint, Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_person

Queries = Callable[[], AbstractContextManager[list[str]]]


def test_a_case_that_was_shared_alone_has_no_page_for_whom_it_was_shared_with(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    outside = become("client")
    become("worker")
    access.share(
        actor_id=outside.actor_id,
        circle=case.circle_id,
        table="cases_case",
        item=case.id,
        until=clock.now() + timedelta(days=1),
        ground=ShareGround.ORDER,
        why="Order of the family court",
        by=by,
    )
    outside = become("client")
    assert list(Case.objects.values_list("id", flat=True)) == [case.id]
    with pytest.raises(NotFound):
        case_head(case.public_id, by=outside)


def test_the_head_holds_people_carriers_spine_and_what_may_be_done(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    head = queries.case_head(case.public_id, by=by)
    assert (head.number, head.title, head.team, head.programme) == (
        case.number,
        "Marta López and family",
        "Family team",
        "Family support",
    )
    assert [one.name for one in head.people] == ["Marta López", "Dani Prado", "Inés Ruiz López"]
    assert head.named_worker is not None
    assert head.named_worker.name == "Dele Akande"
    assert head.spine.stage == "intake"
    assert all((head.may.reach, head.may.move, head.may.people, head.may.assign, head.may.end))
    assert head.seen_by == 4
    assert head.emergency_until is None


def test_the_banner_tells_names_languages_safe_contact_and_what_is_hidden(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = Participant.objects.get(case=case).person
    Person.objects.filter(id=person.id).update(pronouns="she/her", languages=["Spanish"], born_on=date(1990, 2, 3))
    assert queries.case_head(case.public_id, by=by).banner.reach == "Not asked how contact is safe"
    ContactPoint.objects.create(
        circle_id=case.circle_id,
        person=person,
        kind="phone",
        value="087 555 0123",
        text_ok="yes",
        asked_on=clock.today(),
    )
    ContactPoint.objects.create(
        circle_id=case.circle_id, person=person, kind="address", value="14 Quay Row", label="Home", level=16
    )
    banner = queries.case_head(case.public_id, by=by).banner
    assert (banner.pronouns, banner.speaks, banner.reach) == ("she/her", "Spanish", "Text")
    assert banner.hidden == ("Home is kept hidden",)
    assert "Quay" not in str(banner)
    assert queries.case_head(case.public_id, by=become("colleague")).banner.hidden == ()


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    for public_id in (case.public_id, UUID(int=1)):
        with pytest.raises(NotFound):
            queries.case_head(public_id, by=by)


def test_a_colleague_may_record_steps_and_nothing_else(become: Become) -> None:
    case = a_case(become("worker"))
    may = queries.case_head(case.public_id, by=become("colleague")).may
    assert may.reach
    assert not any((may.move, may.people, may.assign, may.end))
    assert "carries this case" in str(may.move.reason)


def test_emergency_access_shows_its_end(become: Become) -> None:
    case = a_case(become("worker"))
    circle = circle_public_id(case.circle_id)
    assert circle
    by = become("intake")
    access.break_glass(circle_public=circle, why="She did not answer at the agreed time.", by=by)
    head = queries.case_head(case.public_id, by=by)
    assert head.emergency_until is not None
    assert 58 <= (head.emergency_until - clock.now()).total_seconds() / 60 <= 60
    assert not head.may.reach


def test_reading_the_head_is_noted_under_the_name_of_the_page(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    queries.case_head(case.public_id, by=by, act="plan page")
    reading = Reading.objects.latest("id")
    assert (reading.act, reading.circle_id, reading.object_ids) == ("plan page", case.circle_id, [case.id])
    assert len(reading.person_ids) == 3


def test_the_head_costs_the_same_for_one_and_for_many_people(become: Become, queries: Queries) -> None:
    by = become("worker")

    def statements(count: int) -> int:
        case = a_case(by, people=[f"Person {number}" for number in range(count)])
        with queries() as seen:
            case_head(case.public_id, by=by)
        return len(seen)

    assert statements(1) == statements(10) <= 13


def test_a_step_passed_with_a_reason_is_told_apart_from_one_that_is_missing(become: Become) -> None:
    by = become("worker")
    done = [cases.Reached(key) for key in ("intake_decided", "safe_contact_asked", "notice_given", "safety_checked")]
    case = a_case(by, milestones=done)
    cases.move_stage(case=case, to="plan", why="They brought a plan", by=by)
    steps = {one.view.stage.value: one for one in queries.case_head(case.public_id, by=by).steps}
    assessment = {check.key: check.state for check in steps["assessment"].checks}
    assert assessment["safety_checked"] == "done"
    assert assessment["person_seen"] == "passed"
    assert {check.key: check.state for check in steps["plan"].checks}["plan_agreed"] == "missing"
    assert {check.key: check.state for check in steps["review"].checks}["review_held"] == "later"


def test_parts_that_ended_and_workers_before(become: Become) -> None:
    colleague = become("colleague").worker_id or 0
    worker = become("worker")
    case = a_case(worker, family=True)
    joined = cases.add_participant(
        case=case, person_id=a_person(case.circle_id, "Rosario Vega", worker).id, role="relative", by=worker
    )
    cases.end_participation(participant=joined, why="Moved away", by=worker)
    by = become("supervisor")
    cases.hand_over(case=case, to_worker_id=colleague, note="All is written down in the plan.", by=by)
    assert [one.name for one in queries.earlier_people(case.id)] == ["Rosario Vega"]
    (before,) = queries.carried_before(case.id)
    assert (before.name, before.note) == ("Dele Akande", "All is written down in the plan.")
    assert before.until_on == clock.today() >= before.from_on > clock.today() - timedelta(days=2)
