"""Who must keep away from whom, told from orders and from relationships; what has ended is told no more."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.record.people.actions import end_order, relate
from alongside.record.people.enums import LegalRole
from alongside.record.people.queries.apart import guard_marks
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import an_order
from tests.factories.people import a_person


def test_who_keeps_away_from_whom(become: Become) -> None:
    by = become("worker")
    circle, today = a_circle(by), clock.today()
    marta, dani, andres = (a_person(circle, name, by) for name in ("Marta López", "Dani Prado", "Andrés Ruiz"))
    an_order(circle, by, about=[dani])
    an_order(circle, by, about=[dani], restrained=[andres], until_on=today - timedelta(days=1))
    assert guard_marks(andres.id) == ()
    end = today + timedelta(days=90)
    row = an_order(circle, by, about=[marta, dani], restrained=[andres], until_on=end)
    relate(
        circle=circle,
        person=andres,
        other=dani,
        kind="parent",
        legal_role=LegalRole.NO_CONTACT,
        legal_basis="Order of 3 May",
        by=by,
    )
    (mark,) = guard_marks(andres.id)
    assert mark.words.startswith("No contact: Andrés Ruiz keeps away from Marta López and Dani Prado (until ")
    assert guard_marks(dani.id) == (mark,)
    end_order(order=row, version=1, why="Court", by=by)
    assert [one.words for one in guard_marks(dani.id)] == ["No contact by order: Andrés Ruiz and Dani Prado"]
    become("elsewhere")
    assert guard_marks(dani.id) == ()
