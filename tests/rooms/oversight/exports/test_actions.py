"""A whole case leaves as a file or on paper: with a reason, on record, for its reader alone."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from pypdf import PdfReader

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import RESTRICTED
from alongside.oversight.exports.actions.taking_case import ask_for_paper, require_case, take_case
from alongside.oversight.exports.actions.taking_paper import make_paper, take_case_on_paper
from alongside.oversight.exports.enums import PaperState
from alongside.oversight.exports.models import CasePaper, Export
from alongside.oversight.exports.queries.leaving import case_paper, papers_of
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent
from tests.factories.contacts import a_contact
from tests.factories.plans import an_agreed_plan

WHY = "For the court in May"


def words(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_case_leaves_as_json_and_it_is_on_record(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    taken = take_case(case=case.public_id, why=WHY, by=by)
    row = Export.objects.get()
    assert taken.file_name == f"{case.number}.json"
    assert json.loads(taken.content)["case"]["number"] == case.number
    assert (row.kind, row.format, row.about, row.rows, row.why) == (
        "case", "json", f"Case {case.number}", taken.rows, WHY,
    )  # fmt: skip
    assert row.digest == hashlib.sha256(taken.content).hexdigest()


def test_on_paper_stand_the_same_words_strengths_first_and_what_is_left_out(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, words="Two letters a week from the landlord")
    a_statement(assessment, by, kind="strength", words="She never missed a school meeting")
    an_agreed_plan(case, by)
    a_contact(case, by)
    a_consent(case, by)
    taken = take_case_on_paper(case=case.public_id, why=WHY, by=by)
    assert taken.content.startswith(b"%PDF")
    text = words(taken.content)
    for said in (
        case.number,
        WHY,
        "Dele Akande",
        "Marta López",
        "Sealed entries",
        "The reading log stays",
        "1 of",
        HOUSING,
    ):
        assert said in text, said
    assert text.index("never missed a school") < text.index("letters a week from")
    assert "{" not in text
    reader = PdfReader(io.BytesIO(taken.content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Case record"
    assert b"pdfuaid" in taken.content


@pytest.mark.parametrize("take", [take_case, take_case_on_paper])
def test_a_hidden_case_does_not_leave(become: Become, take: object) -> None:
    case = a_case(become("worker"))
    by = become("elsewhere")
    for wanted in (case.public_id, uuid4()):
        with pytest.raises(NotFound):
            take(case=wanted, why=WHY, by=by)  # type: ignore[operator]
    assert not Export.objects.exists()


def test_a_case_needs_a_reason(become: Become) -> None:
    by = become("worker")
    with pytest.raises(Refused) as refused:
        require_case(why="  no  ", by=by)
    assert list(refused.value.fields) == ["why"]
    with pytest.raises(Refused):
        ask_for_paper(case=a_case(by).public_id, why="", by=by)
    assert not CasePaper.objects.exists()


def test_a_paper_is_made_for_whoever_asked_and_for_nobody_else(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by, level=RESTRICTED, text="Only the two of us")
    ask_for_paper(case=case.public_id, why=WHY, by=by)
    (line,) = papers_of(case.public_id, by=by)
    assert not line.ready
    with pytest.raises(NotFound):
        case_paper(case.public_id, line.public_id, by=by)
    make_paper(public_id=line.public_id, by=by)
    name, content = case_paper(case.public_id, line.public_id, by=by)
    assert name == f"{case.number}.pdf"
    assert "Only the two of us" in words(content)
    assert papers_of(case.public_id, by=by)[0].ready
    made = CasePaper.objects.get().made_at
    make_paper(public_id=line.public_id, by=by)
    assert CasePaper.objects.get().made_at == made
    for other in ("supervisor", "colleague", "privacy"):
        reader = become(other)
        assert papers_of(case.public_id, by=reader) == ()
        with pytest.raises(NotFound):
            case_paper(case.public_id, line.public_id, by=reader)


def test_who_lost_sight_of_a_case_gets_no_paper_and_reads_none(become: Become) -> None:
    by = become("worker")
    case = a_case(become("elsewhere"))
    own = a_case(become("worker"))
    ask_for_paper(case=own.public_id, why=WHY, by=by)
    paper = CasePaper.objects.get()
    CasePaper.objects.filter(id=paper.id).update(case_id=case.id)
    make_paper(public_id=paper.public_id, by=by)
    paper.refresh_from_db()
    assert (paper.state, paper.content) == (PaperState.BROKEN, None)
    CasePaper.objects.filter(id=paper.id).update(state=PaperState.READY, content=b"x")
    with pytest.raises(NotFound):
        case_paper(case.public_id, paper.public_id, by=by)


def test_a_paper_goes_after_a_week(become: Become, monkeypatch: pytest.MonkeyPatch) -> None:
    by = become("worker")
    case = a_case(by)
    ask_for_paper(case=case.public_id, why=WHY, by=by)
    now = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert papers_of(case.public_id, by=by) == ()
    ask_for_paper(case=case.public_id, why=WHY, by=by)
    assert CasePaper.objects.count() == 1
