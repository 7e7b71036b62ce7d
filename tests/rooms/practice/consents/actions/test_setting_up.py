"""The agency's own words and its agreements: nothing is published while an element is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.practice.consents import actions, queries
from alongside.practice.consents.enums import Item, Regime
from alongside.practice.consents.models import ConsentForm
from alongside.practice.consents.rules.profiles import shipped_words
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import an_asked_consent


def test_own_words_are_a_new_version_and_earlier_consents_keep_theirs(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    before = an_asked_consent(case, by)
    parts = {**shipped_words(Regime.HIPAA).parts, "purpose": "We do it for {purpose}, and for that alone."}
    with pytest.raises(Refused, match="administrator"):
        actions.publish_form(regime=Regime.HIPAA, title="", parts=parts, by=by)
    admin = become("admin")
    row = actions.publish_form(regime=Regime.HIPAA, title="", parts=parts, by=admin)
    assert (row.number, row.title) == (2, shipped_words(Regime.HIPAA).title)
    assert actions.publish_form(regime=Regime.HIPAA, title="New", parts=parts, by=admin).number == 3
    by = become("worker")
    after = an_asked_consent(case, by)
    assert after.form == "hipaa-en-3"
    assert after.statements["purpose"] == "We do it for finding or keeping a home, and for that alone."
    assert before.form == "hipaa-en-1"
    assert queries.words_in_force(Regime.GDPR).number == 1


def test_what_is_missing_is_named_and_nothing_is_published(become: Become) -> None:
    admin = become("admin")
    parts = {key: text for key, text in shipped_words(Regime.VICTIM).parts.items() if key not in ("expiry", "purpose")}
    with pytest.raises(Refused) as refused:
        actions.publish_form(regime=Regime.VICTIM, title="", parts=parts, by=admin)
    assert set(refused.value.fields) == {"expiry", "purpose"}
    assert not ConsentForm.objects.exists()


def test_an_agreement_names_partner_things_and_days(become: Become) -> None:
    admin = become("admin")
    today = clock.today()
    with pytest.raises(Refused) as refused:
        actions.add_agreement(
            partner=" ", scope="", items=[], from_on=today, until_on=today - timedelta(days=1), by=admin
        )
    assert set(refused.value.fields) == {"partner", "items", "until_on"}
    actions.add_agreement(partner="City", scope="", items=[Item.IDENTITY], from_on=today, until_on=today, by=admin)
    (line,) = queries.agreements()
    assert line.runs
