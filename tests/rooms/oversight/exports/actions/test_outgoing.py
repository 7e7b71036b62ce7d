"""A text that tells where somebody hides does not leave, unless somebody says by name why it may."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.agency.access.models import History, Reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.exports.actions.outgoing import OVERRIDE, guard_circle
from alongside.oversight.exports.actions.taking_case import ask_for_paper, take_case
from alongside.oversight.exports.actions.taking_paper import make_paper
from alongside.oversight.exports.enums import ExportFormat, PaperState
from alongside.oversight.exports.models import CasePaper
from alongside.oversight.journeys import ending
from alongside.oversight.journeys.taking import take_list
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import ClosingReason
from alongside.record.people import actions as people
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.files import a_file, a_pdf
from tests.factories.people import a_phone

WHY = "She asked that the shelter's number stands here."


def test_a_summary_is_not_signed_with_a_hidden_number_and_says_whose(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    said: dict[str, Any] = {"reasons": [ClosingReason.GOALS_MET], "summary": "She is well. Ring 085-555 4471."}
    with pytest.raises(Refused, match="Marta López: Phone") as refusal:
        ending.keep_closing(case=case, sign=True, by=by, **said)
    assert refusal.value.fields.keys() == {"summary", "may_leave"}
    assert "4471" not in str(refusal.value.message)
    with pytest.raises(Refused):
        ending.keep_closing(case=case, sign=True, may_leave="fine", by=by, **said)
    signed = ending.keep_closing(case=case, sign=True, may_leave=WHY, by=by, **said)
    assert signed.signed_at
    assert History.objects.filter(table_name="cases_closing", row_id=signed.id, why=WHY).exists()
    (read,) = Reading.objects.filter(act=OVERRIDE)
    assert (read.actor_id, read.person_ids) == (by.actor_id, [person.id])


def test_after_care_is_looked_at_too(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    closing = cases.write_closing(case=case, reasons=[ClosingReason.GOALS_MET], summary="She is well.", by=by)
    cases.add_after_care(closing=closing, what="Ring 0855554471", due_on=case.opened_on, worker_id=by.worker_id, by=by)
    with pytest.raises(Refused, match="must not be found"):
        ending.sign_closing(closing=closing, by=by)


def test_what_tells_nothing_leaves_without_a_word(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_phone(Person.objects.get(display_name="Marta López"), case.circle_id, by, "085 555 4471")
    guard_circle(circle=case.circle_id, texts=["Ring 085 555 4471"], field="summary", by=by)
    assert not Reading.objects.filter(act=OVERRIDE).exists()


def test_a_whole_case_is_stopped_and_says_in_which_section(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    a_contact(case, by, text="She rang from 085-5554471.", people=[person.id])
    with pytest.raises(Refused, match="Marta López: Phone, in Ways to reach them and Notes") as refusal:
        take_case(case=case.public_id, why="For the court", by=by)
    assert refusal.value.fields.keys() == {"may_leave"}
    assert "4471" not in str(refusal.value.message)
    assert take_case(case=case.public_id, why="For the court", may_leave=WHY, by=by).rows > 5
    become("colleague")  # the number is hidden from her, and yet she does not let it out by accident
    with pytest.raises(Refused, match="Marta López: Phone, in Notes"):
        take_case(case=case.public_id, why="For the court", by=become("colleague"))
    with pytest.raises(Refused):
        ask_for_paper(case=case.public_id, why="For the court", by=become("worker"))
    ask_for_paper(case=case.public_id, why="For the court", may_leave=WHY, by=become("worker"))
    assert CasePaper.objects.get().may_leave == WHY


def test_what_an_attached_pdf_says_is_searched_and_a_picture_is_not(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_phone(Person.objects.get(display_name="Marta López"), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    a_file(case, by, content=a_pdf(words="Ring her on 085 555 4471"), name="letter.pdf")
    a_file(case, by, name="photo.jpg")
    with pytest.raises(Refused, match="Marta López: Phone, in Ways to reach them and Files"):
        take_case(case=case.public_id, why="For the court", by=by)


def test_a_paper_that_became_unsafe_while_it_waited_is_stopped(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_contact(case, by, text="She rang from 085-5554471.")
    ask_for_paper(case=case.public_id, why="For the court", by=by)
    a_phone(Person.objects.get(display_name="Marta López"), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    paper = CasePaper.objects.get()
    make_paper(public_id=paper.public_id, by=by)
    paper.refresh_from_db()
    assert (paper.state, paper.content) == (PaperState.STOPPED, None)


def test_a_list_is_stopped_by_what_stands_in_any_row_of_anybody(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_phone(Person.objects.get(display_name="Marta López"), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    a_case(by, people=["Ana Souza"], title="Neighbour of 0855554471")
    told: dict[str, Any] = {"name": "cases", "choice": {"whose": "all"}, "form": ExportFormat.CSV, "why": "The audit"}
    with pytest.raises(Refused, match="Marta López: Phone, in Case"):
        take_list(**told, by=by)
    assert b"Neighbour" in take_list(**told, may_leave=WHY, by=by).content.read()
    elsewhere = become("elsewhere")
    assert take_list(**{**told, "choice": {}}, by=elsewhere).rows == 0


def test_what_is_added_to_a_signed_summary_is_looked_at_too(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_phone(Person.objects.get(display_name="Marta López"), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    closing = ending.keep_closing(
        case=case, sign=True, reasons=[ClosingReason.GOALS_MET], summary="She is well.", by=by
    )
    line: dict[str, Any] = {"what": "Ring 0855554471", "due_on": case.opened_on, "worker_id": by.worker_id}
    with pytest.raises(Refused) as refusal:
        ending.add_after_care(closing=closing, by=by, **line)
    assert refusal.value.fields.keys() == {"what", "may_leave"}
    assert ending.add_after_care(closing=closing, may_leave=WHY, by=by, **line).id


def test_a_school_that_must_stay_hidden_is_found_by_its_name(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Dani Prado"])
    person = Person.objects.get(display_name="Dani Prado")
    people.add_contact_point(
        person=person, circle=case.circle_id, kind=ContactPointKind.PLACE, by=by,
        value="St Brigid's National School, Clontarf", level=SAFE_LOCATION,
    )  # fmt: skip
    for told in ("He is happy at St. Brigids National School.", "at ST BRIGID'S he draws"):
        with pytest.raises(Refused, match="Dani Prado: School"):
            guard_circle(circle=case.circle_id, texts=[told], field="summary", by=by)
    guard_circle(circle=case.circle_id, texts=["He goes to a national school."], field="summary", by=by)
