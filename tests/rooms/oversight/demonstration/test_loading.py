"""The demonstration agency: every story of the contract is there, and an agency that exists is left alone."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.oversight.demonstration.loading import load_demonstration, stories
from alongside.oversight.demonstration.telling import HANDLERS


def test_every_promised_story_has_its_text() -> None:
    titles = " ".join(text["title"] for text in stories())
    for words in (
        "lost her job",
        "widow",
        "foster care",
        "address must stay hidden",
        "prison",
        "teenager",
        "addiction",
    ):
        assert words in titles


def test_every_event_is_one_that_can_happen_and_names_people_of_its_story() -> None:
    for text in stories():
        people = {one["key"] for one in text["people"]}
        for event in text.get("events", ()):
            assert event["do"] in HANDLERS, event
            assert set(event.get("who", ())) <= people, event


def test_the_first_two_stories_end_and_the_others_do_not() -> None:
    ended = [any(event["do"] == "closing" for event in text.get("events", ())) for text in stories()]
    assert ended == [True, True] + [False] * (len(ended) - 2)


def test_an_agency_that_exists_is_left_alone() -> None:
    with pytest.raises(Refused, match="needs an empty one"):
        load_demonstration()
