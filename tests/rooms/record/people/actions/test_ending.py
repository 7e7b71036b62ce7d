"""What ends, ends once and by whoever saw it as it is; what ended by mistake goes on as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale
from alongside.record.people import actions
from alongside.record.people.actions.ending import ended, going_on
from tests.conftest import Become
from tests.rooms.record.people.actions.test_ties import two


def test_what_ends_goes_on_again_and_neither_twice_nor_unseen(become: Become) -> None:
    by = become("worker")
    circle, one, other = two(by)
    bond = actions.note_bond(circle=circle, person=one, other=other, kind="close", basis="She said so", by=by)
    with pytest.raises(Stale):
        ended(bond, "people.bond.ended", 7, None, "")
    with pytest.raises(Refused):
        ended(bond, "people.bond.ended", 1, clock.today() + timedelta(days=1), "")
    with pytest.raises(Refused):
        going_on(bond, 1)
    assert ended(bond, "people.bond.ended", 1, None, "They fell out").until_on == clock.today()
    with pytest.raises(Refused, match="ended already"):
        ended(bond, "people.bond.ended", 2, None, "")
    with pytest.raises(Refused):
        going_on(bond, 1)
    assert (going_on(bond, 2).until_on, bond.version) == (None, 3)
