"""Drafts as pages need them: laid over a form, listed newest first, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.agency.drafts import actions, queries
from alongside.agency.drafts.models import Draft
from alongside.agency.drafts.queries import DraftView
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from tests.conftest import Become


def keep(key: str, by: Reader, **data: str | list[str]) -> None:
    actions.keep_draft(key=key, data=data, base=0, label=f"Label {key}", url=f"/{key}/", by=by)


def test_without_a_draft_a_form_starts_from_version_nought(become: Become) -> None:
    assert queries.draft("k", by=become("worker")) == DraftView("k", 0, None, {})


def test_a_draft_says_when_it_was_kept_and_what_was_typed(become: Become) -> None:
    by = become("worker")
    keep("k", by, text="We ate")
    found = queries.draft("k", by=by)
    assert (found.version, found.data) == (1, {"text": "We ate"})
    assert found.saved_at is not None


def test_a_finished_draft_keeps_its_version_and_tells_no_time(become: Become) -> None:
    by = become("worker")
    keep("k", by, text="We ate")
    Draft.objects.update(ended=True, data={})
    found = queries.draft("k", by=by)
    assert (found.version, found.saved_at, found.data) == (1, None, {})


def test_what_was_typed_lies_over_the_form_and_one_choice_of_many_is_a_list() -> None:
    typed = DraftView("k", 1, None, {"people": "4", "goals": ["", "7"], "text": "mine", "language": ""})
    laid = typed.over({"people": [], "text": "theirs", "language": "es", "place": "home"}, many={"people", "goals"})
    assert laid == {"people": ["4"], "goals": ["7"], "text": "mine", "language": "", "place": "home"}


def test_the_list_holds_what_is_open_newest_first_with_its_beginning(become: Become) -> None:
    by = become("worker")
    for age, key in enumerate(("new", "old", "empty", "done")):
        keep(key, by, title="a", text=f"The  longest\nof {key}")
        Draft.objects.filter(key=key).update(saved_at=clock.now() - timedelta(hours=age))
    Draft.objects.filter(key="empty").update(data={})
    Draft.objects.filter(key="done").update(ended=True)
    assert [(line.key, line.label, line.url, line.begins) for line in queries.my_drafts(by=by)] == [
        ("new", "Label new", "/new/", "The longest of new"),
        ("old", "Label old", "/old/", "The longest of old"),
    ]


@pytest.mark.parametrize(("length", "shown"), [(120, "x" * 120), (121, "x" * 119 + "…")])
def test_a_long_beginning_is_cut_to_a_line(become: Become, length: int, shown: str) -> None:
    by = become("worker")
    keep("k", by, text="x" * length)
    assert queries.my_drafts(by=by)[0].begins == shown


def test_what_holds_no_text_begins_with_nothing(become: Become) -> None:
    by = become("worker")
    keep("k", by, people=["4", "7"])
    assert queries.my_drafts(by=by)[0].begins == ""


@pytest.mark.parametrize("who", ["colleague", "supervisor", "privacy", "admin"])
def test_a_draft_is_its_writer_s_alone(become: Become, who: str) -> None:
    keep("k", become("worker"), text="We ate")
    other = become(who)
    assert queries.draft("k", by=other) == DraftView("k")
    assert queries.my_drafts(by=other) == []
