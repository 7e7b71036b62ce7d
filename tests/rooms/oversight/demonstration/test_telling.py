"""The stories told into an empty database, by the product's own actions."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from alongside.oversight.demonstration.telling import Telling, as_, happen, tell
from alongside.practice.assessments.models import Statement
from alongside.practice.consents.models import Consent, Disclosure
from alongside.practice.contacts.models import Appointment, Contact, Note
from alongside.practice.plans.models import Goal, Review, Step
from alongside.record.cases.models import AfterCare, Assignment, Case
from alongside.record.intakes.models import Intake
from alongside.record.people.models import ContactPoint, HouseholdMember, Person, Relationship
from tests.conftest import Become
from tests.database import plugin
from tests.rooms.oversight.demonstration.small import ENDS, NOBODY_NAMED, WAITS, text


def test_a_story_is_told_by_those_who_lived_it_each_on_its_day(become: Become) -> None:
    began = timezone.localdate() - timedelta(days=200)
    tell(text(ENDS))
    become("worker")
    case = Case.objects.get()
    assert (case.opened_on, case.state, case.closed_on) == (began, "after_care", began + timedelta(days=104))
    marta, dani = (Person.objects.get(display_name=f"{name} López") for name in ("Marta", "Dani"))
    assert (marta.pronouns, str(marta.born_on), dani.birth_precision) == ("she/her", "1992-03-04", "year")
    assert Relationship.objects.values_list("person", "kind", "other").get() == (marta.id, "parent", dani.id)
    assert sorted(HouseholdMember.objects.values_list("part", flat=True)) == ["child", "head"]
    assert ContactPoint.objects.filter(person=marta, value="085 555 4472", text_ok="yes").exists()
    told = Contact.objects.order_by("at").values_list("mode", "author__name", "not_about_a_goal")
    assert list(told) == [
        ("call", "Amina Yusuf", True), ("visit", "Dele Akande", True), ("call", "Dele Akande", True),
        ("call", "Dele Akande", False),
    ]  # fmt: skip
    assert not Note.objects.filter(signed_at=None).exists()
    assert [timezone.localdate(one.at) - began for one in Contact.objects.order_by("at")] == [
        timedelta(days=day) for day in (3, 4, 5, 31)
    ]
    assert set(Step.objects.values_list("what", "owner", "state")) == {
        ("rings the landlord", "worker", "done"), ("looks for the papers", "person", "done"),
        ("writes to the landlord", "worker", "done"), ("takes the rent book", "person", "done"),
    }  # fmt: skip
    assert set(Goal.objects.values_list("title", "state")) == {
        ("Rent paid by us", "reached"),
        ("Quiet mornings", "reached"),
    }
    assert Statement.objects.get(kind="need").ended_on == began + timedelta(days=100)
    assert [one.held_on for one in Review.objects.order_by("held_on")] == [
        began + timedelta(days=60), began + timedelta(days=90),
    ]  # fmt: skip
    assert [(one.recipient, one.signed_at is None, one.withdrawn_why) for one in Consent.objects.order_by("id")] == [
        ("Housing office", False, "She tells them herself."),
        ("School", True, ""),
    ]
    assert Disclosure.objects.get().recipient == "Housing office"
    assert set(AfterCare.objects.values_list("what", "owner_name")) == {("Ring Marta", ""), ("Send a card", "Ms Obi")}
    assert timezone.localdate(Appointment.objects.get().starts_at) == timezone.localdate() + timedelta(days=2)


def test_a_request_may_wait_or_be_accepted_for_somebody_to_carry(become: Become) -> None:
    tell(text(WAITS))
    tell(text(NOBODY_NAMED))
    become("intake")
    assert list(Intake.objects.values_list("state", flat=True)) == ["new"]
    become("supervisor")
    assert not Assignment.objects.exists()
    assert Case.objects.get().title == "Rana Haddad"
    tell({**text(NOBODY_NAMED), "worker": "worker"})
    become("worker")
    assert Assignment.objects.get().worker.name == "Dele Akande"
    assert not HouseholdMember.objects.exists()


def test_a_story_about_nobody_is_a_mistake_in_its_text() -> None:
    with pytest.raises(LookupError, match="client"):
        tell({**text(NOBODY_NAMED), "worker": "client"})
    with pytest.raises(LookupError, match="unheard of"), as_("unheard of", timezone.now()):
        pass
    story = Telling({"key": "small"}, timezone.localdate(), "worker")
    with pytest.raises(LookupError, match="small"):
        happen(story, {"do": "milestone", "day": 0, "reached": ["person_seen"]})
    happen(story, {"do": "finish_assessment", "day": 0})
    assert story.assessment is None


@pytest.mark.long
def test_the_stories_can_be_told_from_first_to_last() -> None:
    address, name = plugin.copy_of_template("told", "stories")
    try:
        with psycopg.connect(address) as connection:
            rows = connection.execute("select number, state, stage from cases_case order by id").fetchall()
            closed = connection.execute("select count(*) from cases_closing where signed_at is not null").fetchone()
            unsigned = connection.execute("select count(*) from contacts_note where signed_at is null").fetchone()
    finally:
        plugin.drop(name)
    assert len(rows) == 7
    assert [row[1] for row in rows] == ["after_care", "after_care", "open", "open", "open", "open", "open"]
    assert closed == (2,)
    assert unsigned == (1,)
