"""Each clause of each policy is needed by the model of rows, each trigger of a table too (R-15)."""

from __future__ import annotations

import pytest

from tests.mutation import mutants
from tests.mutation.meeting import reason_of, rows_catch


@pytest.mark.long
@pytest.mark.committed
def test_every_clause_of_a_policy_that_is_dropped_or_loosened_is_noticed() -> None:
    met = [*mutants.of_policies(), *mutants.of_triggers()]
    assert len(met) > 4000, "the clauses are not found any more"
    left = [one.name for one in rows_catch(met)]
    assert [name for name in left if not reason_of(name)] == []
    assert len(left) < 40, "what is known to change nothing is a handful"
