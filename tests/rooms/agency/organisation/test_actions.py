"""Setting the agency up: what is written, what is refused, and that only administrators may."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from alongside.agency.organisation import actions, queries
from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation.errors import Refused
from tests.conftest import Become
from tests.factories.cases import a_case


def a_programme(become: Become, **more: object) -> int:
    by = become("admin")
    teams = queries.teams()
    rules = default_protocol("early_help").model_dump(mode="json")
    values = {"name": "Early days", "code": "early", "intake_team_id": teams[0].id, "team_ids": [teams[1].id]}
    return actions.add_programme(**{**values, "rules": rules, **more}, by=by)  # type: ignore[arg-type]  # mixed values


def test_settings_are_written_again_instead_of_twice(become: Become) -> None:
    actions.set_up_agency(name="Harbour", time_zone="Europe/Lisbon", by=become("admin"))
    assert (queries.the_agency().name, queries.the_agency().time_zone) == ("Harbour", "Europe/Lisbon")


def test_a_time_zone_that_does_not_exist_is_refused(become: Become) -> None:
    with pytest.raises(Refused, match="Europe/Lisbon") as refusal:
        actions.set_up_agency(name="Harbour", time_zone="Moon/Sea", by=become("admin"))
    assert "time_zone" in refusal.value.fields


@pytest.mark.parametrize("username", ["worker", "supervisor", "intake", "privacy", "evaluator", "client"])
def test_only_administrators_set_up(become: Become, username: str) -> None:
    by = become(username)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        actions.add_team(name=f"Team of {username}", by=by)


def test_names_and_codes_are_given_once(become: Become) -> None:
    with pytest.raises(Refused, match="team of that name"):
        actions.add_team(name=" family TEAM ", by=become("admin"))
    a_programme(become)
    with pytest.raises(Refused, match="with that code"):
        a_programme(become, code="EARLY")


def test_a_faulty_protocol_makes_no_programme(become: Become) -> None:
    rules = default_protocol("early_help").model_dump(mode="json")
    rules["stages"] = rules["stages"][:3]
    with pytest.raises(Refused), transaction.atomic():
        a_programme(become, rules=rules)


def test_a_new_version_leaves_open_cases_with_theirs(become: Become) -> None:
    case = a_case(become("worker"))
    admin = become("admin")
    rules = default_protocol("family_support").model_dump(mode="json")
    actions.publish_protocol(
        programme_id=case.programme_id, rules=rules, valid_from=date(2026, 1, 1), change_note="Shorter", by=admin
    )
    assert [line.number for line in queries.protocols(case.programme_id)] == [2, 1]
    become("worker")
    case.refresh_from_db()
    assert case.protocol.number == 1
    assert a_case(become("worker")).protocol.number == 2


def test_another_system_s_lines_about_a_programme_are_replaced(become: Become) -> None:
    number = a_programme(become, details=["Funder: A"])
    actions.describe_programme(programme_id=number, details=["Funder: B"], by=become("admin"))
    assert queries.programme(number) is not None
