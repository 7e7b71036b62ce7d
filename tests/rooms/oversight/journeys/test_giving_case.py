"""A whole case for one of the family: their own, what was opened to them, and nothing of others (S-174)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.exports.actions.taking_paper import make_paper
from alongside.oversight.exports.enums import PaperState
from alongside.oversight.exports.models import CasePaper, Export
from alongside.oversight.journeys.giving_case import ask_to_give_paper, check_paper, give_case
from alongside.practice.contacts.actions import take_out_contact
from alongside.practice.contacts.models import ContactPart, Note
from alongside.practice.dynamics.actions import keep_to
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.dynamics import an_entry, members
from tests.factories.people import a_phone

WHY = "For the boy, who asked for it"
DESPITE = "They have told each other of all of it."


def test_it_holds_what_is_theirs_and_what_was_opened_to_them(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    mother, dani, ines = members(case)
    he = Person.objects.get(id=dani).public_id
    a_phone(Person.objects.get(id=mother), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    an_entry(case, by, words="I wake them at six.")
    an_entry(case, by, words="We laugh a lot.", person_id=dani)
    opened = an_entry(case, by, words="We eat at seven.")
    keep_to(case=case, kind="entry", item=opened.id, people=[dani], by=by)
    said = "I miss my room."
    a_statement(an_assessment(case, by), by, words="", own_words=said, said_by_id=ines, person_id=ines)
    a_contact(case, by, people=[mother], text="She spoke of money.")
    parts = {dani: "Dani misses the old school.", ines: "Inés slept badly."}
    contact = a_contact(case, by, people=[dani, ines], text="They baked.", opinion="He is brave.", parts=parts)
    taken = give_case(case=case.public_id, to=he, why=WHY, by=by)
    text = taken.content.decode()
    for said in ("We laugh a lot.", "We eat at seven.", "They baked.", "Dani misses the old school."):
        assert said in text
    for hidden in ("at six", "I miss my room", "money", "slept badly", "He is brave", "555 4471", "Inés"):
        assert hidden not in text, hidden
    content = json.loads(text)
    assert content["manifest"]["left_out"][0]["why"].startswith("This copy is for one of the family")
    assert content["sections"]["access"] == []
    assert len(content["sections"]["people"]) == 1
    assert (content["case"]["title"], content["sections"]["case"][0]["title"]) == ("Dani Prado", "Dani Prado")
    assert "for one of the family" in Export.objects.get().about
    keep_to(case=case, kind="note", item=Note.objects.get(contact=contact).id, people=[None], by=by)
    assert "They baked." not in give_case(case=case.public_id, to=he, why=WHY, by=by).content.decode()
    keep_to(case=case, kind="note", item=Note.objects.get(contact=contact).id, people=[], by=by)
    take_out_contact(contact=contact, where="person", person_id=dani, why="He was not there.", by=by)
    assert "They baked." not in give_case(case=case.public_id, to=he, why=WHY, by=by).content.decode()
    with pytest.raises(NotFound):
        give_case(case=case.public_id, to=case.public_id, why=WHY, by=by)
    with pytest.raises(NotFound):
        give_case(case=case.public_id, to=he, why=WHY, by=become("elsewhere"))


def test_what_tells_of_another_child_is_stopped_and_looked_at_again(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    _mother, dani, ines = members(case)
    he = Person.objects.get(id=dani).public_id
    parts = {dani: "Dani baked."}
    a_contact(case, by, people=[dani, ines], text="They baked.", parts=parts)
    ask_to_give_paper(case=case.public_id, to=he, why=WHY, by=by)
    a_contact(case, by, people=[dani, ines], text="Ines burnt her hand.", parts=parts)
    with pytest.raises(Refused, match="Inés Ruiz López"):
        give_case(case=case.public_id, to=he, why=WHY, by=by)
    make_paper(public_id=CasePaper.objects.get().public_id, first=check_paper, by=by)
    assert CasePaper.objects.get().state == PaperState.STOPPED
    taken = give_case(case=case.public_id, to=he, why=WHY, may_leave=DESPITE, by=by)
    assert "burnt her hand" in taken.content.decode()
    assert ContactPart.objects.count() == 2


def test_at_the_desk_it_is_chosen_for_whom(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    he = str(Person.objects.get(id=members(case)[1]).public_id)
    an_entry(case, by, words="I wake them at six.")
    page, client = f"/cases/{case.public_id}/take-out/", visit("worker")
    assert f'value="{he}" selected' in client.get(f"{page}?to={he}").content.decode()
    asked = {"form": "json", "why": WHY}
    assert "at six" in client.post(page, asked).content.decode()
    assert "at six" not in client.post(page, {**asked, "to": he}).content.decode()
    assert client.post(page, {**asked, "to": "somebody"}).status_code == 422
    assert client.post(page, {**asked, "to": he, "form": "pdf"}).status_code == 302
    become("worker")
    assert str(CasePaper.objects.get().given_to) == he
    assert visit("elsewhere").post(page, {**asked, "to": he}).status_code == 404
