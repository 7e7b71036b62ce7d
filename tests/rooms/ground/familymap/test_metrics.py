"""How wide words stand and where labels break: compared with the font that is shipped."""

from __future__ import annotations

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from alongside.ground.familymap.layout import LABEL_WIDTH
from alongside.ground.familymap.metrics import advance, break_label, break_words, width_of
from alongside.ground.familymap.model import Person

NAMES = (
    *(
        "Tyler Nolan",
        "Johann Gottfried Bernhard Bach",
        "Nguyễn Thị Minh Khai",
        "Александра Достоевская",
        "Θεοδώρα Ωνάση",
    ),
    *("Łucja Żółkiewska", "Þóra Ægisdóttir", "Marie-Hélène Dupont-Aignan-de-Villiers", "O’Brien & Söhne (1984)"),
)


def test_widths_are_those_of_the_font() -> None:
    font = TTFont(font_source_sans_pro.SourceSansPro)
    letters, widths = font.getBestCmap(), font["hmtx"]
    for letter in sorted(set("".join(NAMES))):
        assert abs(advance(letter) - widths[letters[ord(letter)]][0]) <= 25, letter
    assert width_of("Ada", 10) == pytest.approx((544 + 555 + 504) / 100)


def test_marks_take_no_room_and_letters_of_the_east_a_square() -> None:
    assert advance("\u0301") == 0
    assert advance("王") == 1000
    assert 400 < advance("م") < 800


@pytest.mark.parametrize(
    "name", [*NAMES, "W" * 60, "محمد بن عبد الله الرشيد الطويل", "王小明", "e\u0301" * 40, "", "  "]
)
def test_lines_fit_and_nothing_is_left_out(name: str) -> None:
    lines = break_words(name)
    assert all(width_of(line) <= LABEL_WIDTH for line in lines)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert not any(line.startswith("\u0301") for line in lines)


def test_lines_of_a_name_are_of_about_one_length() -> None:
    assert break_words("Johann Gottfried Bernhard Bach") == ("Johann Gottfried", "Bernhard Bach")
    assert break_words("Anna Maria van den Berg") == ("Anna Maria", "van den Berg")


def test_a_label_is_the_name_and_what_stands_below_it() -> None:
    words, width = break_label(Person("a", "Ada Lovelace", lines=("about 36", "lives in Porto")))
    assert words == ("Ada Lovelace", "about 36", "lives in Porto")
    assert width == max(width_of(line) for line in words)
