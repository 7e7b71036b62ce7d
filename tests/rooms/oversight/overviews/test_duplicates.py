"""The list of people who may be in twice, with their cases."""

from __future__ import annotations

from alongside.oversight.overviews.duplicates import duplicates_page
from tests.conftest import Become
from tests.factories.twins import compared, twins


def test_each_of_a_pair_stands_with_her_cases(become: Become) -> None:
    twins(become("worker"))
    by = compared(become)
    (line,) = duplicates_page(by=by).lines
    assert [[case.title for case in cases] for cases in (line.one_cases, line.two_cases)] == [[], ["Rosario Vega"]]
    assert duplicates_page(by=become("elsewhere")).lines == ()
