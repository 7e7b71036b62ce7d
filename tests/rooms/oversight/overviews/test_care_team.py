"""Everybody who works with a person, on one page."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.oversight.overviews.care_team import care_team_page, member_page
from alongside.practice.careteams.queries import member_row
from alongside.record.cases.queries import case_head
from tests.conftest import Become
from tests.factories.care_team import a_member, a_partner_line, a_shared_line
from tests.factories.cases import a_case


def test_workers_by_grant_and_professionals_by_what_is_shared(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by, until_on=clock.today() + timedelta(days=14))
    shown = a_shared_line(case, by, member=member)
    offered = a_partner_line(case, by, what="pays the deposit")
    page = care_team_page(case_head(case.public_id, by=by))
    first = page.workers[0]
    assert (first.name, first.until_on) == ("Dele Akande", None)
    assert first.sees == "The ordinary part, restricted entries and hidden addresses"
    assert {one.does for one in page.workers} >= {"Supervises the team"}
    assert "Sinéad Byrne" not in {one.name for one in page.workers}
    (one,) = page.others
    assert (one.sees, one.told, one.ends_in) == ("One line of the plan", 0, 14)
    detail = member_page(member_row(member.public_id))
    assert [line.public_id for line in detail.shown] == [shown.public_id]
    assert [line.public_id for line in detail.offered] == [offered.public_id]
