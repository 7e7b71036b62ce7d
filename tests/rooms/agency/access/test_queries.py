"""Who can see, who looked, what is logged, and what the index right alone tells."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from alongside.agency.access import queries
from alongside.agency.access.models import Circle, Reading
from tests.conftest import Become
from tests.factories.cases import a_case


def test_everyone_who_can_see_stands_with_a_reason(become: Become) -> None:
    case = a_case(become("worker"))
    found = {(one.name, one.reason) for one in queries.who_can_see(case.circle_id)}
    assert {("Dele Akande", "assigned"), ("Sinéad Byrne", "team"), ("Amina Yusuf", "supervisor")} <= found
    assert "Tomasz Nowak" not in {name for name, _reason in found}


def test_strangers_learn_nothing_of_who_can_see_or_looked(become: Become) -> None:
    case = a_case(become("worker"))
    for username in ("elsewhere", "intake", "evaluator", "admin", "client"):
        become(username)
        assert queries.who_can_see(case.circle_id) == []
        assert queries.who_looked(case.circle_id) == []


def test_the_privacy_officer_sees_who_looked_and_no_record(become: Become) -> None:
    case = a_case(become("worker"))
    queries.note_reading("case page", circle=case.circle_id)
    become("privacy")
    assert [look.name for look in queries.who_looked(case.circle_id)] == ["Dele Akande"]
    assert not Circle.objects.filter(id=case.circle_id).exists()


def test_collected_readings_are_written_together_with_their_ground(become: Become) -> None:
    case = a_case(become("worker"))
    become("colleague")
    queries.collect_readings()
    for act in ("one", "two"):
        queries.note_reading(act, circle=case.circle_id, ids=[case.id])
    assert not Reading.objects.filter(act="one").exists()
    assert queries.flush_readings() == 2
    assert set(Reading.objects.filter(circle_id=case.circle_id).values_list("act", "ground")) >= {
        ("one", "team"),
        ("two", "team"),
    }


def test_what_a_failed_request_collected_is_dropped_and_the_next_reading_is_written(become: Become) -> None:
    case = a_case(become("worker"))
    queries.collect_readings()
    queries.note_reading("shown to nobody", circle=case.circle_id)
    queries.drop_readings()
    queries.note_reading("shown", circle=case.circle_id)
    assert {"shown", "shown to nobody"} & set(Reading.objects.values_list("act", flat=True)) == {"shown"}


def test_nobody_reads_anothers_readings_but_the_privacy_officer(become: Become) -> None:
    case = a_case(become("worker"))
    queries.note_reading("case page", circle=case.circle_id)
    become("colleague")
    assert not Reading.objects.filter(circle_id=case.circle_id).exists()
    become("privacy")
    assert Reading.objects.filter(circle_id=case.circle_id).exists()


def test_the_index_right_alone_tells_team_and_whom_to_ask(become: Become) -> None:
    by = become("worker")
    public = queries.circle_public_id(a_case(by).circle_id)
    assert public is not None
    become("intake")
    masked = queries.masked_circle(public)
    assert masked is not None
    assert (masked.team, masked.carriers) == ("Family team", "Dele Akande")
    assert queries.masked_circle(uuid.uuid4()) is None
    become("elsewhere")
    assert queries.masked_circle(public) is None


def test_accounts_are_found_whatever_their_case() -> None:
    account = queries.account_named("WORKER")
    assert account is not None
    assert account.username == "worker"
    assert queries.account_named("nobody at all") is None


def test_the_log_of_readings_goes_on_where_a_page_ended(become: Become) -> None:
    by = become("worker")
    begins = timezone.now() - timedelta(days=1)
    for number in range(3):
        queries.note_reading(f"page {number}", kind="log")
    all_of_them = queries.log_page(begins=begins, ends=timezone.now() + timedelta(days=1), actor_id=by.actor_id)
    newest = next(one for one in all_of_them if one.act == "page 2")
    later = queries.log_page(
        begins=begins, ends=timezone.now() + timedelta(days=1), actor_id=by.actor_id, before=newest.id
    )
    assert [one.act for one in later if one.act.startswith("page")] == ["page 1", "page 0"]
    ends, other = timezone.now() + timedelta(days=1), become("privacy").actor_id
    queries.note_reading("page of hers", kind="log")
    for actor_id in (by.actor_id, other, None):
        shown = len(queries.log_page(begins=begins, ends=ends, actor_id=actor_id))
        assert queries.log_count(begins=begins, ends=ends, actor_id=actor_id, most=100) == shown > 0
    assert queries.log_count(begins=begins, ends=ends, actor_id=by.actor_id, most=2) == 2
