"""The list of people and the page of one: shown to those who see her, the same nothing to everybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people import actions
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person, a_phone

Visit = Callable[[str], Client]
SEES = {"worker": True, "colleague": True, "supervisor": True}
CAST = ["worker", "colleague", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin"]


def marta(become: Become) -> Person:
    """Somebody of whom much is known, in a case of the worker."""
    by = become("worker")
    case = a_case(by, people=["Adam Kowalczyk"])
    person = a_person(
        case.circle_id,
        "Marta López",
        by,
        born=date(1992, 3, 1),
        preferred="Marta",
        pronouns="she/her",
        languages=["Spanish", "English"],
        reads_best="Spanish",
        interpreter="yes",
        interpreter_language="Spanish",
        identity_words="Sundays are for the choir.",
    )
    a_phone(person, case.circle_id, by, "085 555 4471", text_ok="yes", voicemail_ok="no", say_as="LB", label="own")
    actions.add_contact_point(
        person=person, circle=case.circle_id, kind="address", value="14 Quay Row", level=SAFE_LOCATION, by=by
    )
    other = a_person(case.circle_id, "Rosario Vega", by)
    actions.relate(circle=case.circle_id, person=other, other=person, kind="parent", source="Marta", by=by)
    home = actions.start_household(circle=case.circle_id, label="The yellow house", by=by)
    actions.join_household(household=home, person=person, part="head", from_on=date(2020, 1, 1), by=by)
    return person


@pytest.mark.parametrize("username", CAST)
@pytest.mark.parametrize("tail", ["", "change/", "names/new/", "reach/new/", "homes/new/", "relations/new/", "worker/"])
def test_hidden_and_absent_answer_the_same(become: Become, visit: Visit, username: str, tail: str) -> None:
    person = marta(become)
    client = visit(username)
    answer = client.get(f"/people/{person.public_id}/{tail}")
    absent = client.get(f"/people/{uuid4()}/{tail}")
    assert absent.status_code == 404
    if SEES.get(username):
        assert answer.status_code == 200
    else:
        assert answer.status_code == 404
        assert answer.content == absent.content


def test_the_page_says_what_everyone_must_know(become: Become, visit: Visit) -> None:
    person = marta(become)
    page = visit("worker").get(f"/people/{person.public_id}/").content.decode()
    for words in (
        "Marta López",
        "(she/her)",
        "Speaks Spanish and English.",
        "Reads Spanish best.",
        "Needs an interpreter: Spanish",
        "Text. No voicemail. Say “LB”",
        "•••• 4471",
        "Sundays are for the choir.",
        "Parent of Marta López",
        "The yellow house",
        "Head of household",
        "1 March 1992",
    ):
        assert words in page, words
    assert "14 Quay Row" in page
    assert "14 Quay Row" not in visit("colleague").get(f"/people/{person.public_id}/").content.decode()


def test_the_list_pages_by_name_and_newest(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by, people=["Zed Young"])
    a_person(case.circle_id, "Ana Lima", by)
    client = visit("worker")
    page = client.get("/people/").content.decode()
    assert page.index("Ana Lima") < page.index("Zed Young")
    assert case.number in page
    newest = client.get("/people/?order=newest").content.decode()
    assert newest.index("Ana Lima") < newest.index("Zed Young")
    assert "That was everybody" in client.get(f"/people/?after={uuid4()}").content.decode()
    assert client.get("/people/?q=ana").headers["Location"] == "/search/?q=ana"


@pytest.mark.parametrize("username", ["evaluator", "privacy", "admin"])
def test_the_list_is_for_workers_of_a_team(visit: Visit, become: Become, username: str) -> None:
    for address in ("/people/", "/people/new/"):
        assert visit(username).get(address).status_code == 403
    assert visit(username).post("/people/new/matches/").status_code == 403


def test_an_empty_list_says_where_people_come_from(visit: Visit, become: Become) -> None:
    page = visit("elsewhere").get("/people/").content.decode()
    assert "Nobody yet" in page
    assert 'href="/intakes/new/"' in page
