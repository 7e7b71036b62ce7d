"""The banner of a case: the person as every page must show her."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.cases.queries.banner import Banner, banner_of
from alongside.record.people import actions as people
from alongside.record.people.actions import NewName
from alongside.record.people.enums import Answer, ContactPointKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone


@pytest.fixture
def known(become: Become) -> Person:
    """Somebody of whom everything is known that the banner says."""
    by = become("worker")
    circle = a_circle(by)
    person = a_person(
        circle,
        "Marta López",
        by,
        pronouns="she/her",
        languages=["Spanish", "English", "Somali"],
        reads_best="Spanish",
        interpreter=Answer.YES,
        interpreter_language="Spanish",
        preferred="Marti",
    )
    a_phone(person, circle, by, call_ok=Answer.NO, text_ok=Answer.YES, say_as="LB")
    for value, label in (("14 Quay Row", "Home"), ("2 Mill Lane", "Home"), ("9 Hill Street", "")):
        people.add_contact_point(
            person=person,
            circle=circle,
            kind=ContactPointKind.ADDRESS,
            value=value,
            label=label,
            level=SAFE_LOCATION,
            by=by,
        )
    return person


def test_it_says_how_she_is_called_what_she_speaks_and_how_contact_is_safe(known: Person) -> None:
    banner = banner_of(known)
    assert (banner.name, banner.called, banner.pronouns) == ("Marti López", "Marti", "she/her")
    assert (banner.speaks, banner.reads) == ("Spanish, English and Somali", "Spanish")
    assert banner.interpreter == "Needs an interpreter: Spanish"
    assert "No calls" in banner.reach
    assert "LB" in banner.reach


def test_what_must_not_be_passed_on_is_named_once_and_never_shown(known: Person) -> None:
    banner = banner_of(known)
    assert banner.hidden == ("Address is kept hidden", "Home is kept hidden")
    assert not [word for word in ("Quay", "Mill", "Hill") if word in str(banner)]


def test_a_colleague_of_the_team_is_not_told_that_something_is_hidden(known: Person, become: Become) -> None:
    become("colleague")
    banner = banner_of(known)
    assert banner.hidden == ()
    assert "No calls" in banner.reach


def test_what_nobody_asked_is_said_or_left_empty(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Rosario Vega", by)
    banner = banner_of(person)
    assert banner.reach == "Not asked how contact is safe"
    assert (banner.called, banner.pronouns, banner.speaks, banner.reads) == ("",) * 4
    assert banner.interpreter == "Not asked about an interpreter"
    assert (banner.hidden, banner.died_on) == ((), None)


def test_of_two_preferred_names_the_newer_that_still_holds(known: Person, become: Become) -> None:
    by = become("worker")
    people.add_name(person=known, name=NewName("Marta L.", kind="preferred"), by=by)
    assert banner_of(known).called == "Marta L."


def test_a_death_is_told(known: Person) -> None:
    known.died_on = date(2026, 3, 1)
    assert banner_of(known).died_on == date(2026, 3, 1)


def test_it_takes_one_statement(known: Person, queries: Callable[[], AbstractContextManager[list[str]]]) -> None:
    with queries() as seen:
        banner_of(known)
    assert len(seen) == 1
    assert isinstance(banner_of(known), Banner)
