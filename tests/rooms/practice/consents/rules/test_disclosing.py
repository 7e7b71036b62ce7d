"""What may leave without a consent: each ground, each refusal, and nothing more refused than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from alongside.practice.consents.enums import Ground, Item
from alongside.practice.consents.rules.disclosing import Leaving, Thing, may_leave, may_rely

THING = Thing(Item.IDENTITY, "Marta López")
ORDER = Leaving(Ground.ORDER, "Order 17", [THING], told=True, not_told_why="", victim_service=False, notice_given=True)
TREATMENT = Thing(Item.SUBSTANCE_USE, "In treatment")
DAY = date(2026, 11, 22)

CASES: list[tuple[str, Leaving, list[str]]] = [
    ("an order", ORDER, []),
    ("nothing", replace(ORDER, things=[]), ["things"]),
    ("no words", replace(ORDER, things=[Thing(Item.HEALTH, " ")]), ["things"]),
    ("no law", replace(ORDER, ground_words=" "), ["ground_words"]),
    ("not told", replace(ORDER, told=False), ["not_told_why"]),
    ("not told, with a reason", replace(ORDER, told=False, not_told_why="It would put her in danger"), []),
    ("her own copy", replace(ORDER, ground=Ground.OWN_ACCESS, ground_words="", told=False), []),
    ("a subpoena", replace(ORDER, ground=Ground.SUBPOENA), []),
    ("a subpoena to a victim service", replace(ORDER, ground=Ground.SUBPOENA, victim_service=True), ["subpoena"]),
    ("an agreement of a victim service", replace(ORDER, ground=Ground.AGREEMENT, victim_service=True), ["victim"]),
    ("an order to a victim service", replace(ORDER, victim_service=True), []),
    ("treatment, by statute", replace(ORDER, ground=Ground.STATUTE, things=[TREATMENT]), ["substance"]),
    ("treatment, in an emergency", replace(ORDER, ground=Ground.EMERGENCY, things=[TREATMENT]), []),
    ("before the notice", replace(ORDER, ground=Ground.AGREEMENT, notice_given=False), ["notice"]),
    ("danger does not wait for the notice", replace(ORDER, ground=Ground.EMERGENCY, notice_given=False), []),
]


@pytest.mark.parametrize(("leaving", "codes"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_each_ground_is_refused_for_its_own_reasons(leaving: Leaving, codes: list[str]) -> None:
    reasons = may_leave(leaving)
    assert [one.code for one in reasons] == [f"disclosure.{code}" for code in codes]
    assert all(str(one.reason) and str(one.basis) for one in reasons)


def test_an_agreement_carries_what_it_names_while_it_runs() -> None:
    def rely(items: list[str], days: int) -> str:
        return may_rely(
            items=items,
            agreed=[Item.IDENTITY],
            from_on=DAY,
            until_on=DAY + timedelta(days=9),
            day=DAY + timedelta(days),
        ).code

    assert [rely([Item.IDENTITY], days) for days in (0, 9)] == ["", ""]
    assert [rely([Item.IDENTITY], days) for days in (-1, 10)] == ["disclosure.agreement"] * 2
    assert rely([Item.IDENTITY, Item.HEALTH], 0) == "disclosure.agreement_items"


def test_a_digest_is_of_the_words() -> None:
    assert THING.digest == Thing(Item.HEALTH, THING.text).digest
    assert THING.digest != Thing(Item.IDENTITY, THING.text + " ").digest
