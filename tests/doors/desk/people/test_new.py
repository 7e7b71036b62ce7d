"""Somebody new: those alike are shown first, without scripts too; the same person is brought in; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from alongside.record.cases.models import Case, Participant
from alongside.record.people.models import ContactPoint, NotSamePerson, Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.intakes import an_intake
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def a_form(into: Case, **said: str) -> dict[str, str]:
    return {
        "case": str(into.public_id),
        "full_name": "Rosario Vega",
        "interpreter": "not_asked",
        "role": "carer",
        **said,
    }


def receipt(page: str) -> str:
    found = re.search(r'name="searched" value="([^"]*)"', page)
    assert found
    return found[1]


def test_without_a_case_or_request_the_page_says_where_people_come_from(become: Become, visit: Visit) -> None:
    become("worker")
    page = visit("worker").get("/people/new/?name=Rosario").content.decode()
    assert 'href="/cases/"' in page
    assert 'href="/intakes/new/"' not in page, "she may not take requests in"
    assert 'href="/intakes/new/"' in visit("intake").get("/people/new/?name=Rosario").content.decode()
    assert visit("worker").post("/people/new/", {"full_name": "Rosario"}).status_code == 200
    assert not Person.objects.filter(display_name="Rosario").exists()


def test_two_presses_without_scripts_look_first_and_then_add(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    twin = a_person(case.circle_id, "Rosaria Vega", by)
    client = visit("worker")
    form = a_form(case, born="about 67", phone="085 555 0171", languages="Spanish, English", preferred="Charo")
    shown = client.post("/people/new/", form)
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "These people are in the record already" in page
    assert str(twin.public_id) in page
    assert "Same spelling but one letter" in page
    assert 'value="about 67"' in page
    assert not Person.objects.filter(display_name="Charo Vega").exists()
    added = client.post("/people/new/", {**form, "searched": receipt(page), "not_same": str(twin.public_id)})
    become("worker")
    person = Person.objects.get(display_name="Charo Vega")
    assert added.headers["Location"] == f"/people/{person.public_id}/"
    assert person.languages == ["Spanish", "English"]
    assert person.birth_precision == "estimated"
    assert Participant.objects.get(case=case, person=person).role == "carer"
    assert ContactPoint.objects.get(person=person).value == "085 555 0171"
    assert NotSamePerson.objects.filter(person=person, other_id=twin.id).exists()


def test_pressing_twice_adds_once(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    page = client.get(f"/people/new/?case={case.public_id}&name=Rosario+Vega").content.decode()
    form = a_form(case, searched=receipt(page), idempotency_key=uuid4().hex)
    first, second = (client.post("/people/new/", form).headers["Location"] for _ in range(2))
    assert first == second
    become("worker")
    assert Person.objects.filter(display_name="Rosario Vega").count() == 1


def test_not_the_same_is_said_before_adding_and_kept_on_the_page(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    twin = a_person(case.circle_id, "Rosaria Vega", by)
    page = visit("worker").post("/people/new/", a_form(case, full_name="Rosario Vega", apart=str(twin.public_id)))
    text = page.content.decode()
    assert page.status_code == 200
    assert f'name="not_same" value="{twin.public_id}"' in text
    assert "This is remembered." in text
    assert "Same person" not in text


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    page = client.get(f"/people/new/?case={case.public_id}&name=Rosario+Vega").content.decode()
    for said, words in [
        ({"full_name": " "}, "This is still empty"),
        ({"born": "31 February 1990"}, "no such day"),
        ({"born": "whenever"}, "We cannot read this"),
        ({"born": "2999"}, "lies in the future"),
        ({"phone": "none"}, "five digits"),
    ]:
        answer = client.post("/people/new/", a_form(case, searched=receipt(page), pronouns="she/her", **said))
        text = answer.content.decode()
        assert answer.status_code == 422, said
        assert words in text, said
        assert 'value="she/her"' in text
    become("worker")
    assert not Person.objects.filter(display_name="Rosario Vega").exists()


def test_those_alike_are_shown_while_typing(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    twin = a_person(case.circle_id, "Rosario Vega", by, phone="085 555 0171")
    client = visit("worker")
    for typed in ({"full_name": "vega rosarío"}, {"full_name": "", "phone": "0855550171"}):
        part = client.post("/people/new/matches/", a_form(case, **typed)).content.decode()
        assert f"/people/{twin.public_id}/bring/" in part
        assert "<html" not in part
    nothing = client.post("/people/new/matches/", a_form(case, full_name="")).content.decode()
    assert "Type a name" in nothing
    assert client.post("/people/new/matches/", {"full_name": "x"}).status_code == 404
    assert client.get("/people/new/matches/").status_code == 405


def test_the_same_person_joins_the_case(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    person = a_person(a_circle(by), "Rosario Vega", by)
    client = visit("worker")
    answer = client.post(f"/people/{person.public_id}/bring/", a_form(case, role="relative", not_same="nonsense"))
    assert answer.headers["Location"] == f"/cases/{case.public_id}/people/"
    become("worker")
    assert Participant.objects.get(case=case, person=person).role == "relative"
    again = client.post(f"/people/{person.public_id}/bring/", {"case": str(case.public_id)}, follow=True)
    assert "takes part already" in again.content.decode()


def test_a_request_is_about_the_newcomer(become: Become, visit: Visit) -> None:
    intake = an_intake(become("intake"))
    client = visit("intake")
    page = client.get(f"/people/new/?intake={intake.public_id}&name=Marta+Lopes").content.decode()
    form = {
        "intake": str(intake.public_id),
        "full_name": "Marta Lopes",
        "interpreter": "not_asked",
        "searched": receipt(page),
    }
    client.post("/people/new/", form)
    become("intake")
    intake.refresh_from_db()
    assert intake.person is not None
    assert intake.person.display_name == "Marta Lopes"


def test_somebody_known_by_the_index_alone_is_whom_the_request_is_about(become: Become, visit: Visit) -> None:
    worker = become("worker")
    person = a_person(a_case(worker).circle_id, "Rosario Vega", worker)
    intake = an_intake(become("intake"))
    client = visit("intake")
    page = client.get(f"/people/new/?intake={intake.public_id}&name=Rosario+Vega").content.decode()
    assert "Family team works with this person" in page
    assert client.post(f"/people/{person.public_id}/bring/", {"intake": str(intake.public_id)}).status_code == 302
    become("intake")
    intake.refresh_from_db()
    assert intake.person_id == person.id


@pytest.mark.parametrize("username", ["elsewhere", "intake"])
def test_a_case_of_others_is_not_there(become: Become, visit: Visit, username: str) -> None:
    by = become("worker")
    case = a_case(by)
    person = a_person(case.circle_id, "Rosario Vega", by)
    client = visit(username)
    for number in (case.public_id, uuid4(), "nonsense"):
        assert client.get(f"/people/new/?case={number}").status_code == 404
        assert client.post("/people/new/", a_form(case, case=str(number))).status_code == 404
        assert client.post(f"/people/{person.public_id}/bring/", {"case": str(number)}).status_code == 404
    assert client.post(f"/people/{person.public_id}/bring/").status_code == 404


def test_a_colleague_of_the_team_reads_but_adds_nobody(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("colleague")
    page = client.get(f"/people/new/?case={case.public_id}&name=Rosario+Vega").content.decode()
    answer = client.post("/people/new/", a_form(case, searched=receipt(page)))
    assert answer.status_code == 422
    become("worker")
    assert not Person.objects.filter(display_name="Rosario Vega").exists()
