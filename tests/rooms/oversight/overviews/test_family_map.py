"""What the record says becomes a family for drawing: adoption, care, twins, and words for what no line tells."""

from __future__ import annotations

from alongside.oversight.overviews.family import family_page
from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.kin import a_family
from tests.factories.people import a_person


def test_every_kind_of_parent_and_twins_are_drawn_and_the_rest_is_told(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    circle, dani = kin.case.circle_id, kin.people["Dani Prado"]
    for name, kind in (
        ("Fay", "foster_carer"),
        ("Gil", "guardian"),
        ("Kit", "kinship_carer"),
        ("Ada", "adoptive_parent"),
    ):
        actions.relate(circle=circle, person=a_person(circle, name, by), other=dani, kind=kind, by=by)
    twin = a_person(circle, "Toni Ruiz", by)
    actions.relate(circle=circle, person=twin, other=kin.people["Tomás Ruiz"], kind="identical_twin", by=by)
    aunt = a_person(circle, "Tia Vega", by)
    actions.relate(circle=circle, person=aunt, other=kin.people["Rosario Vega"], kind="relative", by=by)
    found = family_page(kin.case.public_id, by=by).mapped
    names = {name: one.name for name, one in found.persons.items()}
    kinds = {one.kind for one in found.family.links if names[one.child] == "Dani Prado"}
    assert kinds == {"birth", "foster", "guardian", "kinship", "adopted"}
    (twins,) = found.family.twins
    assert {names[one] for one in twins.people} == {"Tomás Ruiz", "Toni Ruiz"}
    assert twins.identical
    lines = {one.name: one.lines for one in found.family.people}
    assert lines["Tia Vega"] == ("Relative of Rosario Vega",)
    actions.add_wish(circle=circle, left=aunt, right=twin, by=by)
    ((left, right),) = family_page(kin.case.public_id, by=by).mapped.family.before
    assert (names[left], names[right]) == ("Tia Vega", "Toni Ruiz")
