"""A whole file: what arrives, what is mended, and that everything left out is said."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.ground.familymap.gedcom.document import Child, Document
from alongside.ground.familymap.gedcom.families import family_of, whole_family
from alongside.ground.familymap.gedcom.reader import read_gedcom
from alongside.ground.familymap.model import When
from alongside.ground.familymap.reading import NotReadable
from tests.rooms.ground.familymap.gedcom.files import BROKEN, HOUSE, SEVEN


def reasons(document: Document, record: str) -> list[str]:
    return [row.reason for row in document.report if row.record == record and row.outcome != "read"]


def test_people_arrive_with_names_days_and_ties() -> None:
    document = read_gedcom(HOUSE.encode())
    tala = document.people["I1"]
    assert (tala.name, tala.given, tala.surname, tala.nickname) == ("Tala Maria Reyes", "Tala Maria", "Reyes", "Tal")
    assert (tala.other_names, tala.birth_place, tala.born) == (("Tala Okafor",), "Baguio", When(1990, 3, 4))
    assert tala.doubted
    assert [(one.dead, one.died) for one in (document.people["I2"], document.people["I3"])] == [
        (True, None),
        (True, When(2001, about=True)),
    ]
    assert (document.people["I6"].sex, document.people["I7"].sex, document.people["I3"].name) == ("x", "u", "Ligaya")
    assert document.people["I4"].restricted == "confidential"
    assert document.couples["F2"].partners == ("I4", "I5")
    assert document.couples["F2"].children == (Child("I1", ("adopted", "adopted"), 70),)
    assert document.named("@I9@") is document.people["I9"]
    assert reasons(document, "I1") == ["Not used: OCCU."]
    assert reasons(document, "S1") == ["SOUR says nothing about who is who."]


def test_every_record_has_one_row_and_rows_stand_in_the_order_of_the_file() -> None:
    document = read_gedcom(HOUSE.encode())
    read = [row.record for row in document.report if row.outcome == "read"]
    assert read == [*document.people, *document.couples]
    assert [row.line for row in document.report] == sorted(row.line for row in document.report)


def test_the_tie_to_each_parent_stands_with_the_right_parent_whoever_comes_first() -> None:
    kwame = next(one for one in read_gedcom(HOUSE.encode()).couples["F3"].children if one.person == "I8")
    assert read_gedcom(HOUSE.encode()).couples["F3"].partners == ("I1", "I6")
    assert kwame.ties == ("birth", "step")


def test_seven_knows_phrases_adoption_events_and_that_somebody_is_not_dead() -> None:
    document = read_gedcom(SEVEN.encode())
    ties = {(name, one.person): one.ties[0] for name, couple in document.couples.items() for one in couple.children}
    assert ties == {
        ("G1", "P1"): "guardian",
        ("G1", "P3"): "adopted",
        ("G2", "P1"): "foster",
        ("G2", "P3"): "birth",
    }
    assert (document.version, document.people["P2"].dead) == ("7.0", False)


def test_what_is_broken_is_mended_or_left_out_and_always_said() -> None:
    document = read_gedcom(BROKEN.encode())
    assert list(document.people) == ["A", "B", "C", "D", "E"]
    assert document.people["A"].given == "Ana"
    couple = document.couples["F"]
    assert couple.partners == ("D", "B")
    assert [one.person for one in couple.children] == ["A"]
    said = " ".join(row.reason for row in document.report)
    for words in (
        "Level 3 follows level 1",
        "taken as part of the NOTE",
        "stands at an earlier record already",
        "The record has no number",
        "The family NOWHERE is not in the file",
        "Sex “QQ” is not known",
        "“sparkling” as a tie",
        "GHOST is not in the file",
        "B is a partner by their own record only; taken so",
        "E is a partner by their own record only, and two others stand there",
        "A is a child by their own record only; taken so",
        "they are not a child of F",
        "D would be their own parent",
    ):
        assert words in said, words


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "no GEDCOM"), (b"PK\x03\x04\x00rest", "no GEDCOM"), (b"0 HEAD\n0 TRLR\n", "holds nobody")],
)
def test_what_is_no_family_file_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        read_gedcom(data)


TAGS = (
    "INDI FAM HUSB WIFE CHIL FAMC FAMS PEDI NAME BIRT DATE DEAT SEX ADOP MARR DIV _FREL _MREL ASSO RELA CONT CONC STAT "
    "EVEN TYPE HEAD CHAR"
)
SAID = (
    "@A@|@B@|@F@|@G@|Natural|Step|adopted|M|F|N|disproven|twin|1990|5 MAY 1990|FROM 1 TO 2|BET AND|Separation|/|A /B/"
)
VALUES = st.sampled_from(SAID.split("|")) | st.text(max_size=12)
LINES = st.builds(
    "{} {}{} {}".format,
    st.integers(0, 4) | st.integers(0, 999),
    st.sampled_from(["", "", "@A@ ", "@B@ ", "@F@ ", "@G@ "]),
    st.sampled_from(TAGS.split()),
    VALUES,
)
START = "0 @A@ INDI\n0 @B@ INDI\n0 @F@ FAM\n0 @G@ FAM\n"


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES | st.text(max_size=20), max_size=25))
def test_whatever_stands_in_a_file_it_is_read_and_every_tie_is_between_people_of_the_family(lines: list[str]) -> None:
    document = read_gedcom((START + "\n".join(lines)).encode("utf-8", "surrogatepass"))
    for family in (whole_family(document), family_of(document, "A"), family_of(document, "B", 1)):
        people, unions = {one.id for one in family.people}, {one.id: one for one in family.unions}
        assert len(people) == len(family.people)
        assert len(unions) == len(family.unions)
        assert all(set(one.partners) <= people for one in family.unions)
        assert all(one.child in people and one.child not in unions[one.union].partners for one in family.links)
        assert all(set(one.people) <= people for one in family.twins)


STARTS = (b"", b"\xff\xfe", b"\xfe\xff", b"0 HEAD\n1 CHAR ANSEL\n0 @A@ INDI\n1 NAME ")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_no_bytes_break_the_reader(data: bytes, start: bytes) -> None:
    try:
        found = str(len(read_gedcom(start + data).people))
    except NotReadable as refusal:
        found = str(refusal)
    assert found.endswith(".") or int(found)


def test_a_hostile_file_takes_no_more_time_than_its_size_asks() -> None:
    many = 10_000
    children = "".join(f"0 @I{n}@ INDI\n1 FAMC @F@\n1 FAMS @F@\n" for n in range(many))
    text = "0 @F@ FAM\n1 NOTE x\n" + "2 CONT " + "y" * 200 + "\n" + ("2 CONT " + "y" * 100 + "\n") * many + children
    began = time.process_time()
    document = read_gedcom(text.encode())
    family_of(document, "I5")
    assert len(document.people) == many
    assert time.process_time() - began < 5
