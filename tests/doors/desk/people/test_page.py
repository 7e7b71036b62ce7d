"""The page of a person: what everyone must know who works with her."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.conftest import Become
from tests.doors.desk.people.known import well_known

Visit = Callable[[str], Client]


def test_the_page_says_what_everyone_must_know(become: Become, visit: Visit) -> None:
    person = well_known(become)
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
