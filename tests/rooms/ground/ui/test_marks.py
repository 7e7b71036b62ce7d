"""The small marks: escaped, named for screen readers, and refused when asked for something unknown."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.ground.foundation import clock
from alongside.ground.ui import marks

EVIL = '<script>alert("x")</script>'


def test_text_from_outside_is_escaped_everywhere() -> None:
    drawn = [
        marks.icon("leaf", label=EVIL),
        marks.avatar(EVIL, named=True, initials=EVIL),
        marks.chip(EVIL),
        marks.marker("contact", EVIL, url=EVIL),
        marks.sparkline([0, 1], EVIL),
        marks.agreement("agreed", text=EVIL, name=EVIL),
        marks.who_does(EVIL, EVIL),
        marks.hidden_cell(why=EVIL),
        marks.bar(0.5, EVIL),
        marks.load_bar(1, 1, 2, 3, EVIL),
        marks.key(EVIL),
        marks.said(EVIL, language=EVIL),
        marks.dot(text=EVIL),
    ]
    assert not [markup for markup in drawn if "<script" in markup]


def test_an_icon_is_silent_unless_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in marks.icon("leaf")
    assert 'aria-label="Strength"' in marks.icon("leaf", label="Strength")
    assert marks.icon("") == ""


def test_arrows_turn_with_the_reading_direction_and_phones_do_not() -> None:
    assert "data-turns" in marks.icon("chevron-right")
    assert "data-turns" not in marks.icon("phone")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Marta López", "ML"), ("Olena", "O"), ("Anne-Marie du Pont", "AP"), ("ليلى حداد", "لح"), ("", "?"), ("(?)", "?")],
)
def test_initials_are_of_the_first_and_last_word(name: str, initials: str) -> None:
    assert marks.initials_of(name) == initials


def test_the_tint_of_a_person_stays_and_follows_the_key() -> None:
    assert marks.tint_of("17") == marks.tint_of("17")
    assert {marks.tint_of(str(number)) for number in range(60)} == set(marks.AVATAR_ROLES)


@pytest.mark.parametrize(
    ("level", "number", "words"),
    [
        (-2, "−2", "much less than hoped"),
        (-1, "−1", "less than hoped"),
        (0, "0", "as hoped"),
        (1, "+1", "better than hoped"),
        (2, "+2", "much better than hoped"),
    ],
)
def test_a_ladder_says_number_and_words(level: int, number: str, words: str) -> None:
    drawn = marks.ladder(level)
    assert f'data-level="{level}"' in drawn
    assert f">{number}<" in drawn
    assert words in drawn
    assert f"{words}</span>" in marks.level_number(level)


def test_a_ladder_without_a_rating_says_so() -> None:
    assert "not rated yet" in marks.ladder(None)
    assert "data-level" not in marks.ladder(None)


def test_levels_outside_the_ladder_are_refused() -> None:
    with pytest.raises(ValueError, match="between -2 and"):
        marks.ladder(3)


def test_a_sparkline_leaves_gaps_open_and_tells_its_values() -> None:
    drawn = marks.sparkline([-1, None, 0.5, 1], "Evenings")
    assert drawn.count("spark-line") == 2
    assert 'aria-label="Evenings: −1, not rated, 0.5, 1"' in drawn


def test_a_sparkline_of_nothing_says_so() -> None:
    drawn = marks.sparkline([], "Evenings", hoped=None)
    assert "no values yet" in drawn
    assert "spark-dot" not in drawn
    assert "spark-hope" not in drawn


def test_values_beyond_the_scale_stay_inside_the_drawing() -> None:
    assert "M40" in marks.sparkline([0, 99, -99], "x").replace("M3 ", "M40")
    assert marks.sparkline([99], "x").count("spark-line") == 1


@pytest.mark.parametrize("kind", ["contact", "restricted", "mine", "seen"])
def test_markers_have_a_shape_and_an_icon(kind: str) -> None:
    drawn = marks.marker(kind, "words")
    assert f'data-kind="{kind}"' in drawn
    assert "<use" in drawn


def test_a_restricted_marker_says_so_to_a_screen_reader() -> None:
    assert "Restricted:" in marks.marker("restricted", "Two people")
    assert "Safe contact:" in marks.marker("contact", "Text after 18:00")


@pytest.mark.parametrize(
    "draw",
    [
        lambda: marks.marker("alert", "x"),
        lambda: marks.chip("x", role="red"),
        lambda: marks.dot(role="red"),
        lambda: marks.agreement("silent"),
        lambda: marks.ladder(0, words="above"),
        lambda: marks.bar(1, "x", role="red"),
    ],
)
def test_unknown_roles_kinds_and_states_are_refused(draw: object) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        draw()  # type: ignore[operator]


def test_agreements_never_take_silence_for_yes() -> None:
    assert "Not answered yet" in marks.agreement("open")
    assert "circle-check" not in marks.agreement("open")


def test_a_load_bar_shows_what_is_over_only_when_something_is() -> None:
    assert "load-over" not in marks.load_bar(20, 8, 35, 45, "28 of 35 hours")
    over = marks.load_bar(26, 14.5, 35, 45, "40.5 of 35 hours")
    assert "load-over" in over
    assert 'aria-label="40.5 of 35 hours"' in over


def test_bars_stay_between_nothing_and_all() -> None:
    assert 'width="100%" height="100%" rx' in marks.bar(3, "x")
    assert 'width="0%"' in marks.bar(-1, "x")


def test_people_who_can_see_are_counted_in_words() -> None:
    assert marks.seen_words(1) == "1 person can see this"
    assert marks.seen_words(6) == "6 people can see this"


def test_the_mark_always_has_its_name() -> None:
    assert "alongside" in marks.mark()
    assert "visually-hidden" in marks.mark(words=False)


def test_who_does_what_is_one_sentence() -> None:
    assert marks.who_does("Dele", "asks the fund") == "<b>Dele</b> asks the fund"
    assert marks.who_does("Dele", "Ask the fund") == "<b>Dele:</b> Ask the fund"
    assert marks.who_does("", "asks the fund") == "asks the fund"


def test_a_day_of_another_year_says_its_year() -> None:
    assert marks.short_day(None) == ""
    assert not marks.short_day(clock.today()).endswith(str(clock.today().year))
    assert marks.short_day(date(2019, 3, 5)) == "Tue 5 Mar 2019"


def test_the_same_person_has_the_same_tint_beside_an_answer() -> None:
    assert f'data-role="{marks.tint_of("7")}"' in marks.agreement("agreed", name="Marta", key="7")
