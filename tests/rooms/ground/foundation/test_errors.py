"""Refusals: one sentence for people, a code for machines, the field at fault, the rule behind it."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require


def test_what_is_allowed_goes_on() -> None:
    require(Decision.yes(), field="sign")


def test_a_refusal_carries_reason_field_and_basis() -> None:
    with pytest.raises(Refused, match="Sign it first") as refusal:
        require(Decision.no("plan.unsigned", "Sign it first.", "COA"), field="sign")
    assert (refusal.value.code, refusal.value.message) == ("plan.unsigned", "Sign it first.")
    assert refusal.value.fields == {"sign": "Sign it first."}
    assert refusal.value.basis == "COA"


def test_without_a_field_no_field_is_at_fault() -> None:
    with pytest.raises(Refused) as refusal:
        require(Decision.no("plan.unsigned", "Sign it first."))
    assert refusal.value.fields == {}


def test_its_fields_are_its_own() -> None:
    fields = {"sign": "Sign it first."}
    refusal = Refused("plan.unsigned", "Sign it first.", fields=fields)
    fields["other"] = "Changed later."
    assert refusal.fields == {"sign": "Sign it first."}


def test_absent_and_hidden_are_one_refusal_without_a_detail() -> None:
    with pytest.raises(Refused) as refusal:
        raise NotFound
    assert (refusal.value.code, refusal.value.fields, refusal.value.basis) == ("not_found", {}, "")
    assert str(NotFound()) == str(refusal.value)


def test_a_stale_edit_brings_what_stands_there_now() -> None:
    theirs = {"text": "theirs"}
    stale = Stale("Both are shown.", theirs)
    theirs["text"] = "changed again"
    assert (stale.code, stale.theirs) == ("stale", {"text": "theirs"})
    assert isinstance(stale, Refused)
