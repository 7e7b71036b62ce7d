"""Who may change the staff, which roles go together, and which names and passwords are good enough."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import ValidationError

from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.agency.staff.rules import (
    NotTheDemonstrationPassword,
    may_be_called,
    may_change_staff,
    may_change_worker,
    may_hold,
)
from alongside.ground.foundation.reader import ADMINISTERS, EVALUATES, INDEX, READS_LOGS, Reader


def someone(powers: int = 0) -> Reader:
    return Reader(7, "worker", "Noor", 1, powers=powers)


@pytest.mark.parametrize(("powers", "may"), [(ADMINISTERS, True), (0, False), (READS_LOGS | EVALUATES | INDEX, False)])
def test_only_an_administrator_changes_the_staff(powers: int, may: bool) -> None:
    decision = may_change_staff(someone(powers))
    assert bool(decision) == may
    assert decision.code == ("" if may else "staff.administrator")
    assert bool(may_change_worker(someone(powers), 8)) == may


def test_an_administrator_changes_everyone_but_herself() -> None:
    assert may_change_worker(someone(ADMINISTERS), 7).code == "staff.herself"


@pytest.mark.parametrize(("role", "held"), list(product(Role, Role)))
def test_administration_and_records_never_meet_in_either_order(role: Role, held: Role) -> None:
    apart = {role, held} & {Role.ADMIN} and {role, held} & TEAM_ROLES
    decision = may_hold(role, [held])
    assert bool(decision) == (not apart)
    assert bool(may_hold(held, [role])) == bool(decision)
    assert decision.code == ("role.separation" if apart else "")


def test_the_same_role_again_is_no_other_role() -> None:
    assert may_hold(Role.ADMIN, [Role.ADMIN])
    assert not may_hold(Role.ADMIN, [Role.ADMIN, Role.WORKER])


@pytest.mark.parametrize("name", ["al", "amina.yusuf", "o-byrne_2@harbour+1", "ңozi", "x" * 150])
def test_a_sign_in_name_that_can_be_typed(name: str) -> None:
    assert may_be_called(name)


@pytest.mark.parametrize("name", ["", "a", "amina yusuf", " amina", "x" * 151, "amina/yusuf", "amina\n"])
def test_a_sign_in_name_that_gives_trouble(name: str) -> None:
    assert may_be_called(name).code == "worker.username"


@pytest.mark.parametrize("password", ["alongside-demo", " Alongside-DEMO "])
def test_what_everybody_knows_is_nobody_s_password(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NotTheDemonstrationPassword().validate(password)
    assert refused.value.code == "demonstration"


def test_another_password_is_good_and_the_rule_is_said_in_words() -> None:
    NotTheDemonstrationPassword().validate("alongside-demo-2")
    assert "demonstration" in NotTheDemonstrationPassword().get_help_text()
