"""The database's own keeping: a signature cannot be lifted, a raw change of a consent ends its shares all the same."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from alongside.agency.access.models import Account
from alongside.ground.foundation import clock
from alongside.practice.assessments.models import Statement
from alongside.practice.consents import actions
from alongside.practice.consents.enums import Item
from alongside.practice.consents.models import Consent, ConsentShare
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.consents import a_consent, an_asked_consent


def test_whatever_takes_a_consent_back_ends_what_rests_on_it(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    shared = a_statement(an_assessment(case, by), by)
    client = Account.objects.get(username="client").actor_id
    consent = a_consent(case, by, recipient_actor_id=client, items=[Item.NEEDS])
    actions.share_by_consent(consent=consent, actor_id=client, table="assessments_statement", item=shared.id, by=by)
    with pytest.raises(Error), transaction.atomic():
        ConsentShare.objects.create(circle_id=case.circle_id, consent=consent, share_id=1)
    with connection.cursor() as cursor:
        cursor.execute("update consents_consent set withdrawn_at = %s where id = %s", [clock.now(), consent.id])
    become("client")
    assert not Statement.objects.exists()


def test_a_consent_without_recipient_or_purpose_is_refused_by_the_database(become: Become) -> None:
    by = become("worker")
    consent = an_asked_consent(a_ready_case(by), by)
    for column in ("recipient", "purpose"):
        with pytest.raises(Error), transaction.atomic():
            Consent.objects.filter(id=consent.id).update(**{column: ""})
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.put_share(1, 1, 'cases_case', 1, now(), now(), 'consent', '')")
