"""What the database itself keeps of a care team: a partner has no row without a share, and writes one thing."""

from __future__ import annotations

import pytest
from django.db import connection

from alongside.agency.access.models import History, Share
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.rls import GUARDS
from alongside.practice.careteams import actions
from alongside.practice.consents import actions as consents
from alongside.practice.consents.enums import How
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Step
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.care_team import a_member, a_partner_line, a_shared_line, as_partner
from tests.factories.cases import a_case
from tests.factories.plans import an_agreed_plan

OWN = {"access_accesssession", "access_reading", "access_history"}


def rows(table: str) -> list[int]:
    """The numbers of the rows of a table that the reader sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {table}")
        return sorted(row[0] for row in cursor.fetchall())


def test_a_partner_sees_in_every_table_what_was_shared_and_nothing_else(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    member = a_member(case, by)
    step = a_shared_line(case, by, member=member)
    a_partner_line(case, by, what="another line of theirs that nobody shared")
    other = a_case(by, people=["Somebody Else"])
    elsewhere = a_member(other, by)
    theirs = a_shared_line(other, by, member=elsewhere)
    as_partner(member)
    shares = list(Share.objects.values_list("id", flat=True))
    expected = {
        "plans_step": [step.id],
        "careteams_careteammember": [member.id],
        "access_actor": [member.actor_id],
        "access_share": sorted(shares),
    }
    assert len(shares) == 2
    for guard in GUARDS:
        if guard.table in OWN or guard.table == "organisation_agency":
            continue
        assert rows(guard.table) == expected.get(guard.table, []), guard.table
    assert not History.objects.exists()
    with pytest.raises(NotFound):
        plans.tell_of_line(line=theirs.public_id, state="done", words="Sent", version=theirs.version, by=by)


def test_what_ends_the_ground_ends_the_sight_with_the_next_statement(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    step = a_shared_line(case, by, member=member)
    as_partner(member)
    assert Step.objects.count() == 1
    by = become("worker")
    assert member.consent is not None
    consents.withdraw_consent(consent=member.consent, how=How.SPOKEN, by=by)
    partner = as_partner(member)
    assert not Step.objects.exists()
    with pytest.raises(NotFound):
        plans.tell_of_line(line=step.public_id, state="done", words="Sent", version=step.version, by=partner)


def test_an_ended_place_shuts_its_actor_out(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    a_shared_line(case, by, member=member)
    actions.end_member(member=member, why="Finished", by=by)
    with connection.cursor() as cursor:
        cursor.execute("select ended_at is not null from access_actor where id = %s", [member.actor_id])
        assert cursor.fetchone() == (True,)
    assert not Share.objects.filter(actor_id=member.actor_id, valid_until__gt=clock.now()).exists()
    with pytest.raises(AssertionError):
        as_partner(member)
