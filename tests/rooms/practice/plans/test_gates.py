"""What the database itself keeps of shared lines: a partner writes one thing, and only of a line that is theirs."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from alongside.agency.access.models import History
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Step, StepUpdate
from tests.conftest import Become
from tests.factories.care_team import a_member, a_partner_line, a_shared_line, as_partner
from tests.factories.cases import a_case


def test_a_partner_writes_nothing_but_what_became_of_their_line(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    step = a_shared_line(case, by, member=member)
    unshared = a_partner_line(case, by, what="not shown")
    partner = as_partner(member)
    assert Step.objects.filter(id=step.id).update(what="mine now") == 0
    for sql in (
        "insert into plans_stepupdate (public_id, version, circle_id, level, acl_key, step_id, member_id, at, state, "
        f"words, author_id) values (gen_random_uuid(), 1, {case.circle_id}, 1, 0, {step.id}, {member.id}, now(), "
        f"'done', 'x', {member.actor_id})",
        f"select app.share_line({unshared.id}, {member.id})",
        f"select app.keep_shared({member.id}, 'plans_step', {unshared.id})",
        f"select app.tell_of_line('{unshared.public_id}', 'done', 'x', 1)",
        "update careteams_careteammember set until_on = '2999-01-01'",
        "update access_share set valid_until = '2999-01-01'",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    for call in (
        f"select app.close_line({step.id}, {member.id})",
        f"select app.move_member_end({member.id}, current_date + 900, now() + interval '900 days')",
        f"select app.end_member({member.id})",
        f"select app.make_link({member.id}, sha256('a'), sha256('b'), now() + interval '1 day')",
    ):
        with connection.cursor() as cursor:
            cursor.execute(call)
            assert cursor.fetchone()[0] is False, call
    plans.tell_of_line(
        line=step.public_id, state="started", words="Asked three landlords", version=step.version, by=partner
    )
    by = become("worker")
    step.refresh_from_db()
    assert (step.state, step.end_words) == ("started", "Asked three landlords")
    entry = History.objects.filter(table_name="plans_step", row_id=step.id).latest("id")
    assert entry.actor_id == member.actor_id
    update = StepUpdate.objects.get()
    assert (update.author_id, update.member_id, update.seen_at) == (member.actor_id, member.id, None)


def test_of_two_lines_shared_with_one_partner_only_the_one_that_is_named_changes(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    lines = [a_shared_line(case, by, member=member, what=what) for what in ("sends a list", "calls the landlord")]
    partner = as_partner(member)
    for told in reversed(lines):
        plans.tell_of_line(line=told.public_id, state="started", words=told.what, version=told.version, by=partner)
    become("worker")
    for line in lines:
        line.refresh_from_db()
        assert line.end_words == line.what
    assert {one.words: one.step_id for one in StepUpdate.objects.all()} == {line.what: line.id for line in lines}
