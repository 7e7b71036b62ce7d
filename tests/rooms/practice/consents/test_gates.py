"""The database's own keeping: a signature cannot be lifted, a raw change of a consent ends its shares all the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from alongside.agency.access.models import Account, Share
from alongside.ground.foundation import clock
from alongside.ground.foundation.gate_calls import GateRefusal, refusals
from alongside.practice.assessments.models import Statement
from alongside.practice.consents import actions
from alongside.practice.consents.enums import Item
from alongside.practice.consents.models import Consent, ConsentShare, DisclosedItem, Disclosure
from alongside.record.people.models import Merge
from tests.conftest import Administer, Become, Otherwise, answered
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.cases import a_case, a_person
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


DAY = timedelta(days=1)
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
OVER: tuple[dict[str, Any], ...] = (
    {"signed_at": None},
    *({name: LONG_AGO} for name in ("withdrawn_at", "refused_at", "replaced_at", "ends_at")),
)
"""What a consent is not in force for."""


def written(consent: Consent, **facts: Any) -> str:
    """The hint with which a change of a consent is refused; nothing when it is written."""
    try:
        with transaction.atomic(), refusals():
            assert Consent.objects.filter(id=consent.id).update(**facts) == 1
    except GateRefusal as refusal:
        return refusal.hint
    return ""


def test_an_answered_consent_stays_and_an_end_is_written_once(become: Become, otherwise: Otherwise) -> None:
    by = become("worker")
    consent = a_consent(a_case(by), by)
    anew: dict[str, Any] = {"recipient": "Bay school"}
    for facts, refused in (
        ({}, "signed"),
        ({"signed_at": None, "refused_at": LONG_AGO}, "signed"),
        ({"signed_at": None}, ""),
    ):
        with otherwise(consent, **facts):
            assert written(consent, **anew) == refused, facts
    assert written(consent, copy_given=True, withdrawn_why="She rang") == ""
    for name in ("withdrawn_at", "replaced_at"):
        with otherwise(consent):
            assert written(consent, **{name: LONG_AGO}) == ""
        with otherwise(consent, **{name: LONG_AGO}):
            assert written(consent, copy_given=True) == ""
            assert {written(consent, **{name: value}) for value in (None, LONG_AGO + DAY)} == {"withdrawn"}


def test_a_consent_follows_only_who_became_one_with_whom(become: Become, administer: Administer) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_consent(case, by)
    marta, martha, dani = (
        consent.person_id,
        *(a_person(case.circle_id, name, by).id for name in ("Martha Lopez", "Dani Prado")),
    )
    assert written(consent, person_id=martha) == "signed"
    with administer():
        Merge.objects.create(
            keep_id=martha, lose_id=marta, lose_public=uuid4(), lose_name="x", by_id=by.actor_id, why="The same"
        )
    assert written(consent, person_id=dani) == "signed"
    assert [written(consent, person_id=number) for number in (martha, dani, marta)] == ["", "signed", ""]


def test_an_end_ends_what_rests_on_this_consent_alone(become: Become, administer: Administer) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by)
    client = Account.objects.get(username="client").actor_id
    ending, lasting = (a_consent(case, by, recipient_actor_id=client, items=[Item.NEEDS]) for _ in "12")
    live, over, other = (
        answered("share_by_consent", consent.id, client, "assessments_statement", statement.id, None)
        for consent in (ending, ending, lasting)
    )
    with administer():
        Share.objects.filter(id=over).update(valid_from=LONG_AGO, valid_until=LONG_AGO + DAY)
        before = dict(Share.objects.values_list("id", "valid_until"))
    for name in ("withdrawn_at", "replaced_at"):
        with transaction.atomic():
            assert written(ending, copy_given=True) == ""
            assert dict(Share.objects.values_list("id", "valid_until")) == before
            assert written(ending, **{name: clock.now()}) == ""
            after = dict(Share.objects.values_list("id", "valid_until"))
            assert {share for share, end in after.items() if end != before[share]} == {live}
            assert after[live] <= clock.now()
            assert {over, other} < after.keys()
            transaction.set_rollback(True)


def test_a_consent_in_force_shares_with_whom_it_names(become: Become, otherwise: Otherwise) -> None:
    by = become("worker")
    case, first = a_ready_case(by), a_case(by)
    statement = a_statement(an_assessment(case, by), by)
    client = Account.objects.get(username="client").actor_id
    a_consent(first, by, recipient_actor_id=client, items=[Item.NEEDS])
    consent = a_consent(case, by, recipient_actor_id=client, items=[Item.NEEDS])
    arguments = ("assessments_statement", statement.id, None)
    for facts in OVER:
        with otherwise(consent, **facts):
            assert answered("share_by_consent", consent.id, client, *arguments) == "(share_consent)", facts
    assert answered("share_by_consent", consent.id, by.actor_id, *arguments) == "(share_consent)"
    assert answered("share_by_consent", 0, None, *arguments) == "(share_consent)"
    for ends in (consent.ends_at, None):
        with otherwise(consent, ends_at=ends):
            share = answered("share_by_consent", consent.id, client, *arguments)
            assert ConsentShare.objects.get(share_id=share).consent_id == consent.id
            until = Share.objects.get(id=share).valid_until
            assert until == ends or (ends is None and until > clock.now() + 364 * DAY)


def test_a_worry_is_kept_in_the_case_and_about_the_person_that_are_named(become: Become) -> None:
    by = become("worker")
    other, case = a_case(by, people=["Dani Prado"]), a_case(by, people=["Ana Silva", "Marta López"])
    marta, dani = case.participants.order_by("-id")[0].person, other.participants.get().person
    said = ("Tusla", "He hit", False, "", False, "Not yet", clock.now())
    made = answered("report_worry", case.public_id, marta.public_id, *said)
    row = Disclosure.objects.get(public_id=made)
    assert (row.case_id, row.circle_id, row.person_id) == (case.id, case.circle_id, marta.id)
    assert DisclosedItem.objects.get(disclosure=row).text == "He hit"
    for case_id, person_id in ((uuid4(), marta.public_id), (case.public_id, uuid4()), (case.public_id, dani.public_id)):
        assert answered("report_worry", case_id, person_id, *said) == "(absent)"
    become("elsewhere")
    assert answered("report_worry", case.public_id, marta.public_id, *said) == "(absent)"
