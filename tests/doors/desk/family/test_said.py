"""The forms for what is said of whoever was tapped: few boxes, nothing grave, nothing that is not offered."""

from __future__ import annotations

from uuid import uuid4

from alongside.doors.desk.family.said import NEW, AroundForm, BondSaidForm, HomeForm, LinkForm, OverForm
from alongside.oversight.overviews.family_together import Fact, Home
from alongside.record.people.enums import GRAVE

ONE, OTHER = (str(uuid4()), "Marta López"), (str(uuid4()), "Andrés Ruiz")
ONCE = {"idempotency_key": "1"}


def test_two_are_asked_about_by_name() -> None:
    form = LinkForm(ONE[1], OTHER[1], {**ONCE, "kind": "spouse", "ending": ""})
    assert form.is_valid()
    assert form.fields["kind"].label == "Marta López is … Andrés Ruiz"
    assert not LinkForm(ONE[1], OTHER[1], {**ONCE, "kind": "neighbour"}).is_valid()


def test_nothing_grave_is_drawn_before_everybody() -> None:
    said = {**ONCE, "kind": "close", "person": ONE[0], "said_by": OTHER[0], "basis": "Marta, today"}
    assert BondSaidForm([ONE, OTHER], [ONE, OTHER], said).is_valid()
    for kind in GRAVE:
        assert "kind" in BondSaidForm([ONE, OTHER], [ONE, OTHER], said | {"kind": kind}).errors
    assert "basis" in BondSaidForm([ONE, OTHER], [ONE, OTHER], said | {"basis": ""}).errors


def test_a_household_where_somebody_lives_is_not_offered_again() -> None:
    there = Home(uuid4(), "14 Quay Row", "Marta López", Fact(uuid4(), 1, "14 Quay Row"))
    elsewhere = Home(uuid4(), "The boat", "Andrés Ruiz")
    form = HomeForm([there, elsewhere], [OTHER], {**ONCE, "home": str(elsewhere.id), "along": [OTHER[0]]})
    assert form.is_valid()
    assert "home" in HomeForm([there], [], {**ONCE, "home": str(there.id)}).errors
    assert HomeForm([there], [], {**ONCE, "home": NEW, "label": "The flat"}).is_valid()


def test_a_tie_and_an_end() -> None:
    said = {**ONCE, "kind": "school", "whose": ONE[0], "strength": "weak", "energy": "from", "said_by": ""}
    assert AroundForm([ONE], [ONE], said).is_valid()
    assert "whose" in AroundForm([ONE], [ONE], said | {"whose": OTHER[0]}).errors
    assert OverForm({**ONCE, "fact": str(uuid4()), "on": ""}).is_valid()
    assert "fact" in OverForm({**ONCE, "fact": "x"}).errors
