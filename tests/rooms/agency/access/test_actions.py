"""Entrances, circles and grants as the product calls them: what begins, what ends at once, who is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries
from alongside.agency.access.enums import ActorKind, GrantReason, GrantScope, SessionKind
from alongside.agency.access.models import Account, Circle, Grant, History
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.assessments.models import Fact
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case


def team(name: str) -> int:
    return next(line.id for line in organisation.teams() if line.name == name)


def actor(username: str) -> int:
    return Account.objects.get(username=username).actor_id


def test_an_entrance_opens_once_and_ends_at_the_next_statement(become: Become) -> None:
    case = a_case(become("worker"))
    secret, until = b"a secret of this test", timezone.now() + timedelta(hours=1)
    number = actor("worker")
    assert access.open_session(actor_id=number, kind=SessionKind.DESK, secret=secret, expires_at=until)
    assert access.open_session(actor_id=number, kind=SessionKind.DESK, secret=secret, expires_at=until) is None
    assert queries.enter(secret) is not None
    assert Case.objects.filter(id=case.id).exists()
    access.end_session(secret=secret)
    assert queries.enter(secret) is None
    assert not Case.objects.filter(id=case.id).exists()


def test_what_is_no_refusal_of_the_database_is_not_told_as_one(become: Become) -> None:
    by = become("worker")
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        access.open_circle(team_id=by.teams[0], kind="a kind that is far too long to be one", by=by)
    assert not isinstance(told.value, Refused)
    assert not Circle.objects.exists()


def test_an_expired_entrance_opens_nothing() -> None:
    past = timezone.now() - timedelta(seconds=1)
    access.open_session(actor_id=actor("worker"), kind=SessionKind.DESK, secret=b"too late", expires_at=past)
    assert queries.enter(b"too late") is None


def test_an_assignment_opens_and_its_end_closes(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    other = actor("elsewhere")
    access.assign(circle=case.circle_id, actor_id=other, why="Covers", by=by)
    become("elsewhere")
    assert Case.objects.filter(id=case.id).exists()
    access.end_assignment(circle=case.circle_id, actor_id=other, why="Back again", by=become("worker"))
    become("elsewhere")
    assert not Case.objects.filter(id=case.id).exists()


def test_a_grant_runs_out_by_itself(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    access.assign(circle=case.circle_id, actor_id=actor("elsewhere"), until=timezone.now(), by=by)
    become("elsewhere")
    assert not Case.objects.filter(id=case.id).exists()


@pytest.mark.parametrize("username", ["colleague", "elsewhere", "intake", "privacy", "admin", "client"])
def test_others_bring_nobody_into_a_circle(become: Become, username: str) -> None:
    case = a_case(become("worker"))
    by = become(username)
    with pytest.raises(Refused):
        access.assign(circle=case.circle_id, actor_id=by.actor_id, by=by)


def test_a_moved_circle_changes_hands_with_every_row(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    circle = case.circle_id
    access.move_circle(circle=circle, team_id=team("Older people's team"), why="Moved away", by=by)
    become("elsewhere")
    assert Case.objects.filter(id=case.id).exists()
    assert History.objects.filter(circle_id=circle).exists()
    become("colleague")
    assert not Case.objects.filter(id=case.id).exists()
    assert not History.objects.filter(circle_id=circle).exists()


def test_history_says_who_why_and_what_stood_there(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    access.say_why("Spelt as she spells it")
    Case.objects.filter(id=case.id).update(title="Márta")
    change = queries.changes_of("cases_case", case.id)[0]
    assert (change.verb, change.actor_id, change.why) == ("update", by.actor_id, "Spelt as she spells it")
    assert change.before == {"title": case.title}


def test_restricted_rows_and_their_history_stay_with_those_who_carry(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = case.participants.get().person_id
    fact = Fact.objects.create(
        circle_id=case.circle_id, case=case, person_id=person, level=RESTRICTED, domain="safety", key="k", label="L",
        value="secret", on=case.opened_on, source="observation",
    )  # fmt: skip
    Fact.objects.filter(id=fact.id).update(value="another secret")
    become("colleague")
    assert not Fact.objects.filter(id=fact.id).exists()
    assert queries.changes_of("assessments_fact", fact.id) == []
    become("supervisor")
    assert Fact.objects.filter(id=fact.id).exists()
    assert queries.changes_of("assessments_fact", fact.id)


def test_a_role_opens_a_team_and_taking_it_closes_it(become: Become) -> None:
    case = a_case(become("worker"))
    other, admin = actor("elsewhere"), become("admin")
    access.give(
        actor_id=other, scope=GrantScope.TEAM, scope_id=team("Family team"), levels=1, reason=GrantReason.TEAM, by=admin
    )
    become("elsewhere")
    assert Case.objects.filter(id=case.id).exists()
    admin = become("admin")
    access.take(
        actor_id=other, scope=GrantScope.TEAM, scope_id=team("Family team"), levels=1, reason=GrantReason.TEAM, by=admin
    )
    become("elsewhere")
    assert not Case.objects.filter(id=case.id).exists()


def test_who_ends_loses_grants_entrances_and_account_at_once(become: Become) -> None:
    become("colleague")
    number = actor("colleague")
    access.open_session(
        actor_id=number, kind=SessionKind.DESK, secret=b"still open", expires_at=timezone.now() + timedelta(hours=1)
    )
    access.end_actor(actor_id=number, by=become("admin"))
    assert queries.enter(b"still open") is None
    assert not Account.objects.get(username="colleague").is_active


def test_nobody_ends_herself_and_only_administrators_end_anybody(become: Become) -> None:
    admin = become("admin")
    with pytest.raises(Refused):
        access.end_actor(actor_id=admin.actor_id, by=admin)
    with pytest.raises(Refused):
        access.end_actor(actor_id=admin.actor_id, by=become("supervisor"))


def test_an_emergency_is_reviewed_by_somebody_else(become: Become) -> None:
    case = a_case(become("worker"))
    public = Circle.objects.values_list("public_id", flat=True).get(id=case.circle_id)
    access.break_glass(circle_public=public, why="She rang and the line went dead.", by=become("intake"))
    waiting = queries.emergencies()
    assert waiting == []
    supervisor = become("supervisor")
    (one,) = queries.emergencies()
    assert (one.name, one.team) == ("Róisín Clarke", "Family team")
    assert access.review_emergency(grant=one.grant, note="Right to look.", by=supervisor)
    assert not access.review_emergency(grant=one.grant, note="Again.", by=supervisor)
    assert queries.emergencies() == []


def test_acting_takes_the_reader_away_again(become: Become) -> None:
    become("worker")
    with access.acting(actor_id=actor("worker"), kind=SessionKind.JOB) as by:
        assert by.name == "Dele Akande"
        assert Grant.objects.exists()
    assert not Grant.objects.exists()


def test_only_administrators_make_actors(become: Become) -> None:
    assert access.add_actor(name="New", kind=ActorKind.WORKER, by=become("admin")).id
    with pytest.raises(Exception, match="row-level security"):
        access.add_actor(name="Smuggled", by=become("worker"))


def test_whoever_has_left_does_not_act_any_more(become: Become) -> None:
    number = actor("colleague")
    access.end_actor(actor_id=number, by=become("admin"))
    with pytest.raises(Refused, match="has left"), access.acting(actor_id=number, kind=SessionKind.COMMAND):
        pytest.fail("the block of somebody who has left is never entered")
