"""What pages show of consents, and that every reading is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.consents import actions, queries
from alongside.practice.consents.enums import ConsentState, Ground, How, Item, Purpose, Regime
from alongside.practice.consents.rules.disclosing import Thing
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, an_asked_consent, lead


def test_what_is_in_force_stands_first_and_everything_is_noted(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    soon = a_consent(case, by, until_on=clock.today() + timedelta(days=3))
    gone = actions.withdraw_consent(consent=a_consent(case, by), how=How.SPOKEN, why="He knows them", by=by)
    asked = an_asked_consent(case, by, regime=Regime.GDPR)
    lines = queries.consents_of_case(case.id, case.circle_id)
    assert [line.public_id for line in lines] == [soon.public_id, asked.public_id, gone.public_id]
    assert [line.state for line in lines] == [ConsentState.ENDING, ConsentState.ASKED, ConsentState.WITHDRAWN]
    assert [line.public_id for line in queries.live_consents(case.id)] == [soon.public_id]
    assert queries.consents_of_person(lead(case)) == lines
    sheet = queries.consent_sheet(gone.public_id)
    assert (sheet.withdrawn_how, sheet.withdrawn_why) == ("Said aloud", "He knows them")
    assert not sheet.may_speak
    assert queries.consent_sheet(asked.public_id).lacks == ("Nobody has signed.",)
    noted = Reading.objects.filter(object_kind="consent").order_by("id")
    assert [(row.act, len(row.object_ids)) for row in noted] == [
        *[("consents page", 3), ("consents of a person", 3), ("consent page", 1), ("consent page", 1)]
    ]
    become("elsewhere")
    assert queries.consents_of_case(case.id, case.circle_id) == ()
    for find in (queries.consent_sheet, queries.consent_row):
        with pytest.raises(NotFound):
            find(gone.public_id)


def test_the_person_sees_what_left_about_her(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    actions.record_disclosure(
        case=case,
        person_id=lead(case),
        ground=Ground.CONSENT,
        recipient=HOUSING,
        purpose=Purpose.HOUSING,
        things=[Thing(Item.IDENTITY, "Marta López")],
        consent=a_consent(case, by),
        by=by,
    )
    (left,) = queries.what_left_of_person(lead(case))
    assert (left.recipient, left.things[0].text, left.told) == (HOUSING, "Marta López", True)
    assert Reading.objects.filter(act="what left page", person_ids=[lead(case)]).count() == 1
