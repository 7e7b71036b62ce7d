"""Rows of the past in words: names for links, words for codes, nothing said twice, nothing called an entry."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from alongside.agency.access.models import Actor
from alongside.oversight.overviews.past_words import Names, names_for, then
from alongside.practice.plans.models import Plan, Step
from alongside.record.people.models import Person, Relationship
from tests.conftest import Become

NAMES: Names = {Person: {1: "Marta López", 2: "Dani Prado"}, Actor: {7: "Dele Akande"}}


def facts(model: type[Model], **row: Any) -> dict[str, str]:
    return dict(then(model, {"id": 5, **row}, NAMES).facts)


def test_a_row_is_called_by_what_it_is() -> None:
    pair = {"id": 5, "person_id": 1, "other_id": 2}
    assert then(Relationship, pair, NAMES).title == "Marta López and Dani Prado"
    assert then(Plan, {"id": 5, "number": 3}, NAMES).title == "Version 3"
    line = then(Step, {"id": 5, "number": 1, "what": "rings the landlord"}, NAMES)
    assert (line.title, line.kind) == ("rings the landlord", "Line of the plan")
    assert "rings the landlord" not in dict(line.facts).values()


def test_codes_and_links_are_words_and_the_rest_is_left_out() -> None:
    person = facts(Person, display_name="Marta López", sex="f", born_on="1992-03-04", languages=["Spanish", "English"])
    assert {"Female", "4 March 1992", "Spanish, English"} <= set(person.values())
    assert "Marta López" not in person.values()
    assert "Dele Akande" in facts(Plan, number=1, author_id=7).values()
    assert "Dele Akande" not in facts(Plan, number=1, author_id=8).values()
    assert "9" not in " ".join(facts(Step, number=1, what="rings", builds_on_id=9).values())


def test_names_are_asked_for_once_for_each_kind_that_occurs(become: Become) -> None:
    by = become("worker")
    found = names_for({Plan: [{"author_id": by.actor_id}], Step: [{"worker_id": by.worker_id}]}, {1: "Marta López"})
    assert {model.__name__: list(names.values()) for model, names in found.items()} == {
        "Person": ["Marta López"],
        "Actor": ["Dele Akande"],
        "Worker": ["Dele Akande"],
    }
