"""Services that were given elsewhere come by import: without a note, with their source, in few statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.actions import Service
from alongside.practice.contacts.actions.services import PastContact, bring_in_contacts
from alongside.practice.contacts.models import Contact, ContactPerson, Note
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case

SOURCE = "HMIS, Harbour Beds"


def test_each_is_a_contact_with_its_people_and_no_note(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    at = clock.now() - timedelta(days=3)
    made = contacts.record_service(
        case=case,
        services=[Service(at, " Bed night ", people=[lead(case)], place="Harbour"), Service(at, "Meal", ends_at=at)],
        source=f" {SOURCE} ",
        by=by,
    )
    rows = list(Contact.objects.filter(case=case).order_by("id"))
    assert [row.id for row in rows] == [row.id for row in made]
    assert [(row.mode, row.about, row.place, row.source) for row in rows] == [
        ("service", "Bed night", "Harbour", SOURCE),
        ("service", "Meal", "", SOURCE),
    ]
    assert {row.author_id for row in rows} == {by.actor_id}
    assert list(ContactPerson.objects.values_list("contact_id", "person_id")) == [(made[0].id, lead(case))]
    assert not Note.objects.exists()


def test_many_cost_what_one_costs(become: Become, queries: Any) -> None:
    by = become("worker")
    case = a_case(by)
    counts = []
    for number in (1, 60):
        services = [Service(clock.now(), "Meal", people=[lead(case)])] * number
        with queries() as seen:
            contacts.record_service(case=case, services=services, source=SOURCE, by=by)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("source", ["", "  "])
def test_without_a_source_none_is_taken(become: Become, source: str) -> None:
    by = become("worker")
    with pytest.raises(Refused) as refused:
        contacts.record_service(case=a_case(by), services=[Service(clock.now(), "Meal")], source=source, by=by)
    assert refused.value.code == "service.source"


def test_a_past_contact_needs_a_source_and_a_time_that_has_passed(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    for at, source, code in (
        (clock.now(), " ", "service.source"),
        (clock.now() + timedelta(minutes=1), SOURCE, "service.at"),
    ):
        with pytest.raises(Refused) as refused:
            bring_in_contacts(contacts=[PastContact(case, lead(case), at)], source=source, by=by)
        assert refused.value.code == code
    assert not Contact.objects.exists()


def test_an_end_before_the_start_refuses_all_of_them(become: Become) -> None:
    by = become("worker")
    case, now = a_case(by), clock.now()
    services = [Service(now, "Meal"), Service(now, "Bed night", ends_at=now - timedelta(seconds=1))]
    with pytest.raises(Refused) as refused:
        contacts.record_service(case=case, services=services, source=SOURCE, by=by)
    assert refused.value.code == "service.ends_at"
    assert not Contact.objects.exists()


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_whoever_does_not_see_the_case_writes_nothing_into_it(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    with pytest.raises(Error), transaction.atomic():
        contacts.record_service(case=case, services=[Service(clock.now(), "Meal")], source=SOURCE, by=by)
    become("worker")
    assert not Contact.objects.exists()
