"""No consent lets an address out that must stay hidden, unless somebody says by name why."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.journeys.letting_go import let_go
from alongside.practice.consents.enums import Ground, Item, Purpose, Regime
from alongside.practice.consents.models import Disclosure
from alongside.practice.consents.rules.disclosing import Thing
from alongside.record.people import actions as people
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, lead


def test_what_hides_stays_hidden_whatever_was_signed(become: Become) -> None:
    by = become("elsewhere")
    case = a_case(by, programme="safe")
    people.add_contact_point(
        person=Person.objects.get(id=lead(case)),
        circle=case.circle_id,
        kind=ContactPointKind.ADDRESS,
        value="14 Quay Row, second floor",
        level=SAFE_LOCATION,
        by=by,
    )
    consent = a_consent(case, by, regime=Regime.VICTIM, items=[Item.HOUSING])
    facts: dict[str, Any] = {
        "person_id": lead(case),
        "ground": Ground.CONSENT,
        "recipient": HOUSING,
        "purpose": Purpose.HOUSING,
        "consent": consent,
    }
    told = [Thing(Item.HOUSING, "Two rooms; she is at 14 Quay Row now")]
    with pytest.raises(Refused, match="must not be found"):
        let_go(case=case, things=told, facts=facts, by=by)
    assert not Disclosure.objects.exists()
    let_go(case=case, things=[Thing(Item.HOUSING, "Two rooms for two")], facts=facts, by=by)
    let_go(case=case, things=told, facts=facts, may_leave="She asks for her post to go there", by=by)
    assert Disclosure.objects.count() == 2
    assert Reading.objects.filter(act="hidden address let out").exists()
