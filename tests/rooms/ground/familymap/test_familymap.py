"""What every layout of a family has: everybody once, every line, rows, nothing upon each other."""

from __future__ import annotations

import pytest

from alongside.ground.familymap import check
from alongside.ground.familymap.laying import lay_out
from tests.factories.families import DEVELOPMENT

TRUE = (
    check.everybody_once,
    check.every_line,
    check.rows_hold,
    check.birth_order,
    check.partners_adjacent,
    check.lines_apart,
    check.lines_beside_people,
    check.boxes_apart,
)


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_a_development_family_is_laid_out_truly(name: str) -> None:
    family = DEVELOPMENT[name]()
    layout = lay_out(family)
    assert [words for look in TRUE for words in look(family, layout)] == []
