"""Family records by themselves."""

from __future__ import annotations

from alongside.ground.familymap.gedcom.couples import read_couple
from alongside.ground.familymap.gedcom.document import Couple
from alongside.ground.familymap.gedcom.lines import records


def couple(*lines: str) -> tuple[Couple, list[str]]:
    """The couple of these lines, and what is said about it."""
    said: list[str] = []
    found, _mended = records("\n".join(("0 @F@ FAM", *lines)))
    return read_couple(found[0], lambda _line, words: said.append(words)), said


def test_what_happened_is_told_apart_and_what_did_not_happen_is_left_out() -> None:
    lines = (
        "1 ENGA",
        "1 MARR",
        "2 TYPE Common law",
        "1 MARR N",
        "1 EVEN",
        "2 TYPE Separated",
        "1 EVEN Party",
        "1 ANUL",
    )
    found, said = couple(*lines, "1 CENS", "1 MARR", "2 DATE someday")
    assert [one.kind for one in found.events] == ["engaged", "cohabiting", "separated", "divorced", "marriage"]
    assert said == ["Not used: CENS.", "“someday” could not be read as a date and was left out."]


def test_a_third_partner_and_a_partner_named_twice_are_left_out() -> None:
    found, said = couple("1 HUSB @A@", "1 HUSB @A@", "1 WIFE @B@", "1 WIFE @C@")
    assert found.partners == ("A", "B")
    assert said == ["More than two partners stand here; C was left out of this couple."]


def test_ties_follow_father_and_mother_not_the_order_of_lines() -> None:
    child = ("1 CHIL @K@", "2 _FREL Adopted", "2 _MREL Foster")
    first, _said = couple("1 HUSB @A@", "1 WIFE @B@", *child)
    second, _said = couple("1 WIFE @B@", "1 HUSB @A@", *child)
    assert [one.children[0].ties for one in (first, second)] == [("adopted", "foster"), ("foster", "adopted")]
