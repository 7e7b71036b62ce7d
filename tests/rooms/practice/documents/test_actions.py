"""Papers: asked for, made by a job, read by those who see the case, and nowhere else."""

from __future__ import annotations

import hashlib

import pytest

from alongside.agency.access.models import History
from alongside.ground.foundation.errors import NotFound
from alongside.practice.documents import actions, queries
from alongside.practice.documents.models import Document
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case

CONTENT = b"%PDF-1.7 a paper"


def asked_for(become: Become) -> tuple[Case, Document]:
    by = become("worker")
    case = a_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    return case, actions.ask_for_summary(closing=closing, title="Closing summary", file_name="HF-1.pdf", by=by)


def test_a_waiting_paper_cannot_be_read_and_a_made_one_can(become: Become) -> None:
    case, document = asked_for(become)
    with pytest.raises(NotFound):
        queries.paper(case.public_id, document.public_id)
    actions.fill(document=actions.waiting(document.public_id), content=CONTENT, by=become("worker"))
    paper = queries.paper(case.public_id, document.public_id)
    assert paper.content == CONTENT
    assert paper.digest == hashlib.sha256(CONTENT).hexdigest()
    assert queries.documents_of(case.id)[0].ready


def test_history_keeps_that_it_was_made_and_no_copy_of_it(become: Become) -> None:
    _case, document = asked_for(become)
    by = become("worker")
    for content in (CONTENT, b"%PDF-1.7 another"):
        actions.fill(document=actions.waiting(document.public_id), content=content, by=by)
    changes = History.objects.filter(table_name="documents_document", row_id=document.id, verb="update")
    assert changes.exists()
    assert not [change for change in changes if "content" in (change.before or {})]


def test_a_paper_that_cannot_be_made_says_so(become: Become) -> None:
    case, document = asked_for(become)
    actions.set_broken(document=actions.waiting(document.public_id), by=become("worker"))
    assert queries.documents_of(case.id)[0].state == "broken"


def test_strangers_find_no_paper_and_another_case_s_address_opens_none(become: Become) -> None:
    case, document = asked_for(become)
    actions.fill(document=actions.waiting(document.public_id), content=CONTENT, by=become("worker"))
    other = a_case(become("worker"))
    with pytest.raises(NotFound):
        queries.paper(other.public_id, document.public_id)
    become("elsewhere")
    with pytest.raises(NotFound):
        queries.paper(case.public_id, document.public_id)
    with pytest.raises(NotFound):
        queries.case_of(case.public_id)
    with pytest.raises(NotFound):
        actions.waiting(document.public_id)
