"""What the page for drawing together shows: the drawing, its people in its order, and who stands beside whom."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.family_together import family_together
from alongside.record.people.actions import add_wish
from tests.conftest import Become
from tests.factories.kin import a_family


def test_whoever_is_tapped_is_told_with_partners_and_neighbours(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    marta = kin.people["Marta López"]
    page = family_together(kin.case.public_id, at=marta.public_id, by=by)
    assert {name for _one, name in page.everybody} == set(kin.people)
    assert [name for _one, name in page.homes] == ["14 Quay Row"]
    chosen = page.chosen
    assert chosen is not None
    assert {name for _one, name in chosen.partners} == {"Luis Prado", "Andrés Ruiz"}
    assert f"?at={marta.public_id}" in page.svg
    order = [name for _one, name in page.everybody]
    beside = [one[1] for one in (chosen.left, chosen.right) if one]
    assert all(abs(order.index(name) - order.index("Marta López")) == 1 for name in beside)


def test_a_wish_changes_the_next_drawing_where_it_can(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    rosario, julio = kin.people["Rosario Vega"], kin.people["Julio Vega"]
    for left, right in ((rosario, julio), (julio, rosario)):
        add_wish(circle=kin.case.circle_id, left=left, right=right, by=by)
        order = [name for _one, name in family_together(kin.case.public_id, by=by).everybody]
        assert order.index(left.display_name) < order.index(right.display_name)


def test_nobody_of_the_family_and_no_case_are_not_found(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    for case, at in ((kin.case.public_id, uuid4()), (uuid4(), None)):
        with pytest.raises(NotFound):
            family_together(case, at=at, by=by)
    with pytest.raises(NotFound):
        family_together(kin.case.public_id, by=become("elsewhere"))
