"""The database takes back nothing that was changed, nothing of others, and nothing but a short list of tables."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.kin import a_family


def test_what_was_changed_and_what_others_keep_is_not_taken_back(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    actions.end_bond(bond=kin.bond, version=1, by=by)
    with pytest.raises(Refused, match="changed since"):
        actions.take_back_row(row=kin.bond, by=by)
    with pytest.raises(GateRefusal, match="absent"):
        call_gate("take_back_row", ["people_person", kin.people["Marta López"].id])
    other = become("elsewhere")
    with pytest.raises(NotFound):
        actions.take_back_row(row=kin.choir, by=other)
    with pytest.raises(NotFound):
        actions.take_back_person(person=kin.people["Marta López"], circle=kin.case.circle_id, by=other)
    with pytest.raises(Refused):
        actions.take_back_row(row=kin.choir, by=become("evaluator"))
