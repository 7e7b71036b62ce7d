"""The facts of one case; what the index right alone may know."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.models import AccessSession, Account, Circle, CircleSubject
from alongside.agency.access.queries import circle_public_id, who_can_see
from alongside.agency.organisation.models import Programme, Team
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.cases import queries
from alongside.record.cases.models import Case, Participant
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def test_a_case_is_handed_to_actions_only_when_it_is_seen(become: Become) -> None:
    case = a_case(become("worker"))
    assert queries.case_row(case.public_id).id == case.id
    become("elsewhere")
    for public_id in (case.public_id, UUID(int=3)):
        with pytest.raises(NotFound):
            queries.case_row(public_id)


def test_how_each_of_the_cast_stands_to_a_case(become: Become) -> None:
    case = queries.case_row(a_case(become("worker")).public_id)
    stands = {who: queries.standing(case, become(who)) for who in ("worker", "colleague", "supervisor", "elsewhere")}
    assert (stands["worker"].rules, stands["worker"].in_team) == (True, True)
    assert (stands["colleague"].rules, stands["colleague"].in_team) == (False, True)
    assert (stands["supervisor"].supervises, stands["supervisor"].leads) == (True, True)
    assert not any((stands["elsewhere"].leads, stands["elsewhere"].in_team))


def test_the_index_right_knows_name_and_year_of_an_ordinary_case(become: Become) -> None:
    case = a_case(become("worker"), family=True)
    circle = circle_public_id(case.circle_id)
    Person.objects.filter(parts__case=case, parts__focus=True).update(born_on="1990-02-03")
    become("intake")
    known = queries.masked_case(case.public_id)
    assert known == queries.MaskedCase(circle or UUID(int=0), "Marta López", 1990)
    assert queries.masked_cases([known.circle]) == {known.circle: case.public_id}
    assert queries.masked_case(UUID(int=5)) is None


@pytest.mark.parametrize("who", ["elsewhere", "evaluator", "privacy", "admin", "client", "worker"])
def test_without_the_index_right_a_masked_case_is_absent(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    become(who)
    assert queries.masked_case(case.public_id) is None


def test_restricted_cases_and_victim_services_are_never_known(become: Become) -> None:
    restricted = a_case(become("worker"))
    Case.objects.filter(id=restricted.id).update(level=2)
    safe = a_case(become("elsewhere"), programme="safe")
    become("intake")
    for case in (restricted, safe):
        assert queries.masked_case(case.public_id) is None


@pytest.mark.parametrize("sealed", [False, True])
def test_a_case_that_concerns_a_sealed_person_is_never_known(sealed: bool) -> None:
    """Sealing is done by nobody in the application yet, so the rows are laid out by the owner of the tables."""
    with transaction.atomic("owner"):
        rows = _laid_out(sealed=sealed)
        with connections["owner"].cursor() as cursor:
            cursor.execute("select app.begin_session(%s, %s)", [b"sealed", UUID(int=9)])
            cursor.execute("select name from app.masked_case(%s)", [rows])
            known = cursor.fetchone()
            cursor.execute("select case_public from app.masked_cases(array(select public_id from access_circle))")
            many = [row[0] for row in cursor.fetchall()]
        transaction.set_rollback(True, "owner")
    assert (known is None) == sealed
    assert (rows in many) == (not sealed)


def _laid_out(*, sealed: bool) -> UUID:
    """A case for one person beside another who may be sealed; a session of intake with the secret "sealed"."""
    intake = Account.objects.using("owner").get(username="intake")
    worker = Account.objects.using("owner").get(username="worker")
    AccessSession.objects.using("owner").create(
        actor_id=intake.actor_id,
        kind="command",
        secret_hash=hashlib.sha256(b"sealed").digest(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    programme = Programme.objects.using("owner").get(code="family")
    team = Team.objects.using("owner").get(name="Family team")
    circle = Circle.objects.using("owner").create(team=team, opened_by_id=worker.actor_id)
    for number in (987001, 987002):
        CircleSubject.objects.using("owner").create(circle=circle, person_id=number, acl_key=team.id * 64 + 1)
    lead = Person.objects.using("owner").create(id=987001, display_name="Halima", sort_key="halima")
    Person.objects.using("owner").create(id=987002, display_name="Hidden", sort_key="hidden", sealed=sealed)
    case = Case.objects.using("owner").create(
        circle=circle,
        number="HF-0",
        title="Halima",
        sort_key="halima",
        programme=programme,
        protocol=programme.protocols.using("owner").get(),
        opened_on=clock.today(),
    )
    Participant.objects.using("owner").create(
        circle=circle, case=case, person=lead, role="person", focus=True, from_on=clock.today()
    )
    return case.public_id


def test_titles_and_cases_of_circles(become: Become) -> None:
    case = a_case(become("worker"))
    assert queries.case_of_circle(case.circle_id) == case.public_id
    assert queries.titles_of_circles([case.circle_id, 0]) == {
        case.circle_id: (case.public_id, case.number, "Marta López")
    }
    become("privacy")
    assert queries.case_of_circle(case.circle_id) is None
    assert queries.titles_of_circles([case.circle_id]) == {}


def test_how_many_can_see_is_what_the_list_would_hold(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    listed = {one.actor_id for one in who_can_see(case.circle_id)}
    assert queries.seen_by(case.circle_id) == len(listed) == 4
    access.exclude(circle=case.circle_id, actor_id=become("excluded").actor_id, why="Brother", by=become("worker"))
    assert queries.seen_by(case.circle_id) == 3
    become("elsewhere")
    assert queries.seen_by(case.circle_id) == 0
