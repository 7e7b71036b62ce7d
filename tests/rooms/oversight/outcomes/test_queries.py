"""Which programmes somebody may count, and that others find neither programme nor totals."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.outcomes.actions import give_totals
from alongside.oversight.outcomes.queries import countable, given_totals, totals_of
from tests.conftest import Become
from tests.rooms.oversight.outcomes.test_actions import WHY, family


def test_who_may_not_count_finds_no_programme(become: Become) -> None:
    for stranger in ("worker", "intake", "privacy", "admin"):
        by = become(stranger)
        assert countable(by=by) == []
        with pytest.raises(NotFound):
            give_totals(programme=family().public_id, period="2024", why=WHY, by=by)
    by = become("evaluator")
    assert "safe" not in {line.code for line in countable(by=by)}
    with pytest.raises(NotFound):
        give_totals(programme=uuid4(), period="2024", why=WHY, by=by)


def test_totals_that_are_not_there_are_not_found(become: Become) -> None:
    become("evaluator")
    assert given_totals() == []
    with pytest.raises(NotFound):
        totals_of(uuid4())
