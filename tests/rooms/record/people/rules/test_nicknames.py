"""Short and sister forms of given names."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.text import fold
from alongside.record.people.rules.nicknames import _OTHERS, other_forms


@pytest.mark.parametrize(
    ("one", "other"),
    [("bill", "william"), ("pepe", "jose"), ("sasha", "aleksandr"), ("kasia", "katarzyna"), ("mo", "mohammed")],
)
def test_forms_belong_together_both_ways(one: str, other: str) -> None:
    assert other in other_forms(one)
    assert one in other_forms(other)


def test_a_name_that_is_not_listed_has_no_other_forms() -> None:
    assert other_forms("quackenbush") == frozenset()


def test_every_form_is_folded_and_never_its_own_other_form() -> None:
    assert all(fold(form) == form and " " not in form for form in _OTHERS)
    assert all(form not in others for form, others in _OTHERS.items())
