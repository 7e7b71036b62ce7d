"""The form for carers: nothing is shown without somebody, something and an end."""

from __future__ import annotations

from alongside.doors.desk.dynamics.forms import DespiteForm, ForWhomForm, SightForm, WhyForm


def test_each_form_names_what_it_needs() -> None:
    people, carers = [("1", "Marta López")], [("2", "Nora Whelan")]
    assert set(SightForm(people, carers, {}).errors) == {"carer", "person", "items", "from_on"}
    assert {"carer", "person"} <= set(SightForm(people, carers, {"carer": "1", "person": "2"}).errors)
    assert ForWhomForm(people, {"people": ["2"]}).errors.keys() == {"people"}
    assert not ForWhomForm(people, {"people": ["1", "workers"]}).errors
    assert set(DespiteForm({}).errors) == {"despite"}
    assert set(WhyForm({}).errors) == {"why"}
