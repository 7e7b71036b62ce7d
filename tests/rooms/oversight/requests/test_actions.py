"""From the letter that asks to the copy that is handed over; and who may not have a hand in it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from alongside.agency.access import actions as access
from alongside.agency.access.models import Reading
from alongside.agency.access.queries import who_can_see
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import Reader
from alongside.oversight.requests.actions import making, making_paper
from alongside.oversight.requests.actions.deciding import decide_passage, decide_passages
from alongside.oversight.requests.actions.gathering import gather_record, open_passages_again
from alongside.oversight.requests.actions.taking import lengthen_request, refuse_request, withdraw_request
from alongside.oversight.requests.models import RecordRequest, RequestedPassage
from alongside.oversight.requests.queries.listing import redactions, request_sheet, requests
from alongside.oversight.requests.queries.passages import paper_of, passage_lines, passage_view
from alongside.practice.consents.models import DisclosedItem, Disclosure
from alongside.record.cases.models import Case
from alongside.record.people.actions import add_contact_point
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.people import a_phone
from tests.factories.requests import a_request, gathered, known

TEXT = (
    "Marta came with Inez, who cried. Dani’s teacher rang from 01 555 7788. "
    "Marta’s brother D. Prado lives at 12 Harbour Lane."
)


@pytest.fixture
def family(become: Become) -> tuple[Case, Person]:
    by = become("worker")
    case = a_case(by, family=True)
    person = Person.objects.get(display_name="Marta López")
    child = Person.objects.get(display_name="Dani Prado")
    a_phone(person, case.circle_id, by, "085 555 0171")
    add_contact_point(
        person=child, circle=case.circle_id, kind=ContactPointKind.ADDRESS, value="12 Harbour Lane, Cork", by=by
    )
    a_contact(case, by, text=TEXT)
    return case, person


def made(request: RecordRequest, by: Reader) -> tuple[str, str]:
    """Have the papers made as the job does; the words of copy and letter."""
    making.ask_for_copy(request=request.public_id, by=by)
    making_paper.make_copy(request=request.public_id, by=by)
    papers = {one.kind: one.public_id for one in request_sheet(request.public_id).papers}
    return words_of(request, papers["copy"]), words_of(request, papers["letter"])


def words_of(request: RecordRequest, paper: UUID) -> str:
    """What a program reads out of a paper, as one line."""
    _name, content = paper_of(request.public_id, paper)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def the_note(request: RecordRequest) -> UUID:
    return next(one.public_id for one in passage_lines(request.public_id) if one.section == "Notes")


def test_what_is_gathered_is_open_and_nothing_else(become: Become, family: tuple[Case, Person]) -> None:
    case, person = family
    by = become("privacy")
    request = known(a_request(by), case.number, person, by)
    gather_record(request=request.public_id, by=by)
    assert not Case.objects.exists(), "the record was open to gather, and to nothing else"
    assert not Person.objects.exists()
    raw = RequestedPassage.objects.get(public_id=the_note(request)).text
    assert "Marta" not in raw, "what was gathered is encrypted"
    view = passage_view(request.public_id, the_note(request))
    assert view.text.splitlines()[-1].endswith(TEXT)
    assert {span["text"] for span in view.spans} == {
        "Inez", "Dani’s", "01 555 7788", "D. Prado", "12 Harbour Lane"
    }  # fmt: skip
    worries = {(one.section, one.worry) for one in passage_lines(request.public_id)}
    assert {("People", ""), ("People", "other_person"), ("Notes", "suggested")} <= worries
    assert Reading.objects.filter(act="case taken out", circle_id=case.circle_id, ground="gather").exists()
    become("worker")
    seen = [one for one in who_can_see(case.circle_id) if one.reason == "request"]
    assert [(one.name, one.why) for one in seen] == [("Grace Osei", request.number)]


def test_the_whole_way(become: Become, family: tuple[Case, Person]) -> None:
    case, person = family
    by = become("privacy")
    request = gathered(case, person, by)
    note = the_note(request)
    with pytest.raises(Refused, match="wait for a decision"):
        making.ask_for_copy(request=request.public_id, by=by)
    decide_passages(request=request.public_id, by=by)
    for line in passage_lines(request.public_id):
        if not line.undecided:
            continue
        view = passage_view(request.public_id, line.public_id)
        whole = line.section == "Notes"
        decide_passage(
            request=request.public_id,
            passage=line.public_id,
            version=view.version,
            choice="part" if whole else "none",
            held=frozenset(range(len(view.spans))) if whole else (),
            also=["who cried"] if whole else (),
            reason="other_person",
            words="About her children",
            by=by,
        )
    copy, letter = made(request, by)
    assert "Marta came with [held back: about another person] teacher rang" in copy
    for hidden in ("Inez", "cried", "Dani", "Prado", "Harbour Lane", "7788"):
        assert hidden not in copy + letter
    assert "entries: about another person" in letter
    assert "hhs.gov" in letter
    making.hand_over(request=request.public_id, way="handed", by=by)
    assert request_sheet(request.public_id).line.state == "answered"
    with pytest.raises(NotFound):
        passage_view(request.public_id, note)
    _line, log = redactions(request.public_id)
    assert {one.choice for one in log} == {"whole", "part", "none"}
    assert {one.decided_by for one in log} == {"Grace Osei"}
    become("worker")
    left = Disclosure.objects.get(case=case)
    assert (left.ground, left.recipient, left.way) == ("own_access", "Marta López", "handed")
    assert "SHA-256" in DisclosedItem.objects.get(disclosure=left).text
    assert not [one for one in who_can_see(case.circle_id) if one.reason == "request"], "it is shut again"


def test_who_is_not_known_gets_nothing(become: Become, family: tuple[Case, Person]) -> None:
    case, person = family
    by = become("privacy")
    request = a_request(by)
    with pytest.raises(Refused, match="To check who asks"):
        gather_record(request=request.public_id, by=by)
    with pytest.raises(Refused, match="what you saw"):
        known(request, case.number, person, by, proof_words=" ")
    with pytest.raises(Refused, match="Choose the person"):
        known(request, "HF-0000", person, by)
    brother = a_request(by, asker="representative", asker_name="Ivo Prado")
    with pytest.raises(Refused, match="which signed paper"):
        known(brother, case.number, person, by)
    with pytest.raises(Refused, match="is safe from whoever asks"):
        known(brother, case.number, person, by, authority="Power of attorney, 3 May 2026")
    assert known(brother, case.number, person, by, authority="Power of attorney", asker_safe=True).state == "known"


def test_the_clock_and_its_letters(become: Become) -> None:
    by = become("privacy")
    today = clock.today()
    request = a_request(by, received_on=today - timedelta(days=25))
    assert request_sheet(request.public_id).line.days_left == 5
    with pytest.raises(Refused, match="at least 10 letters"):
        lengthen_request(request=request.public_id, why="Busy", by=by)
    lengthen_request(request=request.public_id, why="Two cases lie in another building", by=by)
    assert request_sheet(request.public_id).line.days_left == 35
    with pytest.raises(Refused, match="once already"):
        lengthen_request(request=request.public_id, why="It still lies in another building", by=by)
    late = a_request(by, received_on=today - timedelta(days=31))
    with pytest.raises(Refused, match="has passed"):
        lengthen_request(request=late.public_id, why="Two cases lie in another building", by=by)
    with pytest.raises(Refused, match="lies ahead"):
        a_request(by, received_on=today + timedelta(days=1))
    with pytest.raises(Refused, match="how many days"):
        a_request(by, law="other")
    own = a_request(by, law="other", days=10)
    assert [one.public_id for one in requests()] == [late.public_id, own.public_id, request.public_id]
    refuse_request(request=own.public_id, ground="not_known", words="Nobody answered our call", by=by)
    with pytest.raises(Refused, match="stands at"):
        withdraw_request(request=own.public_id, by=by)
    assert [one.public_id for one in requests(closed=True)] == [own.public_id]


def test_a_decision_says_what_and_why(become: Become, family: tuple[Case, Person]) -> None:
    by = become("privacy")
    request = gathered(*family, by)
    note = the_note(request)
    view = passage_view(request.public_id, note)

    def decide(**said: Any) -> None:
        given: dict[str, Any] = {"version": view.version, "by": by, "choice": "part", "reason": "other_person", **said}
        decide_passage(request=request.public_id, passage=note, **given)

    tries: tuple[tuple[dict[str, Any], str], ...] = (
        ({"held": []}, "Mark what is held"),
        ({"held": [0], "reason": ""}, "Choose why"),
        ({"held": [0], "also": ["nobody said this"]}, "does not stand in this passage"),
        ({"choice": "none"}, "why all of it is held"),
    )
    for said, words in tries:
        with pytest.raises(Refused, match=words):
            decide(**said)
    decide(choice="ask", reason="")
    with pytest.raises(Stale):
        decide(held=[0])
    with pytest.raises(Refused, match="wait for a decision"):
        making.ask_for_copy(request=request.public_id, by=by)


def test_what_was_made_is_made_anew(become: Become, family: tuple[Case, Person]) -> None:
    by = become("privacy")
    request = gathered(*family, by)
    for line in passage_lines(request.public_id):
        decide_passage(request=request.public_id, passage=line.public_id, version=1, choice="whole", by=by)
    copy, _letter = made(request, by)
    assert "who cried" in copy
    note = the_note(request)
    version = passage_view(request.public_id, note).version
    decide_passage(
        request=request.public_id, passage=note, version=version, choice="part", also=["who cried"],
        reason="in_confidence", by=by,
    )  # fmt: skip
    assert not any(one.made for one in request_sheet(request.public_id).papers)
    with pytest.raises(Refused, match="stands at"):
        making.hand_over(request=request.public_id, way="handed", by=by)
    copy, _letter = made(request, by)
    assert "cried" not in copy


def test_an_answer_goes_only_where_it_is_safe(become: Become, family: tuple[Case, Person]) -> None:
    case, person = family
    worker = become("worker")
    facts: dict[str, Any] = {
        "person": person, "circle": case.circle_id, "kind": ContactPointKind.ADDRESS, "by": worker
    }  # fmt: skip
    unsafe = add_contact_point(value="1 Quay Row", letter_ok="no", asked_on=clock.today(), **facts)
    safe = add_contact_point(value="2 Quay Row", letter_ok="yes", asked_on=clock.today(), **facts)
    by = become("privacy")
    request = gathered(case, person, by)
    for line in passage_lines(request.public_id):
        decide_passage(request=request.public_id, passage=line.public_id, version=1, choice="whole", by=by)
    made(request, by)
    with pytest.raises(Refused, match="Choose one of the ways"):
        making.hand_over(request=request.public_id, way="letter", by=by)
    with pytest.raises(Refused, match="not safe"):
        making.hand_over(request=request.public_id, way="letter", point=unsafe.public_id, by=by)
    assert making.hand_over(request=request.public_id, way="letter", point=safe.public_id, by=by) == 1


@pytest.mark.parametrize("who", ["worker", "supervisor", "admin", "evaluator", "intake"])
def test_nobody_else_has_a_hand_in_it(become: Become, family: tuple[Case, Person], who: str) -> None:
    request = gathered(*family, become("privacy"))
    note = the_note(request)
    by = become(who)
    assert not RecordRequest.objects.exists()
    assert not RequestedPassage.objects.exists()
    for tried in (
        lambda: gather_record(request=request.public_id, by=by),
        lambda: passage_view(request.public_id, note),
        lambda: request_sheet(request.public_id),
        lambda: redactions(request.public_id),
        lambda: making.hand_over(request=request.public_id, way="handed", by=by),
        lambda: open_passages_again(request=request.public_id, by=by),
    ):
        with pytest.raises(NotFound):
            tried()
    with pytest.raises(Refused, match="Privacy officers"):
        a_request(by)


def test_an_officer_with_a_conflict_learns_nothing(become: Become, family: tuple[Case, Person]) -> None:
    case, person = family
    request = gathered(case, person, become("privacy"))
    officer = become("privacy").actor_id
    supervisor = become("supervisor")
    access.exclude(circle=case.circle_id, actor_id=officer, why="Her neighbour", by=supervisor)
    by = become("privacy")
    assert requests() == []
    assert not RequestedPassage.objects.exists()
    with pytest.raises(NotFound):
        request_sheet(request.public_id)
    with pytest.raises(Refused, match="Choose the person"):
        known(a_request(by), case.number, person, by)
