"""Lives of a story: days as a text tells them, written by the product's own actions."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.oversight.demonstration.living import day_of, tell_lives
from alongside.oversight.demonstration.loading import stories
from alongside.record.people.enums import LifeEventKind, OrderKind, PlacementKind
from alongside.record.people.queries.happenings import happenings_of
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person

BEGAN = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("said", "words"),
    [(None, ""), (-5, "10 July 2026"), ("2014", "2014"), ("2014-08", "August 2014"), ("2014-08-30", "30 August 2014"),
     ("about 2019", "about 2019")],
)  # fmt: skip
def test_days_are_read_as_they_are_told(said: object, words: str) -> None:
    assert day_of(said, BEGAN).words == words


def test_lives_are_written_down(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    kavi, nora = a_person(circle, "Kavi Raman", by), a_person(circle, "Nora Whelan", by)
    text = {
        "life": [{"kind": "birth", "when": "2014-08-30", "who": ["kavi"], "words": "Born", "gain": True}],
        "places": [{"who": "kavi", "kind": "foster", "from": -530, "until": -2, "with": ["nora"]}],
        "orders": [{"kind": "care", "concerned": ["kavi"], "authority": "Court", "terms": "So", "from_on": -530}],
    }
    tell_lives(text, circle=circle, began=BEGAN, persons={"kavi": kavi.id, "nora": nora.id}, by=by)
    found = happenings_of([circle])
    assert (found.events[0].gain, found.placements[0].carers[0].name) == (True, "Nora Whelan")
    assert found.orders[0].who("concerned")[0].name == "Kavi Raman"


def test_what_stories_tell_of_lives_can_be_written() -> None:
    told = [event for story in stories() for event in story.get("events", ()) if event["do"] == "lives"]
    assert len(told) >= 2
    for one in told:
        assert all({"kind", "words", "who"} <= event.keys() for event in one["life"])
        assert {event["kind"] for event in one["life"]} <= set(LifeEventKind.values)
        assert {place["kind"] for place in one["places"]} <= set(PlacementKind.values)
        assert {order["kind"] for order in one["orders"]} <= set(OrderKind.values)
        assert any("when" in event for event in one["life"])
