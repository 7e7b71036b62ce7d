"""Keeping drafts and doing each save once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.drafts import actions, queries
from alongside.agency.drafts.models import Draft, Submission
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from tests.database.copies import own_copy

Become = Callable[[str], Reader]


def test_fields_are_laid_over_what_was_kept(become: Become) -> None:
    by = become("worker")
    first = actions.keep_draft(key="k", data={"a": "1", "b": ["x", "y"]}, base=0, page="p", by=by)
    second = actions.keep_draft(key="k", data={"a": "", "c": "3"}, base=first.version, page="p", by=by)
    kept = queries.draft("k", by=by)
    assert (first.version, second.version, kept.version) == (1, 2, 2)
    assert kept.data == {"a": "", "b": ["x", "y"], "c": "3"}
    assert kept.saved_at == second.saved_at


def test_another_page_that_has_not_seen_the_newest_gets_both_versions(become: Become) -> None:
    by = become("worker")
    actions.keep_draft(key="k", data={"a": "mine"}, base=0, page="one", by=by)
    with pytest.raises(actions.DraftMoved) as moved:
        actions.keep_draft(key="k", data={"a": "other"}, base=0, page="two", by=by)
    assert (moved.value.version, moved.value.data) == (1, {"a": "mine"})
    assert queries.draft("k", by=by).data == {"a": "mine"}
    again = actions.keep_draft(key="k", data={"a": "chosen"}, base=moved.value.version, page="two", by=by)
    assert again.version == 2


def test_the_same_page_goes_on_though_an_answer_was_lost(become: Become) -> None:
    by = become("worker")
    actions.keep_draft(key="k", data={"a": "1"}, base=0, page="one", by=by)
    assert actions.keep_draft(key="k", data={"a": "12"}, base=0, page="one", by=by).version == 2


def test_pages_without_a_name_are_never_taken_for_one(become: Become) -> None:
    by = become("worker")
    actions.keep_draft(key="k", data={"a": "1"}, base=0, by=by)
    with pytest.raises(actions.DraftMoved):
        actions.keep_draft(key="k", data={"a": "2"}, base=0, by=by)


def test_a_late_autosave_does_not_bring_a_finished_draft_back(become: Become) -> None:
    by = become("worker")
    kept = actions.keep_draft(key="k", data={"a": "1"}, base=0, page="one", by=by)
    actions.throw_away(key="k", by=by)
    with pytest.raises(actions.DraftMoved):
        actions.keep_draft(key="k", data={"a": "12"}, base=kept.version, page="one", by=by)
    assert queries.draft("k", by=by).data == {}
    assert queries.my_drafts(by=by) == []


def test_a_first_autosave_that_comes_after_the_save_is_noticed_too(become: Become) -> None:
    by = become("worker")
    actions.throw_away(key="k", by=by)
    with pytest.raises(actions.DraftMoved):
        actions.keep_draft(key="k", data={"a": "1"}, base=0, page="one", by=by)


def test_a_new_page_starts_after_a_finished_draft(become: Become) -> None:
    by = become("worker")
    actions.throw_away(key="k", by=by)
    base = queries.draft("k", by=by).version
    assert actions.keep_draft(key="k", data={"a": "new"}, base=base, page="two", by=by)
    assert queries.draft("k", by=by).data == {"a": "new"}


def test_old_remains_are_forgotten(become: Become) -> None:
    by = become("worker")
    with clock.standing_at(timezone.now() - timedelta(days=40)):
        actions.throw_away(key="gone", by=by)
    assert actions.once(key="press", digest="d", by=by) is None
    with connection.cursor() as cursor:
        cursor.execute("select now() + interval '31 days'")
        later = cursor.fetchone()[0]
    with clock.standing_at(later):
        actions.keep_draft(key="k", data={"a": "1"}, base=0, by=by)
    assert set(Draft.objects.values_list("key", flat=True)) == {"k"}
    assert not Submission.objects.exists()


def test_the_second_press_gets_the_outcome_of_the_first(become: Become) -> None:
    by = become("worker")
    made: list[int] = []

    def act() -> str:
        made.append(1)
        return f"/contacts/{len(made)}/"

    body = {"text": ["a"]}
    assert actions.submit_once(key="press", body=body, act=act, by=by) == "/contacts/1/"
    assert actions.submit_once(key="press", body=body, act=act, by=by) == "/contacts/1/"
    assert made == [1]


def test_the_same_press_with_another_text_is_refused(become: Become) -> None:
    by = become("worker")
    actions.submit_once(key="press", body={"text": ["a"]}, act=lambda: "/1/", by=by)
    with pytest.raises(Refused) as refusal:
        actions.submit_once(key="press", body={"text": ["b"]}, act=lambda: "/2/", by=by)
    assert refusal.value.code == "submission.changed"


def test_a_refusal_forgets_the_press_and_keeps_the_draft(become: Become) -> None:
    by = become("worker")
    actions.keep_draft(key="k", data={"text": "a"}, base=0, by=by)

    def refused() -> str:
        raise Refused("contact.ends", "It ends before it starts.")

    with pytest.raises(Refused):
        actions.submit_once(key="press", body={"text": ["a"]}, act=refused, draft="k", by=by)
    assert queries.draft("k", by=by).data == {"text": "a"}
    assert actions.submit_once(key="press", body={"text": ["b"]}, act=lambda: "/1/", draft="k", by=by) == "/1/"
    assert queries.draft("k", by=by).data == {}


def test_a_known_address_needs_no_second_statement(become: Become, queries: Any) -> None:
    by = become("worker")
    with queries() as seen:
        first = actions.submit_once(key="p", body={}, act=lambda: "/1/", leads_to="/1/", by=by)
    assert len(seen) == 1
    again = actions.submit_once(key="p", body={}, act=lambda: "/2/", leads_to="/2/", by=by)
    assert (first, again) == ("/1/", "/1/")


def test_a_known_address_is_forgotten_with_its_refusal(become: Become) -> None:
    by = become("worker")

    def refused() -> str:
        raise Refused("contact.ends", "It ends before it starts.")

    with pytest.raises(Refused):
        actions.submit_once(key="p", body={"a": ["1"]}, act=refused, leads_to="/1/", by=by)
    assert actions.submit_once(key="p", body={"a": ["2"]}, act=lambda: "/1/", leads_to="/1/", by=by) == "/1/"


def test_an_act_may_lead_elsewhere_than_was_thought(become: Become) -> None:
    by = become("worker")
    actions.submit_once(key="p", body={}, act=lambda: "/appointments/1/", leads_to="/contacts/1/", by=by)
    assert actions.submit_once(key="p", body={}, act=lambda: "", leads_to="/contacts/1/", by=by) == "/appointments/1/"


def test_without_a_key_every_press_counts(become: Become) -> None:
    by = become("worker")
    answers = iter(["/1/", "/2/"])
    assert [actions.submit_once(key="", body={}, act=lambda: next(answers), by=by) for _ in range(2)] == ["/1/", "/2/"]


@pytest.mark.committed
def test_ten_presses_at_once_make_one_record() -> None:
    with own_copy():
        actor = Account.objects.get(username="worker").actor_id
        made: list[int] = []
        answers: list[str] = []
        start = threading.Barrier(10)

        def act() -> str:
            made.append(1)
            return "/contacts/1/"

        def press(number: int) -> None:
            start.wait()
            with access.acting(actor_id=actor, kind=SessionKind.COMMAND, note=str(number)) as by:
                answers.append(actions.submit_once(key="ten presses", body={"text": ["a"]}, act=act, by=by))
            connection.close()

        threads = [threading.Thread(target=press, args=[number]) for number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [1]
        assert answers == ["/contacts/1/"] * 10
