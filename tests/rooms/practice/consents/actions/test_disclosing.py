"""What leaves: on a consent, on law, never on nothing; reports are never blocked; shares end with their consent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, Error, connection, transaction

from alongside.agency.access import actions as access
from alongside.agency.access.enums import ShareGround
from alongside.agency.access.models import Account, History, Share
from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.assessments.models import Statement
from alongside.practice.consents import actions, queries
from alongside.practice.consents.enums import Ground, How, Item, Purpose, Regime
from alongside.practice.consents.models import Consent, Disclosure
from alongside.practice.consents.rules.disclosing import Thing
from alongside.practice.plans.models import Goal
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, lead

NAMES = [Thing(Item.IDENTITY, "Marta López, born 1985")]


def test_on_a_consent_exactly_what_it_covers(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_consent(case, by)
    facts: dict[str, Any] = {
        "case": case,
        "person_id": lead(case),
        "ground": Ground.CONSENT,
        "purpose": Purpose.HOUSING,
        "by": by,
    }
    row = actions.record_disclosure(recipient=HOUSING, things=NAMES, consent=consent, **facts)
    (line,) = queries.what_left(case.id, case.circle_id)
    assert (line.recipient, line.things[0].text, line.things[0].digest) == (HOUSING, NAMES[0].text, NAMES[0].digest)
    with pytest.raises(Refused) as refused:
        actions.record_disclosure(
            recipient="The press",
            things=[Thing(Item.HEALTH, "Ill")],
            consent=consent,
            **facts,
        )
    assert "somebody else" in str(refused.value)
    assert "does not cover this: Health" in str(refused.value)
    actions.withdraw_consent(consent=consent, how=How.SPOKEN, by=by)
    consent.refresh_from_db()
    with pytest.raises(Refused, match="taken it back"):
        actions.record_disclosure(recipient=HOUSING, things=NAMES, consent=consent, **facts)
    with pytest.raises(Refused, match="Choose the consent"):
        actions.record_disclosure(recipient=HOUSING, things=NAMES, **facts)
    assert queries.consent_sheet(consent.public_id).left[0].public_id == row.public_id
    with pytest.raises(Error), transaction.atomic():
        Disclosure.objects.update(recipient="Nobody")


def test_substance_use_goes_with_its_notice_and_its_scope(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_consent(case, by, regime=Regime.PART2, items=[Item.SUBSTANCE_USE], purpose=Purpose.CARE)
    row = actions.record_disclosure(
        case=case,
        person_id=lead(case),
        ground=Ground.CONSENT,
        purpose=Purpose.CARE,
        recipient=HOUSING,
        things=[Thing(Item.SUBSTANCE_USE, "In treatment since May")],
        consent=consent,
        by=by,
    )
    assert "42 CFR 2.32" in row.notice
    assert consent.statements["information"] in row.notice


def test_without_consent_the_law_is_named_and_the_person_told(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    facts: dict[str, Any] = {"case": case, "person_id": lead(case), "by": by}
    with pytest.raises(Refused) as refused:
        actions.record_disclosure(ground=Ground.ORDER, recipient="", things=[], **facts)
    assert set(refused.value.fields) == {"recipient"}
    with pytest.raises(Refused) as refused:
        actions.record_disclosure(ground=Ground.ORDER, recipient="The court", things=[], **facts)
    assert set(refused.value.fields) == {"text", "ground_words", "not_told_why"}
    said: dict[str, Any] = {"recipient": "The court", "ground_words": "Order 17 of 2026", "told": True}
    actions.record_disclosure(ground=Ground.ORDER, things=NAMES, **said, **facts)
    with pytest.raises(Refused, match="Substance use treatment"):
        actions.record_disclosure(
            ground=Ground.SUBPOENA,
            things=[Thing(Item.SUBSTANCE_USE, "Yes")],
            **said,
            **facts,
        )
    with pytest.raises(Refused, match="lies ahead"):
        actions.record_disclosure(
            ground=Ground.ORDER,
            things=NAMES,
            at=clock.now() + timedelta(hours=1),
            **said,
            **facts,
        )


def test_a_subpoena_stops_at_a_victim_service(become: Become) -> None:
    by = become("elsewhere")
    case = a_case(by, programme="safe")
    facts: dict[str, Any] = {
        "case": case,
        "person_id": lead(case),
        "recipient": "A lawyer",
        "things": NAMES,
        "told": True,
        "by": by,
    }
    for ground, words in ((Ground.SUBPOENA, "not a court order"), (Ground.STATUTE, "")):
        if words:
            with pytest.raises(Refused, match=words):
                actions.record_disclosure(ground=ground, ground_words="Paper 9", **facts)
        else:
            assert actions.record_disclosure(ground=ground, ground_words="Paper 9", **facts)


def test_a_lapsed_agreement_carries_nothing(become: Become) -> None:
    today = clock.today()
    admin = become("admin")
    scope: dict[str, Any] = {"partner": HOUSING, "scope": "Names for the list", "items": [Item.IDENTITY], "by": admin}
    runs = actions.add_agreement(from_on=today - timedelta(days=9), until_on=today, **scope)
    old = actions.add_agreement(from_on=today - timedelta(days=9), until_on=today - timedelta(days=1), **scope)
    by = become("worker")
    case = a_case(by)
    facts: dict[str, Any] = {
        "case": case,
        "person_id": lead(case),
        "ground": Ground.AGREEMENT,
        "recipient": HOUSING,
        "told": True,
    }
    assert actions.record_disclosure(things=NAMES, agreement_id=runs.id, by=by, **facts)
    with pytest.raises(Refused, match="does not run"):
        actions.record_disclosure(things=NAMES, agreement_id=old.id, by=by, **facts)
    with pytest.raises(Refused, match="does not cover"):
        actions.record_disclosure(things=[Thing(Item.HEALTH, "Ill")], agreement_id=runs.id, by=by, **facts)
    with pytest.raises(Refused, match="Choose the agreement"):
        actions.record_disclosure(things=NAMES, by=by, **facts)


def test_a_report_is_never_blocked_and_hidden_from_ordinary_readers(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = Person.objects.get(id=lead(case)).public_id
    colleague = become("colleague")
    actions.report_worry(
        case=case.public_id,
        person=person,
        told_whom="Child protection",
        words="A bruise",
        danger_now=True,
        by=colleague,
    )
    assert not Disclosure.objects.exists()
    become("worker")
    (line,) = queries.what_left(case.id, case.circle_id)
    assert (line.report, line.recipient, line.by, line.things[0].text) == (
        *(True, "Child protection", "Sinéad Byrne"),
        "A bruise",
    )
    assert queries.what_left_of_person(lead(case)) == ()
    for stranger in ("elsewhere", "privacy", "admin", "client"):
        with pytest.raises(NotFound):
            actions.report_worry(
                case=case.public_id, person=person, told_whom="Somebody", words="x", by=become(stranger)
            )


def two_statements(case: Case, become: Become) -> tuple[Statement, Statement]:
    by = become("worker")
    assessment = an_assessment(case, by)
    return a_statement(assessment, by), a_statement(assessment, by)


def test_a_share_opens_one_row_and_ends_with_its_consent_at_the_next_statement(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    shared, other = two_statements(case, become)
    client = Account.objects.get(username="client").actor_id
    by = become("worker")
    consent = a_consent(case, by, recipient="Marta López", recipient_actor_id=client, items=[Item.NEEDS])
    number = actions.share_by_consent(
        consent=consent, actor_id=client, table="assessments_statement", item=shared.id, by=by
    )
    assert Share.objects.get(id=number).valid_until == consent.ends_at
    assert queries.consent_sheet(consent.public_id).shares[0].live
    become("client")
    assert [row.id for row in Statement.objects.all()] == [shared.id]
    assert not Statement.objects.filter(id=shared.id).update(words="Mine now")
    for model in (Case, Person, Goal, Consent, Disclosure, History):
        assert not model._default_manager.exists(), model
    by = become("worker")
    consent.refresh_from_db()
    actions.withdraw_consent(consent=consent, how=How.SPOKEN, by=by)
    assert changes_of("access_share", number)[0].verb == "update"
    become("client")
    assert not Statement.objects.exists()
    by = become("worker")
    with pytest.raises(Refused, match="not signed, it has ended"):
        actions.share_by_consent(consent=consent, actor_id=client, table="assessments_statement", item=other.id, by=by)


def test_an_expired_share_shows_nothing_without_any_job(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    shared, other = two_statements(case, become)
    client = Account.objects.get(username="client").actor_id
    by = become("worker")
    with connection.cursor() as cursor:
        cursor.execute("select statement_timestamp()")
        moment = cursor.fetchone()[0]
    facts: dict[str, Any] = {"actor_id": client, "circle": case.circle_id, "table": "assessments_statement", "by": by}
    law: dict[str, Any] = {"ground": ShareGround.AUTHORITY, "why": "Her own words"}
    access.share(item=shared.id, until=moment + timedelta(seconds=1), **law, **facts)
    long = access.share(item=other.id, until=moment + timedelta(days=1), **law, **facts)
    become("client")
    assert Statement.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(1.1)")
    assert [row.id for row in Statement.objects.all()] == [other.id]
    by = become("worker")
    assert access.end_share(share_id=long, why="Done", by=by)
    assert not access.end_share(share_id=long, by=by)
    become("client")
    assert not Statement.objects.exists()


def test_what_may_not_be_shared(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    shared, _other = two_statements(case, become)
    client = Account.objects.get(username="client").actor_id
    worker = Account.objects.get(username="elsewhere").actor_id
    by = become("worker")
    soon = clock.now() + timedelta(days=1)
    base: dict[str, Any] = {
        "actor_id": client,
        "circle": case.circle_id,
        "table": "assessments_statement",
        "item": shared.id,
        "until": soon,
        "ground": ShareGround.LAW,
        "why": "The law says so",
    }
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"actor_id": worker}, "share_with"),
        ({"until": clock.now() - timedelta(days=1)}, "share_until"),
        ({"item": shared.id + 999}, "share_item"),
        ({"table": "access_account"}, "share_item"),
        ({"table": "people_person"}, "share_item"),
        ({"ground": ShareGround.CONSENT}, "share_ground"),
        ({"why": ""}, "share_ground"),
    ]
    for change, hint in wrong:
        with pytest.raises(Refused) as refused:
            access.share(**{**base, **change}, by=by)
        assert refused.value.code == f"access.{hint}"
    with pytest.raises(Refused):
        access.share(**base, by=become("colleague"))
    by = become("elsewhere")
    safe = a_case(by, programme="safe")
    with pytest.raises(Refused, match="consent of the survivor alone"):
        access.share(**{**base, "circle": safe.circle_id, "table": "cases_case", "item": safe.id}, by=by)
    with pytest.raises(Error), transaction.atomic():
        Share.objects.create(
            actor_id=client, circle_id=case.circle_id, item_table="cases_case", item_number=1, ground="law",
            valid_until=soon, given_by_id=by.actor_id,
        )  # fmt: skip
    with pytest.raises(Error), transaction.atomic():
        Share.objects.update(valid_until=soon + timedelta(days=99))


def test_a_fault_of_the_database_is_not_told_as_a_refusal(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = Person.objects.get(id=lead(case)).public_id
    with pytest.raises(DatabaseError):
        actions.report_worry(case=case.public_id, person=person, told_whom="Police\x00", words="He hit", by=by)


def test_what_is_not_in_force_opens_nothing(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_consent(case, by)
    actions.withdraw_consent(consent=consent, how=How.SPOKEN, by=by)
    consent.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.share_by_consent(consent=consent, actor_id=by.actor_id, table="cases_case", item=case.id, by=by)
    assert refused.value.code == "access.share_consent"
    assert not Share.objects.exists()
