"""The scene of the demonstration, told into an empty database of its own."""

from __future__ import annotations

import pytest

from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.agency.organisation.rules import protocol_keys
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.agency.staff.rules import DEMONSTRATION_PASSWORD, may_be_called, may_hold
from alongside.oversight.demonstration.setting import CAST, PASSWORD, PROGRAMMES, TEAMS, Someone

PROMISED = {"intake", "worker", "colleague", "supervisor", "evaluator", "privacy", "admin"}


def test_every_promised_sign_in_has_somebody() -> None:
    assert sorted(someone.username for someone in CAST) == sorted(PROMISED)
    assert len({someone.name for someone in CAST}) == len(CAST)


def test_the_password_is_the_one_that_real_agencies_refuse() -> None:
    assert PASSWORD == DEMONSTRATION_PASSWORD


@pytest.mark.parametrize("someone", CAST, ids=lambda one: one.username)
def test_the_roles_of_each_go_together_and_name_a_team_where_they_need_one(someone: Someone) -> None:
    assert may_be_called(someone.username)
    for role, team in someone.roles:
        assert may_hold(role, [held for held, _team in someone.roles])
        assert (team in TEAMS) if role in TEAM_ROLES or role == Role.INTAKE else team == ""


@pytest.mark.parametrize(("name", "code", "protocol", "team", "kind"), PROGRAMMES)
def test_each_programme_has_a_protocol_and_a_team_of_casework(
    name: str, code: str, protocol: str, team: str, kind: ProgrammeKind
) -> None:
    assert protocol in protocol_keys()
    assert TEAMS[team] == TeamKind.CASEWORK
    carried_by = {team for someone in CAST for _role, team in someone.roles}
    assert team in carried_by, f"nobody works in {name} ({code})"


def test_a_victim_service_shares_its_team_with_no_other_programme() -> None:
    teams = {team for _name, _code, _protocol, team, kind in PROGRAMMES if kind == ProgrammeKind.VICTIM_SERVICE}
    assert teams
    assert not [team for _n, _c, _p, team, kind in PROGRAMMES if kind != ProgrammeKind.VICTIM_SERVICE and team in teams]
