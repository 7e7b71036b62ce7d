"""What the database answers before there is a reader, and how much somebody carries."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import GrantReason, GrantScope, SessionKind
from alongside.agency.access.queries import house_actor, leave
from alongside.agency.staff import actions, queries
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Invitation, RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import ADMINISTERS
from tests.conftest import Become
from tests.database.putting import many, number, put
from tests.factories.by_hand import Owner, Rows, told
from tests.factories.cases import a_case
from tests.factories.staff import worker

PASSWORD = "a long walk by the sea"


@pytest.fixture
def invited(become: Become) -> tuple[Worker, str]:
    """Somebody who comes by invitation, and the secret of her way in."""
    by = become("admin")
    ana = worker(by=by)
    return ana, actions.invite(worker=ana, by=by)


def answer(secret: str) -> str | None:
    """Who is invited by the secret, asked by nobody in particular."""
    leave()
    found = queries.invited(secret)
    return found.name if found else None


def test_whoever_has_the_secret_learns_the_name_and_comes_in_once(invited: tuple[Worker, str]) -> None:
    ana, secret = invited
    assert answer(secret) == "Ana Souza"
    assert answer("another secret") is None
    actions.accept_invitation(secret=secret, password=PASSWORD)
    assert answer(secret) is None
    with pytest.raises(Refused):
        actions.accept_invitation(secret=secret, password=PASSWORD)
    assert ana.name == "Ana Souza"


def test_an_invitation_that_ran_out_opens_nothing(invited: tuple[Worker, str]) -> None:
    _ana, secret = invited
    hashed = hashlib.sha256(secret.encode()).digest()
    Invitation.objects.filter(secret_hash=hashed).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert answer(secret) is None


def test_with_the_first_that_is_accepted_all_others_are_used(invited: tuple[Worker, str], become: Become) -> None:
    ana, first = invited
    second = actions.invite(worker=ana, by=become("admin"))
    used = next(secret for secret in (second, first) if answer(secret))
    actions.accept_invitation(secret=used, password=PASSWORD)
    assert answer(first) is answer(second) is None


def test_whoever_left_meanwhile_is_not_invited_any_more(invited: tuple[Worker, str], become: Become) -> None:
    ana, secret = invited
    actions.end_worker(worker=ana, by=become("admin"))
    assert answer(secret) is None


def test_an_administrator_learns_how_many_cases_somebody_carries_and_nobody_else(become: Become) -> None:
    carrier = become("worker")
    for _ in range(2):
        a_case(carrier)
    for who in ("worker", "colleague", "supervisor", "privacy", "client"):
        become(who)
        assert queries.carried_by(carrier.actor_id) == 0, who
    become("admin")
    assert queries.carried_by(carrier.actor_id) == 2
    assert queries.carried_by(become("colleague").actor_id) == 0


@pytest.mark.usefixtures("administer")
def test_each_case_that_she_carries_is_counted_once_and_nothing_else(become: Become) -> None:
    become("admin")
    until, over = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    who, circle = number(), number()
    grant = {"actor_id": who, "scope": "c", "scope_id": circle, "reason": "assigned", "valid_until": until}
    with many():
        for other in (
            {},
            {"levels": 8},
            {"scope_id": number()},
            {"actor_id": number(), "scope_id": number()},
            {"scope": "t", "scope_id": number()},
            {"reason": "import", "scope_id": number()},
            {"valid_until": over, "scope_id": number()},
        ):
            put("access_grant", **{**grant, **other})
    assert queries.carried_by(who) == 2


def test_what_was_handed_on_is_carried_no_more(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    access.end_assignment(circle=case.circle_id, actor_id=by.actor_id, by=become("supervisor"))
    become("admin")
    assert queries.carried_by(by.actor_id) == 0


def test_the_house_s_own_actor_is_no_administrator(become: Become) -> None:
    admin = become("admin")
    leave()
    assert queries.has_administrator()
    become("admin")
    access.take(actor_id=admin.actor_id, scope=GrantScope.AGENCY, levels=ADMINISTERS, reason=GrantReason.ROLE, by=admin)
    leave()
    assert not queries.has_administrator()
    with connection.cursor() as cursor:
        cursor.execute("select app.uid()")
        assert cursor.fetchone() == (None,)
    assert house_actor() != admin.actor_id


def test_whoever_comes_in_holds_her_own_roles_of_the_day_and_nobody_else_s(become: Become) -> None:
    by = become("admin")
    ana, today = worker(by=by), clock.today()
    for role, begins, ends in (
        (Role.PRIVACY, 0, None),
        (Role.EVALUATOR, -9, 1),
        (Role.COUNSELLOR, -9, 0),
        (Role.TREATMENT, 1, None),
    ):
        row = actions.give_role(worker=ana, role=role, from_on=today, by=by)
        RoleHeld.objects.filter(id=row.id).update(
            from_on=today + timedelta(begins), until_on=None if ends is None else today + timedelta(ends)
        )
    secret = b"a desk of her own"
    until = timezone.now() + timedelta(hours=1)
    access.open_session(actor_id=ana.actor_id, kind=SessionKind.DESK, secret=secret, expires_at=until)
    held = {-1: {"evaluator", "counsellor"}, 0: {"privacy", "evaluator"}, 1: {"privacy", "treatment"}}
    for step, roles in held.items():
        with connection.cursor() as cursor:
            sql = "select actor_id, worker_id, roles from app.come_in(%s, %s, %s)"
            cursor.execute(sql, [secret, uuid4(), today + timedelta(step)])
            ((actor, number, found),) = cursor.fetchall()
        assert (actor, number, set(found)) == (ana.actor_id, ana.id, roles), step


def an_invitation(owner: Owner, worker: int, secret: str, **values: object) -> int:
    """A one-time way in for a worker."""
    ((hashed,),) = owner("select sha256(%s::bytea)", secret)
    until = timezone.now() + timedelta(days=1)
    given: dict[str, object] = {"worker_id": worker, "secret_hash": hashed, "expires_at": until}
    return owner.row("staff_invitation", **given | values)


def test_an_invitation_is_of_its_secret_its_worker_and_its_time(owner: Owner) -> None:
    before = timezone.now() - timedelta(days=9)
    actor, other = (owner.row("access_actor", kind="worker", name=name) for name in ("Ana", "Ivo"))
    ana, ivo = (owner.row("staff_worker", actor_id=one, name=name) for one, name in ((actor, "Ana"), (other, "Ivo")))
    an_invitation(owner, ivo, "his")
    mine = an_invitation(owner, ana, "hers")
    again, used = an_invitation(owner, ana, "hers too"), an_invitation(owner, ana, "used", used_at=before)

    def asked() -> Rows:
        return told("select name from app.invited('hers')")

    def accepted() -> Rows:
        return [row for row in told("select app.accept_invitation('hers')") if row != (None,)]

    wounds = {
        "another secret": f"update staff_invitation set secret_hash = 'x' where id = {mine}",
        "used": f"update staff_invitation set used_at = now() where id = {mine}",
        "too late": f"update staff_invitation set expires_at = now() where id = {mine}",
        "left": f"update staff_worker set left_on = current_date where id = {ana}",
        "ended": f"update access_actor set ended_at = now() where id = {actor}",
    }
    assert asked() == [("Ana",)]
    assert owner.unheeded(asked, wounds) == owner.unheeded(accepted, wounds) == []
    assert accepted() == [(actor,)]
    rows = owner("select id, used_at from staff_invitation where worker_id = any(%s)", [ana, ivo])
    assert {number for number, at in rows if at} == {mine, again, used}
    assert (used, before) in rows


def test_nothing_is_used_by_who_has_no_invitation(owner: Owner) -> None:
    lying = an_invitation(owner, 0, "lying")
    assert told("select app.accept_invitation('nobody''s')") == [(None,)]
    assert owner("select used_at from staff_invitation where id = %s", lying) == [(None,)]


def test_an_administrator_is_a_worker_who_stays_with_a_power_that_stands(owner: Owner) -> None:
    def look() -> Rows:
        return [row for row in told("select app.has_administrator()") if row != (False,)]

    ((admin,),) = owner("select actor_id from access_account where username = 'admin'")
    grant = f"update access_grant set {{}} where actor_id = {admin}"
    wounds = {
        "another kind": f"update access_actor set kind = 'partner' where id = {admin}",
        "ended": f"update access_actor set ended_at = now() where id = {admin}",
        "of a team": grant.format("scope = 't'"),
        "another power": grant.format("levels = 128"),
        "over": grant.format("valid_until = now()"),
    }
    assert look() == [(True,)]
    assert owner.unheeded(look, wounds) == []


def test_who_comes_in_is_told_as_the_worker_she_is(owner: Owner) -> None:
    day, rest = clock.today(), {"role": "worker", "from_on": clock.today()}
    found = {}
    for name in ("Ana", "Ivo"):
        actor = owner.row("access_actor", kind="worker", name=name)
        number = owner.row("staff_worker", actor_id=actor, name=name)
        ((hashed,),) = owner("select sha256(%s::bytea)", name)
        owner.row("access_accesssession", actor_id=actor, secret_hash=hashed, expires_at=timezone.now() + timedelta(1))
        found[name] = (actor, number, [f"role {name}"])
        owner.row("staff_roleheld", worker_id=number, **rest | {"role": f"role {name}"})
        for role, changes in {
            "later": {"from_on": day + timedelta(1)}, "until today": {"until_on": day},
        }.items():  # fmt: skip
            owner.row("staff_roleheld", worker_id=number, **rest | changes | {"role": role})
    owner.asleep("update staff_roleheld set until_on = %s where role = 'role Ivo'", day + timedelta(1))
    for name, expected in found.items():
        sql = "select actor_id, worker_id, roles from app.come_in(%s::bytea, %s, %s)"
        assert told(sql, name, uuid4(), day) == [expected]
