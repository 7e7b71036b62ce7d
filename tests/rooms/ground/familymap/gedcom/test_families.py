"""Who belongs to somebody's drawing, and which lines they get."""

from __future__ import annotations

from alongside.ground.familymap.gedcom.families import family_of, whole_family
from alongside.ground.familymap.gedcom.reader import read_gedcom
from alongside.ground.familymap.model import Family, Link, Twins, Union, When
from tests.rooms.ground.familymap.gedcom.files import HOUSE, SEVEN, house_with


def ids(family: Family) -> set[str]:
    return {one.id for one in family.people}


def line_of(depth: int) -> bytes:
    """Mothers and daughters, I0 the eldest, each with a sister J, who has a partner P and a child C."""
    lines = ["0 HEAD"]
    for n in range(depth):
        lines += [f"0 @{name}{n}@ INDI" for name in "IJPC"]
        lines += [f"0 @S{n}@ FAM", f"1 WIFE @J{n}@", f"1 HUSB @P{n}@", f"1 CHIL @C{n}@"]
    for n in range(depth - 1):
        lines += [f"0 @F{n}@ FAM", f"1 WIFE @I{n}@", f"1 CHIL @I{n + 1}@", f"1 CHIL @J{n + 1}@"]
    return "\n".join(lines).encode()


def test_generations_reach_up_and_down_with_brothers_sisters_and_partners() -> None:
    document = read_gedcom(line_of(7))
    assert ids(family_of(document, "I3", 1)) == {"I3"}
    assert ids(family_of(document, "I3", 2)) == {"I3", "J3", "P3", "C3", "I2", "I4", "J4", "P4"}
    three = ids(family_of(document, "I3"))
    assert {"I1", "I2", "J2", "P2", "C2", "I4", "I5", "J5", "J3", "C3"} <= three
    assert not three & {"I0", "J1", "I6", "C5"}


def test_all_kinds_of_parents_come_and_each_line_has_its_kind() -> None:
    family = family_of(read_gedcom(HOUSE.encode()), "@I1@")
    assert ids(family) == {f"I{n}" for n in range(1, 11)}
    assert family.index == ("I1",)
    assert {(one.child, one.union, one.kind) for one in family.links} == {
        ("I1", "F1", "birth"),
        ("I1", "F2", "adopted"),
        ("I7", "F3", "birth"),
        ("I8", "F3@@I1", "birth"),
        ("I9", "F3", "birth"),
        ("I10", "F3", "birth"),
    }


def test_a_couple_that_married_twice_is_drawn_twice_and_partners_may_be_of_one_sex() -> None:
    unions = {one.id: one for one in whole_family(read_gedcom(HOUSE.encode())).unions}
    assert unions["F1"] == Union("F1", ("I2", "I3"), "marriage", When(1985), When(1992), "divorced")
    assert unions["F1@1"] == Union("F1@1", ("I2", "I3"), "marriage", When(1996, 6, 2))
    assert unions["F2"] == Union("F2", ("I4", "I5"), "cohabiting", When(1999))
    assert unions["F3"] == Union("F3", ("I1", "I6"), "other", None, When(2020), "separated")
    assert unions["F3@@I1"] == Union("F3@@I1", ("I1",))


def test_children_hang_from_the_time_in_which_they_were_born() -> None:
    data = house_with("0 @I11@ INDI", "1 NAME Late", "1 BIRT", "2 DATE 1998", "1 FAMC @F1@")
    links = whole_family(read_gedcom(data)).links
    assert Link("I11", "F1@1") in links
    assert Link("I1", "F1") in links


def test_twins_are_known_by_word_or_by_one_full_day() -> None:
    assert family_of(read_gedcom(HOUSE.encode()), "I1").twins == (Twins(("I9", "I10")),)
    both = HOUSE.replace("2 _FREL Step\n2 _MREL Natural\n", "")
    assert family_of(read_gedcom(both.encode()), "I1").twins == (Twins(("I7", "I8")), Twins(("I9", "I10")))


def test_brothers_and_sisters_of_parents_nobody_knows_are_drawn() -> None:
    family = family_of(read_gedcom(SEVEN.encode()), "P1")
    assert ids(family) == {"P1", "P2", "P3"}
    assert Union("G2", ()) in family.unions
    assert {(one.child, one.union, one.kind) for one in family.links} == {
        ("P1", "G1", "guardian"),
        ("P3", "G1", "adopted"),
        ("P1", "G2", "foster"),
        ("P3", "G2", "birth"),
    }


def test_parents_of_whom_one_is_a_parent_elsewhere_by_birth_get_one_line() -> None:
    more = ("0 @I11@ INDI", "1 NAME Father", "0 @F4@ FAM", "1 HUSB @I11@", "1 WIFE @I1@", "1 CHIL @I8@")
    family = whole_family(read_gedcom(house_with(*more).replace(b"1 NAME Kwame", b"1 NAME Kwame\n1 FAMC @F4@")))
    assert [(one.union, one.kind) for one in family.links if one.child == "I8"] == [("F4", "birth")]
