"""A volunteer sees what is asked of them, as long as the role holds, and nothing else (S-206)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.agency.staff.queries import volunteers
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.practice.contacts.models import Appointment, Contact
from alongside.practice.contacts.queries.tasks import my_tasks
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, an_appointment
from tests.factories.people import a_phone
from tests.factories.plans import a_step
from tests.factories.students import a_trainee, acting_as


def test_a_volunteer_sees_their_tasks_and_nothing_else(become: Become, visit: Callable[[str], Client]) -> None:
    actor = a_trainee(become("admin"), Role.VOLUNTEER)
    by = become("worker")
    case = a_case(by)
    person = Person.objects.get(id=lead(case))
    a_contact(case, by)
    pia = Worker.objects.get(actor_id=actor)
    assert [one.id for one in volunteers(team=case.circle.team_id)] == [pia.id]
    page, client = f"/appointments/new/?case={case.public_id}", visit("worker")
    assert f'value="{pia.public_id}"' in client.get(page).content.decode()
    become("worker")
    mine = an_appointment(case, by, about="Walk to the library", place="14 Quay Row")
    an_appointment(case, by, about="Not theirs")
    a_phone(person, case.circle_id, by, "085 555 0171", text_ok="yes", call_ok="no")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION, call_ok="yes")
    Appointment.objects.filter(id=mine.id).update(worker_id=pia.id)
    a_step(case, by, owner="worker", worker_id=pia.id, what="Bring the forms")
    with acting_as(actor):
        met, line = my_tasks()
        assert (met.what, met.place, met.starts_at) == ("Walk to the library", "14 Quay Row", mine.starts_at)
        ((name, reach),) = met.people
        assert name == "Marta"
        assert "ext" in reach.lower()
        assert "555" not in str(met)
        assert (line.what, line.people, line.starts_at) == ("Bring the forms", (), None)
        assert not any(rows.objects.exists() for rows in (Case, Contact, Appointment, Person))
    become("worker")
    assert my_tasks() == ()
    become("admin")
    RoleHeld.objects.filter(worker=pia).update(until_on=clock.today())
    with acting_as(actor) as gone:
        assert (my_tasks(), gone.roles) == ((), frozenset())
