"""The forms about a person: saved, refused with the reason at the field, and both versions when two people wrote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import Become
from tests.doors.desk.people.known import marta
from tests.factories.people import a_phone

Visit = Callable[[str], Client]
ASKED = {"call_ok": "not_asked", "text_ok": "yes", "voicemail_ok": "no", "letter_ok": "not_asked", "level": "1"}


@pytest.mark.parametrize(
    ("said", "words"),
    [({"born": "2999"}, "future"), ({"born": "gibberish"}, "cannot read"), ({"died_on": "1980-01-01"}, "before")],
)
def test_impossible_dates_are_refused_at_their_field(become: Become, visit: Visit, said: dict, words: str) -> None:  # type: ignore[type-arg]
    _case, _person, base = marta(become)
    form = {"version": "1", "born": "1992-03-01", "interpreter": "no", "pronouns": "kept words", **said}
    answer = visit("worker").post(base + "change/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "kept words" in answer.content.decode()


def test_strangers_change_nothing(become: Become, visit: Visit) -> None:
    case, person, base = marta(become)
    by = become("worker")
    point = a_phone(person, case.circle_id, by)
    for username in ("elsewhere", "intake", "evaluator", "privacy", "admin"):
        client = visit(username)
        for tail in ("change/", "names/new/", "reach/new/", f"reach/{point.public_id}/", "homes/new/", "worker/"):
            assert client.post(base + tail, {"version": "1"}).status_code == 404, (username, tail)


def test_a_birth_that_is_not_known_stays_open(become: Become, visit: Visit) -> None:
    _case, person, base = marta(become)
    client = visit("worker")
    for version, born in (("1", ""), ("2", "about 30")):
        assert client.post(base + "change/", {"version": version, "born": born, "interpreter": "no"}).status_code == 302
        page = client.get(base + "change/").content.decode()
        assert ('value="about ' in page) is bool(born)
    become("worker")
    person.refresh_from_db()
    assert person.birth_precision == "estimated"
