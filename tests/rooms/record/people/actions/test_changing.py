"""Essentials and names change without losing anything, and a stale edit is noticed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.record.people import actions, queries
from alongside.record.people.actions import NewName
from alongside.record.people.enums import Answer, BirthPrecision, NameKind
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


def test_essentials_change_and_history_keeps_what_was(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Yusuf Abdi", by)
    changed = actions.change_person(
        person=person,
        version=person.version,
        languages=["Somali", "English"],
        interpreter=Answer.YES,
        interpreter_language=" Somali ",
        born_on=date(1990, 1, 1),
        birth_precision=BirthPrecision.YEAR,
        by=by,
    )
    assert (changed.languages, changed.interpreter_language) == (["Somali", "English"], "Somali")
    matches, _receipt = queries.near_matches(full_name="Yusuf 1990", by=by)
    assert matches[0].born_year == 1990
    assert changes_of("people_person", person.id)[0].before == {
        "languages": [],
        "interpreter": "not_asked",
        "interpreter_language": "",
        "born_on": None,
        "birth_precision": "unknown",
    }


def test_a_stale_edit_shows_what_stands_there_now(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Yusuf Abdi", by)
    actions.change_person(person=person, version=1, pronouns="he/him", languages=["Somali"], by=become("colleague"))
    with pytest.raises(Stale) as caught:
        actions.change_person(person=person, version=1, pronouns="they/them", languages=[], by=become("worker"))
    assert caught.value.theirs == {"pronouns": "he/him", "languages": "Somali", "version": "2"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"born_on": date(2999, 1, 1), "birth_precision": "exact"}, "born_on"),
        ({"born_on": date(1801, 1, 1), "birth_precision": "exact"}, "born_on"),
        ({"born_on": date(1990, 1, 1), "birth_precision": "exact", "died_on": date(1980, 1, 1)}, "died_on"),
        ({"died_on": date(2999, 1, 1)}, "died_on"),
    ],
)
def test_impossible_dates_are_refused(become: Become, facts: dict[str, object], field: str) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Yusuf Abdi", by)
    with pytest.raises(Refused) as caught:
        actions.change_person(person=person, version=1, by=by, **facts)
    assert set(caught.value.fields) == {field}


def test_nobody_else_changes_her(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Yusuf Abdi", by)
    for username in ("evaluator", "admin", "privacy", "client"):
        with pytest.raises(Refused, match="workers of a team"):
            actions.change_person(person=person, version=1, pronouns="x", by=become(username))
    with pytest.raises(NotFound):
        actions.change_person(person=person, version=1, pronouns="x", by=become("elsewhere"))
    with pytest.raises(TypeError):
        actions.change_person(person=person, version=1, sealed=True, by=become("worker"))


def test_a_new_name_changes_how_she_is_called_and_the_old_one_still_finds_her(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Daniela Prado", by)
    actions.add_name(person=person, name=NewName("Dani", NameKind.PREFERRED), by=by)
    assert queries.person_row(person.public_id).display_name == "Dani Prado"
    actions.add_name(person=person, name=NewName("Daniel Prado", NameKind.LEGAL), by=by)
    names = queries.names_of(person.id)
    assert [(one.full, one.until_on is None) for one in names] == [
        ("Dani", True),
        ("Daniel Prado", True),
        ("Daniela Prado", False),
    ]
    matches, _receipt = queries.near_matches(full_name="Daniela Prado", by=by)
    assert [match.person_id for match in matches] == [person.id]
    with pytest.raises(Refused, match="already"):
        actions.add_name(person=person, name=NewName("Dani", NameKind.PREFERRED), by=by)
    with pytest.raises(Refused, match="Write a name"):
        actions.add_name(person=person, name=NewName("  "), by=by)


def test_a_name_ends_but_never_the_last_one(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Rosario Vega", by, preferred="Charo")
    assert person.display_name == "Charo Vega"
    legal, liked = (queries.name_row(one.public_id) for one in queries.names_of(person.id))
    with pytest.raises(Stale):
        actions.end_name(name=liked, version=9, by=by)
    actions.end_name(name=liked, version=1, by=by)
    assert queries.person_row(person.public_id).display_name == "Rosario Vega"
    with pytest.raises(Refused, match="Add the new one first"):
        actions.end_name(name=legal, version=1, by=by)
    with pytest.raises(Refused, match="ended already"):
        actions.end_name(name=liked, version=2, by=by)
    later = actions.add_name(person=person, name=NewName("Rosario Prado"), from_on=clock.today(), by=by)
    with pytest.raises(Refused, match="before it began"):
        actions.end_name(name=later, version=1, on=clock.today() - timedelta(days=1), by=by)
