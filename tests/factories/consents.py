"""Consents for tests, asked for and signed with the product's own actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.consents import actions
from alongside.practice.consents.actions import Asked
from alongside.practice.consents.enums import Item, Purpose, Regime
from alongside.practice.consents.models import Consent
from alongside.record.cases.models import Case

HOUSING = "City housing office"


def lead(case: Case) -> int:
    """The first person of the case."""
    return int(case.participants.order_by("id").values_list("person_id", flat=True)[0])


def an_asked_consent(case: Case, by: Reader, **other: Any) -> Consent:
    """A consent that waits for a signature."""
    facts: dict[str, Any] = {
        "regime": Regime.HIPAA,
        "recipient": HOUSING,
        "items": [Item.IDENTITY, Item.HOUSEHOLD],
        "purpose": Purpose.HOUSING,
        "until_on": clock.today() + timedelta(days=30),
        **other,
    }
    replaces = facts.pop("replaces", None)
    return actions.ask_consent(case=case, person_id=lead(case), asked=Asked(**facts), replaces=replaces, by=by)


def a_consent(case: Case, by: Reader, **other: Any) -> Consent:
    """A consent in force, signed on screen."""
    return actions.sign_consent(consent=an_asked_consent(case, by, **other), name="Marta López", by=by)
