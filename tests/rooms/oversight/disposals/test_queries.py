"""What is due after something went: people whose last record is gone, and the logs when their own time has passed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from alongside.agency.access.actions import add_subject
from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.oversight.disposals.actions.proposing import propose_disposal
from alongside.oversight.disposals.models import DueMark, Tombstone
from alongside.oversight.disposals.queries.finding import candidates, counted, disposal, disposals, paper_of
from alongside.oversight.imports.actions import Where, import_gedcom
from alongside.oversight.imports.models import ImportedRow
from alongside.record.cases.actions import Part, PastCase, bring_in_cases
from alongside.record.people.models import ContactPoint, Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.disposals import agreed, an_ended_case, carried_out, officer, proposed
from tests.factories.intakes import programme_id
from tests.factories.people import a_person, a_phone
from tests.rooms.oversight.imports.bringing import bringing

__all__ = ["officer"]


def count(sql: str, *values: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (number,) = cursor.fetchone() or (0,)
    return int(number)


def test_logs_go_by_their_own_time(become: Become, officer: None, tmp_path: Path) -> None:
    case = an_ended_case(become("worker"))
    number = proposed(become, case.number)
    agreed(become, number)
    assert carried_out(number, tmp_path)
    become("privacy")
    (log,) = candidates()
    assert (log.kind, log.number, log.label) == ("log", case.circle_id, "")
    assert log.due_on == date(2022, 3, 31)
    become("supervisor")
    assert count("select count(*) from access_circle where id = %s", case.circle_id) == 1
    logs = propose_disposal(chosen=[log], by=become("privacy"))
    agreed(become, logs)
    assert carried_out(logs, tmp_path)
    become("privacy")
    found = disposal(logs)
    assert found
    assert "logs" in found.certificate
    assert [rule["classes"] for rule in found.certificate["rules"]] == [["access"]]
    assert candidates() == ()
    assert count("select count(*) from access_reading where circle_id = %s", case.circle_id) == 0
    assert sorted(Tombstone.objects.values_list("kind", flat=True)) == ["case", "circle", "log", "person"]
    assert [line.public_id for line in disposals()] == [logs, number]


def test_who_has_another_case_stays(become: Become, officer: None, tmp_path: Path) -> None:
    by = become("worker")
    circle, other = a_circle(by), a_case(by).circle_id
    case = an_ended_case(by, circle=circle)
    person = case.participants.get().person
    a_phone(person, circle, by)
    add_subject(circle=other, person_id=person.id, by=by)
    become("privacy")
    plan = counted([one for one in candidates() if one.label == case.number])
    assert (plan["persons"], plan["stay"], "people_person" in plan["tables"]) == (0, 1, False)
    number = proposed(become, case.number)
    agreed(become, number)
    assert carried_out(number, tmp_path)
    become("worker")
    assert Person.objects.filter(id=person.id).exists()
    assert ContactPoint.objects.filter(person=person).exists()
    assert not type(case).objects.filter(id=case.id).exists()
    become("privacy")
    assert candidates() == ()


@pytest.mark.parametrize("name", ["worker", "supervisor", "admin", "evaluator"])
def test_nobody_else_learns_anything(become: Become, officer: None, name: str) -> None:
    number = proposed(become, an_ended_case(become("worker")).number)
    become(name)
    assert (candidates(), disposals(), disposal(number), paper_of(number)) == ((), (), None, None)
    assert DueMark.objects.count() == 0
    assert counted([])["tables"] == {}


def test_a_child_counts_from_her_birthday_or_from_the_end(become: Become) -> None:
    by = become("worker")
    year = clock.today().year
    grown = an_ended_case(by, "Grown Child", born=date(year - 26, 1, 1))
    young = an_ended_case(by, "Young Child", born=date(year - 24, 1, 1))
    a_person(young.circle_id, "Old Aunt", by, born=date(1950, 1, 1))
    become("privacy")
    found = {one.label: one for one in candidates()}
    assert found[grown.number].due_on == date(year - 1, 1, 1)
    assert found[grown.number].minor
    assert young.number not in found


def test_an_import_does_not_bring_back_what_was_disposed_of(become: Become, officer: None, tmp_path: Path) -> None:
    file = "id,given_name,family_name,birth_date\nA1,Rosa,Lindqvist,1980-05-01\nA2,Ana,Souza,1981-05-01\n"
    bring = bringing(become)
    assert bring(file).counts["created"] == 2
    person = Person.objects.get(display_name="Rosa Lindqvist")
    (circle,) = CircleSubject.objects.filter(person_id=person.id).values_list("circle_id", flat=True)
    past = PastCase(circle, programme_id(), (Part(person.id),), date(2011, 1, 1), date(2012, 1, 1), summary="Ended")
    (case,) = bring_in_cases(cases=[past], by=become("worker"))
    number = proposed(become, case.number)
    agreed(become, number)
    assert carried_out(number, tmp_path)
    again = bring(file)
    assert (again.counts["created"], again.counts["unchanged"], again.counts["refused"]) == (0, 1, 1)
    assert "was disposed of here on" in again.reason(1)


def test_a_family_file_does_not_bring_back_its_case(become: Become, officer: None, tmp_path: Path) -> None:
    by = become("worker")
    case = an_ended_case(by)
    ImportedRow.objects.create(
        actor_id=by.actor_id, system="gedcom", file="house.ged", key="case:I1 Ana Lim", kind="case", row_id=case.id
    )
    number = proposed(become, case.number)
    agreed(become, number)
    assert carried_out(number, tmp_path)
    path = tmp_path / "house.ged"
    path.write_text("0 @I1@ INDI\n1 NAME Ana /Lim/\n", encoding="utf-8")
    with pytest.raises(Refused, match="was disposed of here on"):
        import_gedcom(path=path, where=Where(), by=become("worker"))
