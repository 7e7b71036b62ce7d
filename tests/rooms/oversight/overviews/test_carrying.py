"""Who might carry a case."""

from __future__ import annotations

from alongside.oversight.overviews.carrying import carrying_page
from alongside.record.cases import queries
from tests.conftest import Become
from tests.factories.cases import a_case


def test_the_workers_of_the_team_with_what_they_carry(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_case(by)
    page = carrying_page(queries.case_head(case.public_id, by=by))
    assert {one.name: (one.load.named, one.carries) for one in page.workers} == {
        "Amina Yusuf": (0, False),
        "Dele Akande": (2, True),
        "Ivo Prado": (0, False),
        "Sinéad Byrne": (0, False),
    }
    assert page.teams == ()
    assert page.before == ()
