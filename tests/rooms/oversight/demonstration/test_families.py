"""A story tells how a family works, each as they see it."""

from __future__ import annotations

from alongside.ground.foundation import clock
from alongside.oversight.demonstration.families import tell_family
from alongside.practice.dynamics.models import DynamicsEntry
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def test_views_are_told_on_their_day(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Mai Nguyễn"])
    mai = Person.objects.get(parts__case=case).id
    view = {"who": "mai", "area": "routines", "words": "We eat together on Sundays."}
    tell_family(case, {"mai": mai}, {"views": [view]}, clock.today(), by)
    (entry,) = DynamicsEntry.objects.filter(case=case)
    assert (entry.words, entry.person_id, entry.said_on) == (view["words"], mai, clock.today())
