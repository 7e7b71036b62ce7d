"""The timeline that leaves says what its signs mean, and holds no line about or naming whom it leaves out."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.family_leaving import Left
from alongside.oversight.overviews.timeline_drawing import drawn_timeline
from tests.conftest import Become
from tests.factories.happenings import a_life_event
from tests.factories.kin import a_family


def test_a_timeline_for_somebody(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    dani, ines = kin.people["Dani Prado"], kin.people["Inés Ruiz"]
    a_life_event(kin.case.circle_id, by, dani, words="Joined the band")
    a_life_event(kin.case.circle_id, by, dani, words="Moved in with Inés")
    a_life_event(kin.case.circle_id, by, ines, words="Broke an arm")
    a_life_event(kin.case.circle_id, by, dani, words="Was hit", level=2)
    whole = drawn_timeline(kin.case.public_id, said=("For everybody",), by=by)
    told = [row[1] for row in whole.rows]
    for words in ("Joined the band", "Moved in with Inés", "Broke an arm", "Was hit"):
        assert any(words in one for one in told)
    assert "For everybody" in whole.svg
    assert "Something that happened" in whole.svg
    assert f'height="{whole.height:.1f}"' in whole.svg
    assert "López family" not in whole.svg
    copy = drawn_timeline(kin.case.public_id, left=Left(frozenset((ines.public_id,)), restricted=True), by=by)
    assert "Joined the band" in copy.svg
    for trace in ("Inés", "arm", "Was hit"):
        assert trace not in copy.svg
        assert not [row for row in copy.rows if trace in row[1]]
    with pytest.raises(NotFound):
        drawn_timeline(kin.case.public_id, by=become("elsewhere"))
