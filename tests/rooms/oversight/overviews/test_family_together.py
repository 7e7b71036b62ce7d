"""What the page for drawing together shows: the drawing, its people in its order, and who stands beside whom."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.family_together import family_together
from alongside.record.people.actions import add_wish, relate
from tests.conftest import Become
from tests.factories.kin import a_family
from tests.factories.people import a_person


def test_whoever_is_tapped_is_told_with_partners_and_neighbours(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    marta = kin.people["Marta López"]
    page = family_together(kin.case.public_id, at=marta.public_id, by=by)
    assert {name for _one, name in page.everybody} == set(kin.people)
    assert [(home.label, home.stay is not None) for home in page.homes] == [("14 Quay Row", True)]
    assert [name for _one, name in page.around] == ["Choir St Brigid"]
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


def test_the_drawing_keeps_its_order_when_somebody_is_added(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    circle = kin.case.circle_id
    before = [one for one, _name in family_together(kin.case.public_id, by=by).everybody]
    steps = []
    for name, kind, other in (
        ("Ewa Nowak", "parent", "Luis Prado"),
        ("Kim Nowak", "child", "Luis Prado"),
        ("Leo Ruiz", "half_sibling", "Inés Ruiz"),
        ("Sam Ruiz", "partner", "Tomás Ruiz"),
    ):
        new = a_person(circle, name, by)
        fact = relate(circle=circle, person=new, other=kin.people[other], kind=kind, by=by)
        steps.append({new.public_id, fact.public_id})
        after = [one for one, _name in family_together(kin.case.public_id, steps=steps, by=by).everybody]
        assert [one for one in after if one in before] == before
        before = after


def test_what_is_kept_from_the_team_is_never_drawn_together(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    marta, andres = (kin.people[name].public_id for name in ("Marta López", "Andrés Ruiz"))
    page = family_together(kin.case.public_id, at=marta, to=andres, bonds=True, by=by)
    assert page.pair is not None
    assert [one.words for one in page.pair.bonds] == ["Marta López and Andrés Ruiz: in conflict"]
    assert page.svg.count('data-kind="violence"') == 0
    assert page.svg.count('data-kind="conflict"') == 1
    assert page.svg.count("data-tapped") == 2


def test_nobody_of_the_family_and_no_case_are_not_found(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    for case, at in ((kin.case.public_id, uuid4()), (uuid4(), None)):
        with pytest.raises(NotFound):
            family_together(case, at=at, by=by)
    with pytest.raises(NotFound):
        family_together(kin.case.public_id, by=become("elsewhere"))
