"""Addresses and schools are known again however they are written; what only looks alike is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.record.people.rules.places import Written, address_words, cleaned, codes_of, street_of

HARBOUR = "12 Harbour Street, Ringsend, Dublin 4, D04 X285"
HAUPT = "Hauptstraße 12b\n04109 Leipzig"
MAPLE = "Apt 4B, 1420 North Maple Avenue, Springfield, IL 62704"
ROSE = "Flat 3, 88 Rosehill Court, Leeds LS2 9JT"
ORTEGA = "Calle de José Ortega 45, 3º izquierda, 28006 Madrid"
FARM = "Old Mill Farmhouse, Ringsend"

WRITTEN = {
    HARBOUR: (
        "12 Harbour\nStreet", "12, HARBOUR STREET", "Harbour Street 12", "Harbour St. no. 12", "12Harbour Street",
        "12 Har-\nbour Street", "12 Har\u00adbour Street", "12 Harbour\u200bStreet", "12 HARBOURSTREET",
        "12 Hárbour Streét", "12 harbor st", "12 of Harbour Street", "12   Harbour", "D04X285", "D04\nX285",
        "twelve Harbour Street", "１２ Harbour Street", "number 12, Harbour Street", "H a r b o u r  S t r e e t  12",
    ),
    HAUPT: ("Hauptstr. 12 b", "Hauptstr. 12b", "Haupt-Straße 12b", "HAUPTSTRASSE 12 B", "12b Hauptstraße",
            "Hauptstraße Nr. 12b"),
    MAPLE: ("1420 N Maple Ave", "1420 N. Maple Avenue", "1420 Maple Ave #4B", "1420 Maple", "Maple Avenue 1420"),
    ROSE: ("88 Rosehill Ct", "88 Rose Hill Court", "3/88 Rosehill Court", "LS29JT", "ls2 9jt"),
    ORTEGA: ("C/ José Ortega 45", "calle jose ortega, 45", "José Ortega nº 45"),
    FARM: ("the old mill farm house", "OLD MILL  FARMHOUSE"),
    "PO Box 771, Cork": ("P.O. Box 771", "POBox 771", "post office box 771"),
    "Via Garibaldi, 7 – 20121 Milano": ("via garibaldi 7", "Via Garibaldi, n. 7"),
    "04109 Leipzig, Hauptstraße 12b": ("Hauptstr 12b",),
    "Dublin 4, 12 Harbour Street": ("12 harbour st",),
    "Flat 2 15 Elm Grove, Leeds": ("15 Elm Grove", "flat 2, 15 elm grove"),
    "10-12 Harbour Street": ("12 Harbour Street", "10/12 Harbour St"),
    "Haven House, 8 Quay Row, Cork": ("she is at haven house", "8 quay row"),
    "3rd Floor, 20 High Street, Cardiff CF10 1AA": ("20 High St", "CF101AA"),
    "350 5th Avenue, New York, NY 10118": ("350 5th Ave", "350 Fifth Avenue"),
    "3rd Floor, High House": ("at high house",),
    "ул. Ленина, д. 5, кв. 12": ("Ленина, д.5", "ул Ленина 5"),
    "شارع الملك 15": ("شارع الملك 15",),
    "東京都港区芝公園4-2-8": ("東京都港区芝公園4-2-8",),
}  # fmt: skip

NOTHING = {
    HARBOUR: (
        "14 Harbour Street", "Harbour Street", "Dublin 4", "Ringsend", "We met at 12 and walked along the harbour",
        "They met at 12 by the harbour", "12 of the 15 children", "twelve of them", "12a Harbour Street", "Street 12",
    ),
    HAUPT: ("Hauptstraße 12", "04109 Leipzig", "12b"),
    MAPLE: ("Apt 4B", "Springfield, IL 62704", "Maple Avenue", "1420 euro"),
    ROSE: ("Flat 3", "Leeds", "88 euro and a rose", "Court"),
    ORTEGA: ("28006 Madrid", "José Ortega", "45"),
    FARM: ("the old mill", "Ringsend", "a farmhouse"),
    "350 5th Avenue, New York, NY 10118": ("on 5th Avenue", "350 Avenue Road", "Fifth Avenue"),
    "3rd Floor, High House": ("3rd floor", "third floor"),
    "7 Park Road, Cork": ("At 7 park the car", "We walked 7 km in the park", "Park Road"),
    "PO Box 771, Cork": ("a box of 771 things", "Box 771"),
}  # fmt: skip


@pytest.mark.parametrize("address", WRITTEN)
def test_an_address_is_known_again(address: str) -> None:
    assert [text for text in WRITTEN[address] if not told(f"Ask at {text}, she said.", address)] == []


@pytest.mark.parametrize("address", NOTHING)
def test_what_only_looks_alike_is_left_alone(address: str) -> None:
    assert [text for text in NOTHING[address] if told(text, address)] == []


def told(text: str, address: str) -> bool:
    return Written(cleaned(text)).tells_address(address)


@pytest.mark.parametrize(
    ("place", "text", "known"),
    [
        ("St Brigid’s National School, Clontarf", "Saint Brigid's N.S.", True),
        ("St Brigid’s National School, Clontarf", "the Brigids national school", True),
        ("St Brigid’s National School, Clontarf", "StBrigid's", True),
        ("St Brigid’s National School, Clontarf", "a national school in Clontarf", False),
        ("Oakfield Primary School", "OAKFIELD PS", True),
        ("Oakfield Primary School", "oak field primary", True),
        ("Oakfield Primary School", "Oakfield is a village", False),
        ("Oakfield Primary School", "a primary school", False),
        ("Colegio Miraflores", "en Miraflores, colegio", True),
        ("Haven House, ask for Rita", "at haven house", True),
        ("", "", False),
    ],
)
def test_a_school_is_known_by_its_name_and_its_kind(place: str, text: str, known: bool) -> None:
    assert Written(cleaned(text)).names_place(place) is known


def test_an_address_is_taken_apart() -> None:
    parts = [["apt", "4b"], ["1420", "north", "maple", "ave"], ["leeds", "ls2", "9jt"]]
    street = street_of(parts)
    assert street is not None
    assert (street.numbers, street.names[-1], codes_of(parts)) == (("1420",), "maple", ["ls29jt"])
    assert street_of([["the", "lodge"]]) is None
    assert street_of([["12"], ["apt", "3"]]) is None
    assert address_words("12Hauptstraße, D04X285") == ["12", "hauptstr", "d04x285"]


@given(st.text(max_size=40), st.text(alphabet="12aA b,\n-–.#'ştäЛ東京٤", max_size=30))
def test_nothing_that_somebody_types_breaks_the_search(text: str, address: str) -> None:
    for place in (text, address, f"12 {address}"):
        seen = Written(cleaned(f"{text} {address}"))
        assert seen.tells_address(place) in (True, False)
        assert seen.names_place(place) in (True, False)
