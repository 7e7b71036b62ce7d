"""The form filled in beforehand, and a contact with what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.queries import contact_form, contact_page
from alongside.practice.contacts.queries.pages import is_intact
from alongside.practice.plans import actions as plans
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, a_past_appointment, an_hour_ago
from tests.factories.plans import a_goal, a_step

Become = Callable[[str], Reader]


def test_it_is_filled_in_from_the_appointment(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    people = list(case.participants.order_by("id").values_list("person_id", flat=True))
    agreed = a_past_appointment(case, by, people=people[:2], mode="meeting", language="Spanish")
    page = contact_form(appointment=agreed.public_id, by=by)
    assert page.facts.appointment is not None
    assert (page.start.people, page.start.mode, page.start.language) == (tuple(people[:2]), "meeting", "Spanish")
    assert (page.start.at, page.start.ends_at) == (agreed.starts_at, agreed.ends_at)
    assert page.start.place == "14 Quay Row"
    assert page.facts.case.id == case.id


def test_without_one_it_is_filled_in_from_the_usual(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    person = case.participants.get(focus=True).person
    person.languages = ["Spanish", "English"]
    person.save(update_fields=["languages"])
    page = contact_form(case=case.public_id, by=by)
    assert page.start.people == (lead(case),)
    assert (page.start.mode, page.start.language) == ("visit", "Spanish")
    assert page.start.ends_at - page.start.at == timedelta(minutes=45)
    assert page.start.ends_at <= clock.now()
    assert page.start.not_about_a_goal
    assert [page.names[one.id] for one in page.facts.people][:2] == ["Marta", "Dani"]
    assert (page.focus, page.languages) == (["Marta"], ["Spanish", "English"])


def test_the_goals_of_last_time_are_ticked(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    calmer, _course = a_goal(case, by, title="Evenings"), a_goal(case, by, title="Course")
    assert contact_form(case=case.public_id, by=by).start.goals == ()
    a_contact(case, by, goals=[(calmer.id, None)])
    page = contact_form(case=case.public_id, by=by)
    assert page.start.goals == (calmer.id,)
    assert page.last is not None
    assert not page.start.not_about_a_goal


def test_the_only_goal_is_ticked(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    assert contact_form(case=case.public_id, by=by).start.goals == (goal.id,)


def test_what_was_done_since_last_time_stands_beside_it(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    step = a_step(case, by, what="Ring the nursery")
    other = a_step(case, by, what="Ask the choir")
    a_contact(case, by, at=an_hour_ago())
    plans.settle_step(step=step, state="done", by=by)
    page = contact_form(case=case.public_id, by=by)
    assert [(done.what, done.done_on) for done in page.done] == [("Ring the nursery", clock.today())]
    assert [(still.public_id, still.overdue) for still in page.open_steps] == [(other.public_id, False)]


def test_the_form_takes_the_same_statements_whatever_the_case_holds(become: Become, queries) -> None:  # type: ignore[no-untyped-def]
    by = become("worker")
    small, large = a_ready_case(by), a_ready_case(by, family=True)
    for number in range(5):
        goal = a_goal(large, by, title=f"Goal {number}")
        a_contact(large, by, goals=[(goal.id, 0)], confirmed=True)
    for title in ("Evenings", "Course"):
        a_contact(small, by, goals=[(a_goal(small, by, title=title).id, None)])
    counts = []
    for case in (small, large):
        with queries() as seen:
            contact_form(case=case.public_id, by=by)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 7


@pytest.mark.parametrize("who", ["elsewhere", "evaluator", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(become: Become, who: str) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by)
    appointment = a_past_appointment(case, by)
    reader = become(who)
    for call in (
        lambda: contact_form(case=case.public_id, by=reader),
        lambda: contact_form(appointment=appointment.public_id, by=reader),
        lambda: contact_form(by=reader),
        lambda: contact_form(case=uuid4(), by=reader),
        lambda: contact_page(contact.public_id, by=reader),
        lambda: contact_page(uuid4(), by=reader),
    ):
        with pytest.raises(NotFound):
            call()


def test_an_appointment_of_another_case_is_not_taken(become: Become) -> None:
    by = become("worker")
    one, other = a_case(by), a_case(by, people=["Yusuf Abdi"])
    appointment = a_past_appointment(other, by)
    with pytest.raises(NotFound):
        contact_form(case=one.public_id, appointment=appointment.public_id, by=by)


def test_reading_is_noted(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by)
    contact_form(case=case.public_id, by=by)
    contact_page(contact.public_id, by=by)
    acts = set(Reading.objects.filter(circle_id=case.circle_id).values_list("act", flat=True))
    assert {"contact form", "contact page"} <= acts


def test_a_page_says_what_may_be_done(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    unsigned, signed = a_contact(case, by, sign=False), a_contact(case, by)
    page = contact_page(unsigned.public_id, by=by)
    assert (bool(page.sign), bool(page.change), page.intact) == (True, True, True)
    assert page.seen_by >= 1
    page = contact_page(signed.public_id, by=by)
    assert (bool(page.change), page.intact) == (False, True)
    page = contact_page(unsigned.public_id, by=become("colleague"))
    assert (bool(page.sign), bool(page.change)) == (False, False)


def test_a_signature_shows_when_the_text_is_another(become: Become) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by)
    view = contact_page(contact.public_id, by=by).contact
    assert view.note is not None
    assert is_intact(view)
    assert not is_intact(replace(view, note=replace(view.note, text="Something else")))
    assert not is_intact(replace(view, at=view.at - timedelta(days=1)))
    assert not is_intact(replace(view, note=None))
