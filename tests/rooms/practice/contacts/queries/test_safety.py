"""Nothing is agreed in a way or at an hour that somebody has not called safe, unless somebody says why it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.practice.contacts.actions import NextTime
from alongside.practice.contacts.models import Appointment
from alongside.practice.contacts.queries.facts import recording_facts
from alongside.practice.contacts.queries.safety import unsafe_ways
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, an_appointment
from tests.factories.people import a_phone

WHY = "She asked me herself to ring her there."


def test_a_call_is_booked_only_when_and_where_it_is_safe(become: Become, queries: Any) -> None:
    by = become("worker")
    case = a_case(by)
    person = Person.objects.get(id=lead(case))
    tomorrow = timezone.localtime(clock.now() + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    assert an_appointment(case, by, mode="call", starts_at=tomorrow)  # never asked: she asks by ringing
    a_phone(person, case.circle_id, by, "085 555 0100", call_ok="yes", hours_from="18:00", hours_until="20:00")
    with pytest.raises(Refused, match="only between 18:00 and 20:00") as refusal:
        an_appointment(case, by, mode="call", starts_at=tomorrow)
    assert refusal.value.fields.keys() == {"mode", "safe_because"}
    assert an_appointment(case, by, mode="call", starts_at=tomorrow.replace(hour=18))
    assert an_appointment(case, by, mode="office", starts_at=tomorrow)
    with pytest.raises(Refused):
        an_appointment(case, by, mode="call", starts_at=tomorrow, safe_because="fine")
    booked = an_appointment(case, by, mode="call", starts_at=tomorrow, safe_because=WHY)
    assert Reading.objects.get(act="unsafe way booked").person_ids == [person.id]
    ends = tomorrow + timedelta(minutes=30)
    with pytest.raises(Refused) as refusal:
        a_contact(case, by, next_appointment=NextTime(tomorrow, ends, mode="call"))
    assert list(refusal.value.fields) == ["next_starts_at"]
    assert Appointment.objects.latest("id") == booked
    facts = recording_facts(case=case.id, by=by)
    with queries() as asked:
        assert unsafe_ways(facts, people=[], mode="call", at=tomorrow) == ""
        assert unsafe_ways(facts, people=[person.id], mode="office", at=tomorrow) == ""
    assert asked == []


def test_with_whoever_hides_and_in_a_victim_service_unknown_is_no(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    assert an_appointment(case, by)
    a_phone(Person.objects.get(id=lead(case)), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    with pytest.raises(Refused, match="Nobody has asked whether this is safe"):
        an_appointment(case, by)
    other = become("elsewhere")
    protected = a_case(other, programme="safe", people=["Olena Kovalenko"])
    with pytest.raises(Refused, match="Nobody has asked"):
        an_appointment(protected, other)
    assert an_appointment(protected, other, mode="meeting")
