"""How closely an opinion is kept follows from how grave it is; nobody rates what nobody was asked."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.record.people.enums import DIRECTED, GRAVE, BondKind
from alongside.record.people.rules.ties import check_bond, check_days, check_rating, level_for


@pytest.mark.parametrize("kind", BondKind)
def test_violence_and_abuse_stay_with_those_who_carry_the_case(kind: BondKind) -> None:
    grave = "abuse" in kind or kind in ("violence", "hostile")
    assert level_for(kind) == (RESTRICTED if grave else ORDINARY)
    assert bool(check_bond(kind, "Said on 3 May", ORDINARY, "")) is not grave
    assert check_bond(kind, "Said on 3 May", ORDINARY, "The school must know")
    assert check_bond(kind, "Said on 3 May", RESTRICTED, "")


def test_an_opinion_needs_a_kind_a_basis_and_a_level_that_there_is() -> None:
    assert not check_bond("rivals", "Said on 3 May", ORDINARY, "")
    assert not check_bond("close", " x ", ORDINARY, "")
    assert not check_bond("close", "Said on 3 May", 16, "")


def test_what_goes_one_way_is_known() -> None:
    assert GRAVE - {BondKind.HOSTILE} <= DIRECTED
    assert BondKind.CLOSE not in DIRECTED


def test_a_tie_that_nobody_was_asked_about_says_nothing_else() -> None:
    assert check_rating("unknown", "none", "worker", stressful=False)
    assert not check_rating("unknown", "none", "worker", stressful=True)
    assert check_rating("weak", "from", "person", stressful=True)
    for wrong in (("iron", "none", "worker"), ("weak", "up", "worker"), ("weak", "none", "house")):
        assert not check_rating(*wrong, stressful=False)


def test_days_are_in_order_and_have_come() -> None:
    today = date(2026, 5, 3)
    assert check_days(None, today, today=today)
    assert not check_days(date(2026, 5, 4), None, today=today)
    assert not check_days(date(2026, 5, 2), date(2026, 5, 1), today=today)
