"""What my day shows of care teams."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.oversight.overviews.my_day import my_day
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import StepUpdate
from tests.conftest import Become
from tests.factories.care_team import a_member, a_shared_line, as_partner
from tests.factories.cases import a_case


def test_what_was_told_stands_there_until_it_is_seen_and_an_end_fourteen_days_before(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by, until_on=clock.today() + timedelta(days=13))
    step = a_shared_line(case, by, member=member)
    partner = as_partner(member)
    plans.tell_of_line(line=step.public_id, state="started", words="Asked three", version=step.version, by=partner)
    by = become("worker")
    needs = {one.title: one for one in my_day(by=by).needs}
    told = needs["Rosa Lindqvist told of “sends the list of flats”"]
    assert told.why.endswith("Asked three")
    assert told.url == f"/cases/{case.public_id}/team/{member.public_id}/"
    assert needs["Rosa Lindqvist leaves the care team"].due_on == member.until_on
    plans.note_update_seen(update=StepUpdate.objects.get().public_id, by=by)
    plans.note_update_seen(update=StepUpdate.objects.get().public_id, by=by)
    assert "Rosa Lindqvist leaves the care team" in {one.title for one in my_day(by=by).needs}
    assert told.title not in {one.title for one in my_day(by=by).needs}
    assert not my_day(by=become("colleague")).needs
