"""Sharing lines with a professional of another agency: the gate of what leaves, the share, and that it left."""

from __future__ import annotations

import pytest

from alongside.agency.access.models import Share
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.sharing import share_lines
from alongside.practice.consents.models import Disclosure
from alongside.record.people import actions as people
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.care_team import a_member, a_partner_line
from tests.factories.cases import a_case
from tests.factories.plans import a_step


def test_every_word_that_left_is_recorded_and_a_line_is_shared_once(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    lines = [a_partner_line(case, by, what=f"sends list {n}", how_known="A letter comes") for n in (1, 2)]
    assert share_lines(member=member, lines=[one.public_id for one in lines], by=by) == 2
    left = Disclosure.objects.get()
    assert [one.text for one in left.things.order_by("id")] == [f"sends list {n}\nA letter comes" for n in (1, 2)]
    assert Share.objects.filter(actor_id=member.actor_id, item_table="plans_step").count() == 2
    with pytest.raises(Refused, match="not yours to do"):
        share_lines(member=member, lines=[lines[0].public_id], by=by)
    with pytest.raises(Refused, match="Choose the lines"):
        share_lines(member=member, lines=[], by=by)
    with pytest.raises(NotFound):
        share_lines(member=member, lines=[case.public_id], by=by)
    with pytest.raises(Refused, match="Only lines that a partner agency does"):
        share_lines(member=member, lines=[a_step(case, by).public_id], by=by)
    with pytest.raises(Refused, match="another case"):
        share_lines(member=member, lines=[a_partner_line(a_case(by), by).public_id], by=by)
    with pytest.raises(Refused, match="authority"):
        share_lines(member=member, lines=[a_partner_line(case, by).public_id], by=become("colleague"))


def test_a_hidden_address_does_not_leave_in_a_line(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    person = Person.objects.get(id=lead(case))
    people.add_contact_point(
        person=person, circle=case.circle_id, kind="address", value="14 Quay Row, second floor", level=16, by=by
    )
    line = a_partner_line(case, by, what="brings the cot to 14 Quay Row")
    with pytest.raises(Refused) as refused:
        share_lines(member=member, lines=[line.public_id], by=by)
    assert "lines" in refused.value.fields
    assert not Share.objects.filter(item_table="plans_step").exists()
    assert not Disclosure.objects.exists()
    why = "The driver needs the address and Marta wants it told to him alone"
    assert share_lines(member=member, lines=[line.public_id], may_leave=why, by=by) == 1
