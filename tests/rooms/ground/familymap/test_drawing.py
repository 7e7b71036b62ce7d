"""A family drawn, from its facts to its SVG: true for each development family, on any day, or refused in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.ground.familymap.check_drawing import all_faults, covered_words, touched_labels
from alongside.ground.familymap.drawing import draw_family, standing
from alongside.ground.familymap.model import Family, Link, NotDrawable, Person, Union, When
from alongside.ground.familymap.options import LAYERS, Options
from alongside.ground.familymap.svg import Drawing
from tests.factories.families import DEVELOPMENT

ALL = Options(layers=frozenset(LAYERS))


@pytest.fixture(scope="module")
def drawn() -> dict[str, tuple[Family, Drawing]]:
    return {name: (standing(make(), ALL), draw_family(make(), ALL)) for name, make in DEVELOPMENT.items()}


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_every_development_family_is_drawn_truly(drawn: dict[str, tuple[Family, Drawing]], name: str) -> None:
    family, drawing = drawn[name]
    assert all_faults(drawing.svg, family) == ()
    assert covered_words(drawing.svg) == ()


def test_bonds_touch_at_most_one_label_in_ten(drawn: dict[str, tuple[Family, Drawing]]) -> None:
    counts = [touched_labels(drawing.svg) for _family, drawing in drawn.values()]
    assert sum(touched for touched, _count in counts) * 10 <= sum(count for _touched, count in counts)


def test_rules_given_up_are_said_in_words_and_names(drawn: dict[str, tuple[Family, Drawing]]) -> None:
    _family, drawing = drawn["relatives"]
    (note,) = drawing.notes
    assert note.startswith(("Ramón Prado and Elena Campos", "Elena Campos and Ramón Prado"))
    assert "different rows" in note
    assert 'data-relaxed="cross-row:u-close"' in drawing.svg


def test_a_day_before_shows_what_was_known_to_be_so_then() -> None:
    then = draw_family(DEVELOPMENT["foster"](), replace(ALL, as_at=When(2018, 6)))
    assert "Bobby Webb" in then.svg
    assert "F 2019" not in then.svg
    assert "placement" not in {sign.key for sign in then.legend}


def test_nobody_to_draw_is_refused_in_words() -> None:
    with pytest.raises(NotDrawable, match="nobody to draw"):
        draw_family(Family())


def test_somebody_who_is_an_ancestor_of_themselves_is_refused() -> None:
    family = Family(
        people=(Person("a", "A"), Person("b", "B")),
        unions=(Union("u", ("a",)), Union("v", ("b",))),
        links=(Link("b", "u"), Link("a", "v")),
    )
    with pytest.raises(NotDrawable):
        draw_family(family)
