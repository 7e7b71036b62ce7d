"""What is kept with a case of lives, places and orders; who read it stands in the log."""

from __future__ import annotations

from alongside.agency.access.models import Reading
from alongside.oversight.overviews.happenings_page import happenings_page
from alongside.record.cases.queries import case_head
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.happenings import a_life_event, a_placement, an_order


def test_it_is_read_and_noted(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    dani = Person.objects.get(display_name="Dani Prado")
    a_life_event(case.circle_id, by, dani)
    a_placement(dani, case.circle_id, by)
    an_order(case.circle_id, by, about=[dani])
    page = happenings_page(case_head(case.public_id, by=by))
    assert (len(page.events), len(page.placements), len(page.orders)) == (1, 1, 1)
    read = Reading.objects.filter(act="life, places and orders").order_by("-id")[0]
    assert (read.circle_id, read.person_ids) == (case.circle_id, [dani.id])
