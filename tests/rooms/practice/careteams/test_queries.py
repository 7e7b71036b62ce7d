"""What lists say of places in care teams."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.sharing import share_lines
from alongside.practice.careteams import actions, queries
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.consents import actions as consents
from alongside.practice.consents.enums import How
from tests.conftest import Become
from tests.factories.care_team import a_member, a_partner_line
from tests.factories.cases import a_case


def test_a_consent_taken_back_is_told_and_the_place_is_over(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    assert [one.id for one in queries.ending_soon([case.id])] == []
    soon = clock.today() + timedelta(days=3)
    actions.move_member_end(member=member, until_on=soon, by=by)
    assert [one.id for one in queries.ending_soon([case.id])] == [member.id]
    assert member.consent is not None
    consents.withdraw_consent(consent=member.consent, how=How.SPOKEN, by=by)
    row = CareTeamMember.objects.select_related("consent").get(id=member.id)
    assert queries.state_now(row) == "taken_back"
    line = a_partner_line(case, by)
    with pytest.raises(Refused, match="has ended"):
        share_lines(member=row, lines=[line.public_id], by=by)
    with pytest.raises(NotFound):
        queries.own_place(by=by)
    with pytest.raises(NotFound):
        queries.member_row(case.public_id)
