"""Asking, signing, a no, and taking back: what counts, what is refused with every reason, what never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from alongside.agency.access.models import History
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale
from alongside.practice.consents import actions, queries
from alongside.practice.consents.enums import Capacity, ConsentState, How, Item, Purpose, Regime
from alongside.practice.consents.models import Consent, ConsentSignature
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, an_asked_consent, lead


def test_from_question_to_signature_to_taking_back(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    asked = an_asked_consent(case, by)
    assert queries.state_now(asked) == ConsentState.ASKED
    assert HOUSING in asked.statements["recipient"]
    assert "name and date of birth and who lives with them" in asked.statements["information"]
    assert (asked.form, asked.profile) == ("hipaa-en-1", "hipaa-1")
    signed = actions.sign_consent(consent=asked, name="Marta López", copy_given=True, by=by)
    assert queries.state_now(signed) == ConsentState.IN_FORCE
    assert signed.copy_given
    gone = actions.withdraw_consent(consent=signed, how=How.SPOKEN, version=signed.version, by=by)
    assert queries.state_now(gone) == ConsentState.WITHDRAWN
    assert History.objects.filter(table_name="consents_consent", row_id=asked.id).count() == 3
    with pytest.raises(Refused, match="taken back before"):
        actions.withdraw_consent(consent=signed, how=How.SPOKEN, by=by)


def test_whoever_takes_no_part_is_asked_nothing(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by, people=["Otto Fremd"])
    asked = actions.Asked(regime=Regime.GDPR, recipient=HOUSING, items=[Item.IDENTITY], purpose=Purpose.HOUSING)
    with pytest.raises(Refused, match="takes no part in this case"):
        actions.ask_consent(case=case, person_id=lead(other), asked=asked, by=by)
    assert not Consent.objects.exists()


def test_every_reason_stands_at_its_field(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused) as refused:
        an_asked_consent(case, by, recipient=" ", items=[], until_on=None)
    assert set(refused.value.fields) == {"recipient", "items", "until_on"}
    assert "45 CFR 164.508(c)(1)(iii)" in str(refused.value.basis)
    with pytest.raises(Refused, match="form made for it"):
        an_asked_consent(case, by, items=[Item.SUBSTANCE_USE])
    with pytest.raises(Refused, match="before the first"):
        an_asked_consent(case, by, until_on=clock.today() - timedelta(days=1))
    waiting = an_asked_consent(case, by)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"name": ""}, "consent.missing.signature"),
        ({"name": "Ana", "capacity": Capacity.GUARDIAN}, "consent.missing.authority"),
        ({"name": "Marta", "how": How.SPOKEN}, "consent.not_written"),
        ({"name": "Marta", "free": False}, "consent.conditioned"),
        ({"name": "Marta", "signed_on": clock.today() + timedelta(days=1)}, "consent.signed_on"),
    ]
    for facts, code in wrong:
        with pytest.raises(Refused) as refused:
            actions.sign_consent(consent=waiting, by=by, **facts)
        assert refused.value.code == code
    assert not ConsentSignature.objects.exists()


def test_a_survivor_chooses_and_her_fear_does_not_sign(become: Become) -> None:
    by = become("elsewhere")
    case = a_case(by, programme="safe")
    with pytest.raises(Refused, match="survivor's release alone"):
        an_asked_consent(case, by)
    with pytest.raises(Refused, match="At most 90 days"):
        an_asked_consent(case, by, regime=Regime.VICTIM, until_on=clock.today() + timedelta(days=120))
    with pytest.raises(Refused, match="when it ends"):
        an_asked_consent(case, by, regime=Regime.VICTIM, until_on=None, until_event="Some day")
    child = an_asked_consent(case, by, regime=Regime.VICTIM, minor=True)
    half = actions.sign_consent(consent=child, name="Marta López", by=by)
    assert half.signed_at is None
    mother: dict[str, Any] = {"capacity": Capacity.PARENT, "authority": "Mother", "by": by}
    with pytest.raises(Refused, match="kept safe"):
        actions.sign_consent(consent=half, name="Him", unsafe=True, **mother)
    whole = actions.sign_consent(consent=half, name="Ana", **mother)
    assert queries.state_now(whole) == ConsentState.IN_FORCE


def test_a_no_a_new_one_in_its_place_and_a_last_day(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    no = actions.refuse_consent(consent=an_asked_consent(case, by), words="Not them", by=by)
    assert queries.state_now(no) == ConsentState.REFUSED
    with pytest.raises(Refused, match="settled before"):
        actions.sign_consent(consent=no, name="Marta", by=by)
    with pytest.raises(Refused, match="nothing to take back"):
        actions.withdraw_consent(consent=an_asked_consent(case, by), how=How.PAPER, by=by)
    first = a_consent(case, by)
    second = a_consent(case, by, items=[Item.IDENTITY], replaces=first)
    assert queries.state_now(Consent.objects.get(id=first.id)) == ConsentState.REPLACED
    with pytest.raises(Stale):
        actions.withdraw_consent(consent=second, how=How.PAPER, version=1, by=by)
    late = an_asked_consent(case, by)
    with clock.standing_at(clock.now() + timedelta(days=60)):
        assert queries.state_now(second) == ConsentState.ENDED
        with pytest.raises(Refused, match="last day is over"):
            actions.sign_consent(consent=late, name="Marta", by=by)


def test_the_database_keeps_what_was_signed(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = a_consent(case, by)
    actions.withdraw_consent(consent=row, how=How.PAPER, by=by)
    for change in ({"recipient": "The press"}, {"items": [Item.HEALTH]}, {"withdrawn_at": None}, {"signed_at": None}):
        with pytest.raises(Error), transaction.atomic():
            Consent.objects.filter(id=row.id).update(**change)
    with pytest.raises(Error), transaction.atomic():
        ConsentSignature.objects.filter(consent=row).update(name="Somebody")
    become("elsewhere")
    assert not Consent.objects.exists()
    assert not ConsentSignature.objects.exists()


def test_the_paper_has_the_words_of_the_screen(become: Become) -> None:
    by = become("worker")
    asked = an_asked_consent(a_case(by), by)
    paper = actions.ask_for_paper(consent=asked, by=by)
    assert actions.ask_for_paper(consent=asked, by=by) == paper
    sheet = queries.consent_sheet(asked.public_id)
    assert sheet.paper == paper
    assert not sheet.paper_ready
    assert sheet.statements[-1].startswith("If you sign for someone else")
