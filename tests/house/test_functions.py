"""What the functions of the database answer and change, beside plain Python, in a world where everything occurs (R-15).

``python -m tests.mutation gates`` shows which change of a function makes one of these fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connections

from alongside.oversight.overviews.rls import GATES
from tests.database.copies import own_copy
from tests.mutation import asked, counts, dense, mutants, partners, told, work
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.eyes import Facts


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    """The dense world in a copy of its own, which is thrown away."""
    with own_copy():
        dense.build()
        work.build()
        partners.build()
        counts.build()
        found = Facts()
        yield found
        connections.close_all()


@pytest.mark.long
@pytest.mark.committed
@pytest.mark.parametrize("name", asked.QUESTIONS)
def test_a_function_answers_as_plain_python_does(name: str, facts: Facts) -> None:
    assert list(asked.differences(facts, name)) == []


@pytest.mark.long
@pytest.mark.committed
@pytest.mark.parametrize("name", told.VERBS)
def test_what_a_function_changes_is_what_plain_python_says(name: str, facts: Facts) -> None:
    assert list(told.differences(facts, name)) == []


def test_every_mutant_that_is_said_to_change_nothing_is_there() -> None:
    groups = (mutants.of_policies(), mutants.of_triggers(), mutants.of_gates())
    names = [one.name for group in groups for one in group]
    assert [pattern for pattern, _why in EQUIVALENT if not any(re.search(pattern, name) for name in names)] == []


def test_functions_that_are_compared_are_there() -> None:
    assert set(asked.QUESTIONS) | set(told.VERBS) | set(told.HELPERS) <= set(GATES)
