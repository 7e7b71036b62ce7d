"""Lines and levels: what hangs below what, and values that go on."""

from __future__ import annotations

from alongside.ground.familymap.gedcom.lines import Node, records


def test_lines_hang_below_each_other_and_values_go_on() -> None:
    found, mended = records("0 @N1@ NOTE one\r\n1 CONC , two\r\n1 CONT three\r  0 @N2@ NOTE mail@@home\n\n1 X\n2 Y z")
    assert mended == []
    assert [(one.xref, one.value) for one in found] == [("N1", "one, two\nthree"), ("N2", "mail@home")]
    (x,) = found[1].below
    assert (x.number, x.text("Y"), found[1].first("Z")) == (6, "z", None)


def test_pointers_have_their_signs_and_void_points_nowhere() -> None:
    values = ("@F1@", " @F 1@ ", "@VOID@", "F1", "@@", "")
    assert [Node("FAMC", one).pointer() for one in values] == ["F1", "F 1", "", "", "", ""]


def test_levels_that_leap_are_drawn_in_and_said() -> None:
    found, mended = records("0 HEAD\n5 GEDC\n6 VERS 7\n1 CHAR x")
    assert found[0].first("GEDC") is not None
    assert [one.number for one in mended] == [2, 3]
    assert found[0].text("CHAR") == "x"
