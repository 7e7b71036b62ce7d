"""Levels of a grant: who may set which; a credential opens only what its holder carries, while she holds it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Max
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.access.models import Grant
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import (
    ADMINISTERS,
    CARRIES,
    INDEX,
    PSYCHOTHERAPY,
    RESTRICTED,
    SAFE_LOCATION,
    SEALED,
    SUBSTANCE_USE,
)
from alongside.practice.assessments.models import Fact
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case

LEVELS = (1, RESTRICTED, SUBSTANCE_USE, PSYCHOTHERAPY, SAFE_LOCATION)


def facts(case: Case) -> None:
    """One fact at each level, written as whoever holds them all."""
    person = case.participants.get().person_id
    for level in LEVELS:
        Fact.objects.create(
            circle_id=case.circle_id, case=case, person_id=person, level=level, domain="safety", key=f"k{level}",
            label="L", value="x", on=case.opened_on, source="observation",
        )  # fmt: skip


def seen(case: Case) -> set[int]:
    return set(Fact.objects.filter(case=case).values_list("level", flat=True))


def credential(become: Become, username: str, role: Role, **dates: object) -> RoleHeld:
    by = become("admin")
    worker = Worker.objects.get(actor__account__username=username)
    return staff.give_role(worker=worker, role=role, by=by, **dates)  # type: ignore[arg-type]


def test_credentials_open_notes_of_what_their_holder_carries_and_nothing_else(become: Become) -> None:
    credential(become, "worker", Role.COUNSELLOR)
    treats = credential(become, "worker", Role.TREATMENT)
    credential(become, "colleague", Role.COUNSELLOR)
    case = a_case(become("worker"))
    facts(case)
    assert seen(case) == set(LEVELS)
    for username, levels in [
        ("colleague", {1}),
        ("supervisor", {1, RESTRICTED, SAFE_LOCATION}),
        ("intake", set()),
        ("privacy", set()),
    ]:
        become(username)
        assert seen(case) == levels, username
    access.assign(circle=case.circle_id, actor_id=become("colleague").actor_id, by=become("worker"))
    become("colleague")
    assert seen(case) == set(LEVELS) - {SUBSTANCE_USE}
    staff.take_role(held=treats, by=become("admin"))
    become("worker")
    assert seen(case) == set(LEVELS) - {SUBSTANCE_USE}
    credential(become, "colleague", Role.TREATMENT)
    become("colleague")
    assert seen(case) == set(LEVELS)


def test_a_credential_ends_with_its_own_day(become: Become) -> None:
    credential(become, "worker", Role.COUNSELLOR, until_on=timezone.localdate() + timedelta(days=30))
    case = a_case(become("worker"))
    by = become("worker")
    last = Grant.objects.filter(actor_id=by.actor_id, scope_id=case.circle_id, levels=PSYCHOTHERAPY).aggregate(
        last=Max("valid_until")
    )["last"]
    assert timezone.now() + timedelta(days=29) < last < timezone.now() + timedelta(days=31)


@pytest.mark.parametrize("bits", [PSYCHOTHERAPY, SUBSTANCE_USE, SEALED, INDEX, ADMINISTERS, 19 | 8])
def test_who_carries_a_case_gives_nobody_what_her_credential_would(become: Become, bits: int) -> None:
    by = become("worker")
    case = a_case(by)
    for actor in (by.actor_id, become("colleague").actor_id):
        with pytest.raises(Refused):
            access.assign(circle=case.circle_id, actor_id=actor, levels=bits, by=become("worker"))


@pytest.mark.parametrize(("scope", "bits"), [("t", 8), ("t", 4), ("t", 32), ("t", 128), ("o", 1), ("o", 31), ("o", 64)])
def test_an_administrator_gives_no_role_that_opens_such_notes_by_a_team(become: Become, scope: str, bits: int) -> None:
    number = become("colleague").actor_id
    team = next(line.id for line in organisation.teams() if line.name == "Family team")
    with pytest.raises(Refused):
        access.give(
            actor_id=number, scope=GrantScope(scope), scope_id=team if scope == "t" else 0, levels=bits,
            reason=GrantReason.TEAM if scope == "t" else GrantReason.ROLE, by=become("admin"),
        )  # fmt: skip
    assert CARRIES == 19
