"""The papers of a case: listed without their content, read once they are made, and read by nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound
from alongside.practice.documents import actions, queries
from alongside.practice.documents.models import Document
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case

Collect = Callable[[], AbstractContextManager[list[str]]]
CONTENT = b"%PDF-1.7 a paper"


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"))


@pytest.fixture
def made(case: Case, become: Become) -> Document:
    """A paper that is ready, with one that still waits."""
    by = become("worker")
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    asked = [
        actions.ask_for_summary(closing=closing, title=title, file_name=f"{case.number}.pdf", by=by)
        for title in ("First copy", "Second copy")
    ]
    return actions.fill(document=actions.waiting(asked[0].public_id), content=CONTENT, by=by)


def test_a_paper_is_read_as_it_was_made_and_the_reading_is_noted(case: Case, made: Document) -> None:
    paper = queries.paper(case.public_id, made.public_id)
    assert (paper.content, paper.digest) == (CONTENT, hashlib.sha256(CONTENT).hexdigest())
    assert (paper.file_name, paper.media_type) == (f"{case.number}.pdf", "application/pdf")
    noted = Reading.objects.order_by("-id")[0]
    assert (noted.act, noted.circle_id, noted.object_ids) == ("paper", case.circle_id, [made.id])


def test_the_list_is_newest_first_and_says_what_can_be_read(case: Case, made: Document) -> None:
    lines = queries.documents_of(case.id)
    assert [(line.title, line.ready) for line in lines] == [("Second copy", False), ("First copy", True)]
    assert lines[1].made_at is not None
    assert lines[0].made_at is None


def test_the_list_never_fetches_the_papers_themselves(case: Case, made: Document, queries: Collect) -> None:
    with queries() as seen:
        documents_of(case)
    assert len(seen) == 1
    assert '"content"' not in seen[0]


def documents_of(case: Case) -> list[queries.DocumentLine]:
    return queries.documents_of(case.id)


def test_what_is_not_made_yet_cannot_be_read(case: Case, made: Document) -> None:
    waiting = queries.documents_of(case.id)[0]
    with pytest.raises(NotFound):
        queries.paper(case.public_id, waiting.public_id)


def test_the_address_of_another_case_opens_nothing(case: Case, made: Document, become: Become) -> None:
    other = a_case(become("worker"))
    for case_id, paper_id in ((other.public_id, made.public_id), (case.public_id, uuid4())):
        with pytest.raises(NotFound):
            queries.paper(case_id, paper_id)


def test_the_case_is_a_handle_for_whoever_sees_it(case: Case) -> None:
    assert queries.case_of(case.public_id) == case
    with pytest.raises(NotFound):
        queries.case_of(uuid4())


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_strangers_find_no_paper(case: Case, made: Document, become: Become, who: str) -> None:
    become(who)
    assert queries.documents_of(case.id) == []
    with pytest.raises(NotFound):
        queries.paper(case.public_id, made.public_id)
    with pytest.raises(NotFound):
        queries.case_of(case.public_id)
