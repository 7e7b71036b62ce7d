"""Ink: numbers that are the same everywhere, words that cannot break out, elements with plain attributes."""

from __future__ import annotations

from alongside.ground.familymap.ink import Sheet, clean, element, number, text


def test_a_length_has_one_place_at_most_and_no_sign_of_its_own() -> None:
    assert [number(one) for one in (0, -0.01, 3.0, 3.04, 3.05001, -2.25001, 1000.96)] == [
        *("0", "0", "3", "3", "3.1", "-2.3", "1001"),
    ]


def test_words_cannot_become_markup_and_lose_what_xml_has_no_place_for() -> None:
    assert clean('<b onload="x">&\x00\ufffe') == "&lt;b onload=&quot;x&quot;&gt;&amp;"
    assert clean("Ana, 7 (girl)") == "Ana, 7 (girl)"


def test_names_of_attributes_are_plain_and_empty_ones_are_left_out() -> None:
    assert element("path", d="M0 0", class_="fm-ink", stroke_width=1.5, fill="") == (
        '<path d="M0 0" class="fm-ink" stroke-width="1.5"/>'
    )
    assert ">Ana &amp; Bo</text>" in text("Ana & Bo", 1, 2)


def test_a_sheet_remembers_which_signs_stand_on_it() -> None:
    inner, outer = Sheet(), Sheet()
    inner.add("path", sign="square", d="M0 0")
    outer.write("34", 0, 0, sign="age")
    outer.group(inner, data_person="p1")
    assert outer.signs == {"square", "age"}
    assert 'data-person="p1"' in outer.parts[-1]
    assert 'data-sign="square"' in outer.parts[-1]
