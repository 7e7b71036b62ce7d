"""Who wrote facts down is told by history, whoever did so last first."""

from __future__ import annotations

from alongside.ground.foundation import clock
from alongside.record.people.models import Household, Person
from alongside.record.people.queries.recorded import recorders_of
from tests.conftest import Become
from tests.factories.kin import a_family
from tests.factories.people import a_person


def test_who_wrote_it_down(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    numbers = [one.id for one in kin.people.values()]
    (only,) = recorders_of({Person: numbers, Household: [kin.home.id]})
    assert (only.name, only.last_on) == (by.name, clock.today())
    assert recorders_of({Person: []}) == ()
    other = become("colleague")
    numbers.append(a_person(kin.case.circle_id, "Bo Third", other).id)
    assert {one.name for one in recorders_of({Person: numbers})} == {by.name, other.name}
    become("elsewhere")
    assert recorders_of({Person: numbers}) == ()
