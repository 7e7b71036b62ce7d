"""A text that tells where somebody hides is noticed, however it is written; other texts are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.record.people.rules.guarding import Hit, Protected, hits_in

HOME = Protected(1, "address", "12 Harbour Street, Ringsend, Dublin 4, D04 X285")
PHONE = Protected(1, "phone", "+353 85 555 4471")
MAIL = Protected(2, "email", "Marta@example.org")
SCHOOL = Protected(3, "other", "St Brigid’s, room 4")
FAR = Protected(4, "address", "Hauptstraße 12b\n04109 Leipzig")
FARM = Protected(5, "address", "Old Mill Farmhouse, Ringsend")
ALL = (HOME, PHONE, MAIL, SCHOOL, FAR, FARM)


NUMBERS = (
    "00353 85 555 4471", "+353 (0)85 555 4471", "0 8 5 5 5 5 4 4 7 1", "085\n555\n4471", "085, 555, 4471",
    "085_555_4471", "085·555·4471", "085*555*4471", "085\u200b555\u200b4471", "０８５ ５５５ ４４７１", "٠٨٥٥٥٥٤٤٧١",
    "tel:+353855554471", "12 085 555 4471 14", "085 555 4471 2026-01-02", "|085|555|4471|", "555 4471", "85 555 4471",
    "085 – 555 – 4471",
)  # fmt: skip
MAILS = (
    "marta @ example.org", "marta(at)example.org", "marta [at] example [dot] org", "marta at example dot org",
    "mailto:marta%40example.org", "marta@exam\nple.org",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "whose", "kind"),
    [
        ("She lives at 12 Harbour St. now.", 1, "address"),
        ("12, HARBOUR STREET", 1, "address"),
        ("at 12 harbor street", 1, "address"),
        ("post it to D04 X285", 1, "address"),
        ("post it to d04x285", 1, "address"),
        ("call 085-555 4471 after six", 1, "phone"),
        ("(085) 555.4471", 1, "phone"),
        ("+353855554471", 1, "phone"),
        ("write to MARTA@EXAMPLE.ORG", 2, "email"),
        ("she is at st brigids room 4", 3, "other"),
        ("Hauptstrasse 12b", 4, "address"),
        ("the old mill farmhouse", 5, "address"),
        *((number, 1, "phone") for number in NUMBERS),
        *((mail, 2, "email") for mail in MAILS),
    ],
)
def test_it_is_noticed_as_people_write_it(text: str, whose: int, kind: str) -> None:
    assert hits_in(["Nothing here.", text], ALL) == (Hit(whose, kind),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14 Harbour Street",
        "Harbour Street",
        "Dublin 4",
        "Ringsend",
        "We met at 12 and walked along the harbour",
        "085 555 4472",
        "Hauptstraße 12",
        "04109 Leipzig",
        "reference 85 555",
        "marta@example.com",
        "martha@example.org",
        "the example of marta",
        "0855554472, 0855554470",
        "555 4472",
        "2026-05-04 10:15:30",
        "085 | 555",
    ],
)
def test_what_tells_nothing_is_left_alone(text: str) -> None:
    assert hits_in([text], ALL) == ()


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["12 Harbour Street", "12 harbour st"]))
def test_it_is_noticed_anywhere_in_a_text(before: str, after: str, address: str) -> None:
    assert Hit(1, "address") in hits_in([f"{before}\n{address}\n{after}"], ALL)


@given(st.text(alphabet=" -./()\u2013\u00a0", max_size=3))
def test_no_separator_hides_a_number(mark: str) -> None:
    assert hits_in([mark.join("0855554471")], [PHONE]) == (Hit(1, "phone"),)


def test_each_person_and_kind_is_told_once_and_nothing_of_nothing() -> None:
    assert hits_in(["0855554471 and 0855554471", "12 Harbour Street"], [PHONE, HOME, PHONE]) == (
        Hit(1, "phone"),
        Hit(1, "address"),
    )
    assert hits_in(["0855554471"], []) == ()
    assert (
        hits_in(["a b"], [Protected(1, "phone", "12"), Protected(1, "email", "a"), Protected(1, "address", "a")]) == ()
    )
