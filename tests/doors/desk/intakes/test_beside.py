"""What stands beside a request: whom we may know, what was said about each, and what comes next."""

from __future__ import annotations

from datetime import time

import pytest
from django.http import QueryDict

from alongside.doors.desk.intakes.beside import Beside, asked_of, beside, next_words
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.intake_page import programme_desk
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.intakes import programme_id


@pytest.fixture
def marta(become: Become) -> Person:
    """Somebody of the record, in a case of the Family team."""
    return a_case(become("worker"), people=["Marta López"]).participants.get().person


@pytest.fixture
def by(marta: Person, become: Become) -> Reader:
    return become("intake")


def ids(found: Beside) -> list[int]:
    return [match.person_id for match, _role, _apart in found.matches]


def test_somebody_alike_is_worth_a_look_until_it_was_shown(marta: Person, by: Reader) -> None:
    first = beside({"person_name": "Marta Lopez"}, by=by)
    assert ids(first) == [marta.id]
    assert first.unseen
    assert first.worth_a_look == ("Marta López",)
    assert first.count_words == "1 possible"
    again = beside({"person_name": "Marta Lopez", "seen": first.receipt}, by=by)
    assert not again.unseen
    assert beside({"person_name": "Marta Lopez", "seen": "made up"}, by=by).unseen


@pytest.mark.parametrize("sent", [{}, {"person_name": "M"}, {"phone": " 1 "}])
def test_too_little_asks_nobody(sent: dict[str, str], by: Reader) -> None:
    assert beside(sent, by=by) == Beside()


def test_a_name_of_nobody_is_asked_and_answered_with_nobody(by: Reader) -> None:
    found = beside({"person_name": "Zofia Wrona"}, by=by)
    assert (found.asked, found.matches, found.unseen) == (True, (), False)
    assert found.receipt


def test_the_same_is_chosen_and_taken_back(marta: Person, by: Reader) -> None:
    sent = {"person_name": "Marta Lopez", "same": str(marta.public_id)}
    chosen = beside(sent, by=by)
    assert chosen.chosen is not None
    assert chosen.chosen.id == marta.id
    assert chosen.matches == ()
    kept = beside({"person_name": "Marta Lopez", "person": str(marta.public_id)}, by=by)
    assert kept.chosen == chosen.chosen
    back = beside({"person_name": "Marta Lopez", "person": str(marta.public_id), "take_back": "1"}, by=by)
    assert back.chosen is None
    assert ids(back) == [marta.id]


@pytest.mark.parametrize("name", ["marta", "00000000-0000-4000-8000-000000000000"])
def test_who_does_not_exist_is_not_chosen(name: str, by: Reader) -> None:
    assert beside({"person_name": "Marta Lopez", "same": name}, by=by).chosen is None


def test_another_is_said_once_and_pressed_again_it_is_taken_back(marta: Person, by: Reader) -> None:
    name = str(marta.public_id)
    apart = beside({"person_name": "Marta Lopez", "not_same": name}, by=by)
    assert (apart.apart, apart.not_same, apart.unseen) == ((name,), (marta.id,), False)
    assert apart.worth_a_look == ()
    kept = beside(QueryDict(f"person_name=Marta Lopez&apart={name}&apart=&apart={name}"), by=by)
    assert kept.apart == (name,)
    back = beside({"person_name": "Marta Lopez", "apart": name, "not_same": name}, by=by)
    assert (back.apart, back.not_same) == ((), ())


def test_hours_that_cannot_be_read_are_no_hours() -> None:
    asked = asked_of({"safe_text": "yes", "safe_from": "18:00", "safe_until": "25:99"})
    assert (asked.answers["safe_text"], asked.answers["safe_call"]) == ("yes", "")
    assert (asked.begin, asked.end) == (time(18), None)
    assert asked_of({"safe_from": "soon"}).begin is None


def test_what_comes_next_follows_the_decision(by: Reader) -> None:
    desk = programme_desk(programme_id())
    yes = " ".join(next_words({"outcome": "accept", "safe_text": "yes", "safe_from": "18:00", "team": "x"}, desk))
    assert "Family team" in yes
    assert "18:00" in yes
    assert next_words({"outcome": "decline"}, desk) != next_words({"outcome": "accept"}, desk)
