"""What the database itself keeps of shared lines: a partner writes one thing, and only of a line that is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction

from alongside.agency.access.models import History, Share
from alongside.ground.foundation import clock
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Step, StepUpdate
from tests.conftest import Administer, Become, Otherwise, answered
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


DAY = timedelta(days=1)


def a_share(member: CareTeamMember, line: int, **other: Any) -> Share:
    """A share of a line as the administrator writes it, live unless said otherwise."""
    facts = {
        "actor_id": member.actor_id,
        "circle_id": member.circle_id,
        "item_table": "plans_step",
        "item_number": line,
        "ground": "consent",
        "valid_until": clock.now() + DAY,
        "given_by_id": member.added_by_id,
        **other,
    }
    return Share.objects.create(**facts)


def test_a_line_is_shared_once_with_whoever_does_it(
    become: Become, administer: Administer, otherwise: Otherwise
) -> None:
    by = become("worker")
    case, elsewhere = a_case(by), a_case(by, people=["Somebody Else"])
    stranger = a_member(elsewhere, by)
    member, other = a_member(case, by), a_member(case, by, name="Ben Lindqvist")
    line = a_partner_line(case, by)
    for facts in ({"owner": "worker"}, {"state": "done"}, {"state": "dropped"}):
        with otherwise(line, **facts):
            assert answered("share_line", line.id, member.id) == "(line_theirs)", facts
    with otherwise(line, state="started"):
        assert isinstance(answered("share_line", line.id, member.id), int)
    assert answered("share_line", line.id, stranger.id) == "(line_theirs)"
    assert answered("share_line", 0, member.id) == "(line_theirs)"
    with administer():
        a_share(other, line.id)
        a_share(member, line.id, item_table="cases_case")
        a_share(member, line.id + 1)
        a_share(member, line.id, valid_from=clock.now() - 2 * DAY, valid_until=clock.now() - DAY)
    shared = answered("share_line", line.id, member.id)
    assert Share.objects.get(id=shared).actor_id == member.actor_id
    assert answered("share_line", line.id, member.id) == "(line_theirs)"


def test_of_what_is_shared_only_the_line_is_closed(become: Become, administer: Administer) -> None:
    by = become("worker")
    case = a_case(by)
    member, other = a_member(case, by), a_member(case, by, name="Ben Lindqvist")
    line = a_partner_line(case, by)
    over = {"valid_from": clock.now() - 2 * DAY, "valid_until": clock.now() - DAY}
    with administer():
        live = a_share(member, line.id)
        a_share(other, line.id)
        a_share(member, line.id, item_table="cases_case")
        a_share(member, line.id + 1)
        a_share(member, line.id, **over)
        before = dict(Share.objects.values_list("id", "valid_until"))
    become("elsewhere")
    assert answered("close_line", line.id, member.id) is False
    become("worker")
    assert answered("close_line", line.id, member.id) is True
    assert answered("close_line", line.id, member.id) is False
    with administer():
        after = dict(Share.objects.values_list("id", "valid_until"))
        assert after[live.id] <= clock.now()
        assert Share.objects.get(id=live.id).ended_by_id == by.actor_id
    assert {number: end for number, end in after.items() if end != before[number]}.keys() == {live.id}


def test_what_is_told_of_a_line_is_told_by_whom_it_is_shared_with(
    become: Become, administer: Administer, otherwise: Otherwise
) -> None:
    by = become("worker")
    case, elsewhere = a_case(by), a_case(by, people=["Somebody Else"])
    member, other = a_member(case, by), a_member(case, by, name="Ben Lindqvist")
    line = a_shared_line(case, by, member=member)
    (share,) = Share.objects.filter(item_table="plans_step")
    become("worker")
    assert told(line) == "(absent)"
    as_partner(other)
    assert told(line) == "(absent)"
    as_partner(member)
    long_ago, later = clock.now() - DAY, clock.now() + DAY
    for row, facts, answer in (
        (line, {}, True),
        (share, {"item_table": "cases_case"}, "(absent)"),
        (share, {"valid_from": long_ago, "valid_until": clock.now()}, "(absent)"),
        (share, {"valid_from": later, "valid_until": later + DAY}, "(absent)"),
        (member, {"ended_at": long_ago}, "(line_theirs)"),
        (member, {"circle_id": elsewhere.circle_id}, "(line_theirs)"),
        (line, {"owner": "worker"}, "(line_theirs)"),
        (line, {"state": "done"}, "(line_settled)"),
        (line, {"state": "started"}, True),
        (line, {"version": line.version + 1}, "(line_stale)"),
    ):
        with otherwise(row, **facts):
            assert told(line) == answer, facts
    for state, words, said in (
        *((state, "Sent", True) for state in ("open", "started", "done")),
        ("dropped", "Sent", "(line_words)"),
        ("done", "x" * 300, True),
        *(("done", words, "(line_words)") for words in ("x" * 301, "  ", None)),
    ):
        with otherwise(line):
            assert told(line, state, words) == said, (state, words)


def told(line: Step, state: str = "done", words: str | None = "Sent") -> Any:
    return answered("tell_of_line", line.public_id, state, words, line.version)
