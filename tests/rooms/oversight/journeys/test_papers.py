"""The closing summary as paper shows it: made by a job, from what its reader sees, in the words of the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys import papers
from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.consents import actions as consents
from alongside.practice.consents.queries import statements_of
from alongside.practice.documents import actions as documents
from alongside.practice.documents import queries
from alongside.practice.documents.models import Document
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case, Closing
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead
from tests.factories.cases import a_case
from tests.factories.consents import an_asked_consent
from tests.factories.plans import a_goal


def an_ending(case: Case, by: Reader, **more: Any) -> Closing:
    said = {"reasons": ["goals_met"], "summary": "• Rent is paid.\n\n• The children are in school.", **more}
    return cases.write_closing(case=case, by=by, **said)


def sections(closing: Closing, by: Reader) -> dict[str, Any]:
    return {section.title: section for section in papers.summary_of(closing, by=by).sections}


def asked_for(closing: Closing, by: Reader) -> Document:
    return documents.ask_for_summary(closing=closing, title="Closing summary", file_name="HF-1.pdf", by=by)


def test_a_bare_ending_is_a_short_paper(become: Become) -> None:
    by = become("worker")
    closing = an_ending(a_case(by), by)
    summary = papers.summary_of(closing, by=by)
    assert [section.title for section in summary.sections] == ["What happened"]
    assert list(summary.sections[0].lines) == ["Rent is paid.", "The children are in school."]
    facts = dict(summary.facts)
    assert facts["Why"] == "Goals met"
    assert facts["Closed"] == "Not yet"
    assert facts["Worker"] == "Dele Akande"
    assert "Agreed with" not in facts
    assert list(summary.signs) == ["Marta López, date", "Dele Akande, date"]
    assert "Made for Dele Akande" in summary.foot


def test_everything_that_is_known_stands_on_it_in_the_words_of_the_record(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    hope: dict[str, Any] = {"domain": Domain.ASPIRATIONS, "words": "", "said_by_id": lead(case)}
    a_statement(an_assessment(case, by), by, kind=StatementKind.HOPE, own_words="I want my mornings back.", **hope)
    a_goal(case, by, title="Rent", start_level=-1)
    closing = an_ending(
        case,
        by,
        reasons=["other"],
        reason_words="She moved on",
        agreed_with="Marta",
        destination="Own flat",
        person_view="I sleep again.",
        person_view_by_id=lead(case),
        recommendations="Ring the school.",
    )
    due = clock.today() + timedelta(days=30)
    cases.add_after_care(closing=closing, what="Ring once", due_on=due, owner_name="Her sister Ana", by=by)
    found = sections(closing, by)
    assert found["What we hoped for"].voices[0].words == "I want my mornings back."
    assert found["What we hoped for"].voices[0].by.startswith("Marta, ")
    assert [row[0] for row in found["Goals"].rows] == ["Rent"]
    assert found["Goals"].rows[0][2] == "less than hoped"
    assert (found["In their own words"].voices[0].words, found["In their own words"].voices[0].by) == (
        "I sleep again.",
        "Marta López",
    )
    assert found["What we recommend"].intro == "Ring the school."
    assert list(found["Afterwards"].rows[0])[:2] == ["Ring once", "Her sister Ana"]
    facts = dict(papers.summary_of(closing, by=by).facts)
    assert facts["Why"].endswith("She moved on")
    assert (facts["Agreed with"], facts["Where to"]) == ("Marta", "Own flat")


def test_who_signed_is_named_and_a_view_without_a_name_is_the_person_s(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    closing = cases.sign_closing(closing=an_ending(case, by, person_view="Fine.", agreed_with="Marta"), by=by)
    reader = become("supervisor")
    summary = papers.summary_of(closing, by=reader)
    assert dict(summary.facts)["Worker"] == "Dele Akande"
    assert "Made for Amina Yusuf" in summary.foot
    view = next(section for section in summary.sections if section.title == "In their own words")
    assert view.voices[0].by == "Marta López"


def test_a_job_makes_the_paper_and_its_reading_is_noted(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    document = asked_for(an_ending(case, by), by)
    papers.make_document(public_id=document.public_id, by=by)
    assert queries.paper(case.public_id, document.public_id).content.startswith(b"%PDF-")
    assert Reading.objects.filter(act="closing summary", circle_id=case.circle_id).exists()


def test_whoever_lost_sight_of_the_case_makes_nothing(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    document = asked_for(an_ending(case, by), by)
    access.exclude(circle=case.circle_id, actor_id=by.actor_id, why="A cousin", by=by)
    by = become("worker")
    for public_id in (document.public_id, uuid4()):
        with pytest.raises(NotFound):
            papers.make_document(public_id=public_id, by=by)


def test_a_paper_of_nothing_cannot_be_made(become: Become) -> None:
    by = become("worker")
    document = asked_for(an_ending(a_case(by), by), by)
    Document.objects.filter(id=document.id).update(closing=None)
    with pytest.raises(NotFound):
        papers.make_document(public_id=document.public_id, by=by)


def test_a_consent_to_sign_has_the_words_of_the_screen(become: Become) -> None:
    by = become("worker")
    asked = an_asked_consent(a_case(by), by, minor=True)
    paper = consents.ask_for_paper(consent=asked, by=by)
    form = papers.consent_form(document=Document.objects.get(public_id=paper), by=by)
    assert list(form.sections[0].lines) == list(statements_of(asked))
    assert list(form.signs) == ["Marta López, date", "Parent or guardian, date"]
    assert papers.make_document(public_id=paper, by=by).media_type == "application/pdf"
    assert bytes(Document.objects.get(public_id=paper).content or b"")[:5] == b"%PDF-"
    with pytest.raises(NotFound):
        papers.make_document(public_id=paper, by=become("elsewhere"))
