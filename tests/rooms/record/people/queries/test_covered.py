"""Whether a letter may go by post, and how somebody is told safely, for whoever sees no number and no address."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.record.people import actions
from alongside.record.people.queries import covered
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

SAYS: tuple[tuple[list[dict[str, Any]], bool, str], ...] = (
    ([], False, "Ask first"),
    ([{"letter_ok": "no"}], False, "not safe"),
    ([{"letter_ok": "not_asked"}], False, "Ask first"),
    ([{"letter_ok": "yes", "label": "Her mother"}], True, "By post only to: Her mother. Write a letter"),
    ([{"letter_ok": "yes"}], True, "By post only to: Address."),
    ([{"letter_ok": "no", "label": "Home"}, {"letter_ok": "yes", "label": "Work"}], True, "to: Work."),
)


@pytest.mark.parametrize(("addresses", "may", "words"), SAYS)
def test_a_letter_goes_only_where_letters_were_called_safe(
    become: Become, addresses: list[dict[str, Any]], may: bool, words: str
) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by, phone="085 555 0100")
    for place, facts in enumerate(addresses):
        actions.add_contact_point(
            person=person, circle=circle, kind="address", value=f"{place + 1} Elm Road", by=by, **facts
        )
    become("privacy")
    found = covered.posting(person.id)
    assert (found.may, words in found.words) == (may, True), found
    assert "Elm Road" not in found.words


def test_how_to_tell_is_said_without_the_number(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    first, other = a_person(circle, "Marta López", by), a_person(circle, "Ana Nowak", by)
    a_phone(first, circle, by, "085 555 4471", text_ok="yes", voicemail_ok="no", say_as="LB")
    assert covered.ways_to_tell([first.id]) == {}
    become("privacy")
    found = covered.ways_to_tell([first.id, other.id])
    assert list(found) == [first.id]
    assert found[first.id].startswith("Text. No voicemail. Say “LB”")
