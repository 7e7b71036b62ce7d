"""Somebody in two families keeps each apart: what is told in one is not in the other (S-170)."""

from __future__ import annotations

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account
from alongside.oversight.exports.queries.whole_case import whole_case
from alongside.oversight.overviews.family_items import family_copy
from alongside.practice.dynamics.queries import dynamics_of, family_of
from alongside.record.cases import actions as cases
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.dynamics import an_entry, members


def test_each_family_has_its_own_confidence(become: Become) -> None:
    by = become("worker")
    hers, his = a_case(by, family=True), a_case(by, people=["Paulo Prado"])
    dani = members(hers)[1]
    cases.add_participant(case=his, person_id=dani, role="child", by=by)
    assert dani in family_of(hers.id)
    assert dani in family_of(his.id)
    an_entry(hers, by, person_id=dani, words="At Mum's I sleep late.")
    an_entry(his, by, person_id=dani, words="At Dad's I get up early.")
    she = Person.objects.get(id=dani).public_id
    told = {case.id: str(family_copy(case.id, she, by=by)) for case in (hers, his)}
    assert "sleep late" in told[hers.id]
    assert "sleep late" not in told[his.id]
    assert "get up early" not in told[hers.id]
    access.exclude(
        circle=hers.circle_id, actor_id=Account.objects.get(username="excluded").actor_id, why="A neighbour.", by=by
    )
    reader = become("excluded")
    text = str(whole_case(his.public_id, by=reader).content) + str(dynamics_of(his.id))
    assert "get up early" in text
    for hidden in ("sleep late", hers.number, "Marta", "Inés"):
        assert hidden not in text
