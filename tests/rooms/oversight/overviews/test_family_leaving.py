"""Whom a copy leaves out is not named in it, wholly or in part; whoever stays keeps a name that both bear."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.oversight.overviews.family_leaving import Left, Unnamed, unnamed_of

ANDRES, INES = uuid4(), uuid4()
NAMED = {1: (ANDRES, "Andrés Ruiz"), 2: (INES, "Inés Ruiz")}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Andres rang", True),
        ("He rang ANDRÉS’ firm", True),
        ("andrés  ruiz", True),
        ("The Ruiz flat", False),
        ("A ruizian choir", False),
        ("", False),
    ],
)
def test_words_that_name_somebody_left_out_are_found(words: str, told: bool) -> None:
    assert unnamed_of(NAMED, Left(frozenset((ANDRES,)))).tells("Something else", words) is told


def test_a_family_name_that_nobody_keeps_goes_as_well() -> None:
    unnamed = unnamed_of(NAMED, Left(frozenset((ANDRES, INES))))
    assert unnamed.tells("The Ruiz flat")
    assert unnamed.numbers == {1, 2}
    assert unnamed.known == {ANDRES, INES}
    assert not Unnamed((), ("Andrés Ruiz",), ()).tells("Andrés Ruiz")
