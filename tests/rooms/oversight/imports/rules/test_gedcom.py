"""A family file in the record's words."""

from __future__ import annotations

from datetime import date

from alongside.ground.familymap.gedcom.document import Individual
from alongside.ground.familymap.gedcom.reader import read_gedcom
from alongside.ground.familymap.model import When
from alongside.oversight.imports.rules.gedcom import birth_in, couple_row, death_in, person_row, relations_in
from alongside.record.people.enums import RelationshipKind as Kind
from alongside.record.people.rules.dates import Birth
from tests.rooms.ground.familymap.gedcom.files import HOUSE, SEVEN, house_with

TODAY = date(2026, 1, 31)


def told(text: str, family: str) -> list[tuple[str, str, str]]:
    document = read_gedcom(text.encode())
    return [(one.person, str(one.kind.value), one.other) for one in relations_in(document, document.couples[family])]


def test_births_are_kept_as_exactly_as_they_are_known() -> None:
    def birth(when: When | None) -> Birth:
        return birth_in(Individual("I", 1, born=when), TODAY)[0]

    assert birth(When(1990, 3, 4)) == Birth(1990, 3, 4)
    assert birth(When(1990, 3)) == Birth(1990, 3)
    assert birth(When(1990)) == Birth(1990)
    assert birth(When(1990, 3, about=True)) == Birth(1990, estimated=True)
    assert birth(None) == Birth()
    none, remark = birth_in(Individual("I", 1, born=When(1850)), TODAY)
    assert none == Birth()
    assert "Born 1850" in remark


def test_deaths_without_a_day_say_so() -> None:
    def death(when: When | None, *, dead: bool = True) -> tuple[date | None, bool]:
        day, remark = death_in(Individual("I", 1, died=when, dead=dead))
        return day, bool(remark)

    assert death(When(2001, 5, 6)) == (date(2001, 5, 6), False)
    assert death(When(2001, 2)) == (date(2001, 2, 28), True)
    assert death(When(2001, about=True)) == (date(2001, 12, 31), True)
    assert death(None) == (None, True)
    assert death(None, dead=False) == (None, False)


def test_couples_come_with_their_times_and_endings() -> None:
    document = read_gedcom(HOUSE.encode())
    first, second, *rest = relations_in(document, document.couples["F1"])
    assert (first.kind, first.from_on, first.until_on, first.ending.value, first.words) == (
        Kind.SPOUSE,
        None,
        date(1992, 12, 31),
        "divorced",
        "since 1985, until 1992",
    )
    assert (second.from_on, second.until_on, second.words) == (date(1996, 6, 2), None, "since 1996-06-02")
    assert [(one.person, one.kind, one.other) for one in rest] == [("I2", Kind.PARENT, "I1"), ("I3", Kind.PARENT, "I1")]
    assert told(HOUSE, "F2") == [
        ("I4", "partner", "I5"),
        ("I4", "adoptive_parent", "I1"),
        ("I5", "adoptive_parent", "I1"),
    ]


def test_children_twins_and_siblings_of_nobody_known_are_told() -> None:
    family = told(HOUSE, "F3")
    assert family[0] == ("I1", "partner", "I6")
    assert ("I1", "parent", "I8") in family
    assert ("I6", "step_parent", "I8") in family
    assert family[-1] == ("I9", "twin", "I10")
    assert told(SEVEN, "G2") == [("P1", "sibling", "P3")]
    assert told(SEVEN, "G1") == [("P2", "guardian", "P1"), ("P2", "adoptive_parent", "P3")]


def test_parents_of_whom_nothing_is_said_are_no_couple_and_a_childless_pair_is() -> None:
    bare = "0 @A@ INDI\n0 @B@ INDI\n0 @C@ INDI\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n"
    assert told(bare, "F") == [("A", "partner", "B")]
    assert told(bare + "1 CHIL @C@\n", "F") == [("A", "parent", "C"), ("B", "parent", "C")]
    assert told(bare + "1 DIV\n", "F") == [("A", "former_partner", "B")]


def test_a_digest_changes_when_what_is_brought_in_does() -> None:
    document = read_gedcom(HOUSE.encode())
    other = read_gedcom(house_with("0 @N1@ NOTE x").replace(b"1 OCCU Nurse", b"1 OCCU Cook"))
    changed = read_gedcom(HOUSE.replace("4 MAR 1990", "5 MAR 1990").replace("2 DATE 1985", "2 DATE 1986").encode())

    def digests(one: object) -> tuple[str, str]:
        assert isinstance(one, type(document))
        return person_row("f", one.people["I1"]).digest, couple_row("f", one, one.couples["F1"]).digest

    assert digests(document) == digests(other)
    assert not set(digests(document)) & set(digests(changed))
