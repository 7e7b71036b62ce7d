"""Each clause of each policy is needed by the model of rows, each trigger of a table too (R-15).

All of them take two minutes and more (``python -m tests.mutation policies``), so a run of the tests meets a fifth of
them, another one each day.
"""

from __future__ import annotations

import pytest

from alongside.ground.foundation import clock
from tests.mutation import mutants
from tests.mutation.meeting import reason_of, rows_catch

PARTS = 5


@pytest.mark.long
@pytest.mark.committed
def test_every_clause_of_a_policy_that_is_dropped_or_loosened_is_noticed() -> None:
    every = [*mutants.of_policies(), *mutants.of_triggers()]
    assert len(every) > 4000, "the clauses are not found any more"
    left = [one.name for one in rows_catch(every[clock.today().toordinal() % PARTS :: PARTS])]
    assert [name for name in left if not reason_of(name)] == []
