"""A drawing leaves without a name in its file name, and everything that it says is searched."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.taking_family import take_family
from alongside.oversight.overviews.family import Left
from tests.conftest import Become
from tests.factories.kin import a_family


def test_a_drawing_leaves_with_a_reason_to_whoever_sees_the_case(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    taken = take_family(case=kin.case.public_id, left=Left(), why="For the school meeting", by=by)
    assert taken.file_name == f"{kin.case.number}-drawing.svg"
    assert taken.people == len(kin.people)
    with pytest.raises(Refused):
        take_family(case=kin.case.public_id, left=Left(), why="", by=by)
    with pytest.raises(NotFound):
        take_family(case=kin.case.public_id, left=Left(), why="For the school meeting", by=become("elsewhere"))
