"""The agency as others read it."""

from __future__ import annotations

from datetime import date

from alongside.agency.organisation import queries
from alongside.agency.organisation.enums import TeamKind
from tests.conftest import Become


def test_the_name_is_there_before_anybody_signs_in_and_nothing_else() -> None:
    assert queries.the_agency().name == "Harbour Family Service"
    assert not queries.is_empty()
    assert queries.teams() == []
    assert queries.programmes() == []


def test_teams_and_programmes_for_a_reader(become: Become) -> None:
    become("worker")
    assert [line.name for line in queries.teams(kind=TeamKind.INTAKE)] == ["Front desk"]
    found = {line.code: line for line in queries.programmes()}
    assert set(found) == {"family", "safe"}
    assert queries.is_victim_service(found["safe"].id)
    assert not queries.is_victim_service(found["family"].id)
    assert queries.programme(found["family"].id) == found["family"]
    assert queries.programme(0) is None


def test_the_protocol_in_force_follows_the_day(become: Become) -> None:
    become("worker")
    family = next(line for line in queries.programmes() if line.code == "family")
    line = queries.protocol_in_force(family.id, date(2026, 11, 22))
    assert line is not None
    assert queries.rules_of(line.id).stage("intake").needs
    before = queries.protocol_in_force(family.id, date(1990, 1, 1))
    assert before == line, "the first version serves what is older than it"


def test_working_days_are_those_of_the_country() -> None:
    agency = queries.the_agency()
    assert not agency.calendar.is_business_day(date(2026, 3, 17))
    assert agency.calendar.is_business_day(date(2026, 3, 18))
