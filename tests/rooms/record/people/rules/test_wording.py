"""Safe contact in few words, numbers covered until asked for."""

from __future__ import annotations

from datetime import date, time

import pytest

from alongside.record.people.rules.contact import Preferences
from alongside.record.people.rules.wording import first_of, hours_words, masked, safe_words

YES, NO = "yes", "no"


@pytest.mark.parametrize(
    ("preferences", "say_as", "words"),
    [
        (Preferences("phone"), "", "Not asked how contact is safe"),
        (Preferences("phone"), "LB", "Not asked how contact is safe"),
        (
            Preferences("phone", text_ok=YES, voicemail_ok=NO, hours_from=time(18)),
            "LB",
            "Text after 18:00. No voicemail. Say “LB”",
        ),
        (Preferences("phone", call_ok=YES, text_ok=YES, voicemail_ok=YES), "", "Call or text. Voicemail is safe"),
        (Preferences("phone", call_ok=NO, text_ok=NO), "", "No calls or texts"),
        (Preferences("email", text_ok=YES), "", "Write an e-mail"),
        (Preferences("email", text_ok=NO), "", "No e-mail"),
        (Preferences("address", letter_ok=NO, call_ok=YES, hours_until=time(9)), "", "Visit before 09:00. No letters"),
        (Preferences("other", letter_ok=YES, call_ok=YES), "", "Call or write a letter"),
    ],
)
def test_words(preferences: Preferences, say_as: str, words: str) -> None:
    assert safe_words(preferences, say_as=say_as) == words


def test_an_old_answer_says_so() -> None:
    old = Preferences("phone", call_ok=YES, asked_on=date(2020, 1, 1))
    assert safe_words(old, today=date(2026, 1, 1)) == "Call. Ask again, the answer is old"
    assert safe_words(old, today=date(2020, 2, 1)) == "Call"


def test_hours() -> None:
    assert hours_words(time(18), time(20)) == "from 18:00 to 20:00"
    assert hours_words(None, None) == ""


def test_what_stands_beside_the_name_is_what_is_safe() -> None:
    unasked, refused, safe = Preferences("phone"), Preferences("phone", call_ok=NO), Preferences("email", text_ok=YES)
    assert first_of([]) is None
    assert first_of([unasked, refused, safe]) == 2
    assert first_of([unasked, refused]) == 1
    assert first_of([Preferences("address"), unasked]) == 1


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phone", "+353 85 555 4471", "•••• 4471"),
        ("phone", "11850", "••••"),
        ("email", "marta@example.org", "m•••@•••"),
        ("address", "14 Quay Row", "••••"),
        ("other", "Ring the neighbour", "••••"),
    ],
)
def test_numbers_and_addresses_are_covered(kind: str, value: str, shown: str) -> None:
    assert masked(kind, value) == shown
