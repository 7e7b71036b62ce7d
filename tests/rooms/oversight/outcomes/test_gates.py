"""Who may count what: an evaluator ordinary programmes, a supervisor her teams' own, nobody else anything."""

from __future__ import annotations

from datetime import date

from django.db import connection

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.eyes import a_note_for_few, credential

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def programme(code: str) -> int:
    return next(line.id for line in organisation.programmes() if line.code == code)


def counted(number: int, first: date = FIRST, last: date = LAST) -> list[tuple[str, str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.count_programme(%s, %s, %s)", [number, first, last])
        return sorted(cursor.fetchall())


def test_only_evaluators_and_the_supervisors_of_its_teams_count_a_programme(become: Become) -> None:
    by = become("worker")
    family = programme("family")
    case = a_case(by, opened_on=date(2026, 2, 3))
    a_contact(case, by)
    for stranger in ("worker", "colleague", "elsewhere", "intake", "privacy", "admin", "client"):
        become(stranger)
        assert counted(family) == [], stranger
    for counter in ("evaluator", "supervisor"):
        become(counter)
        assert ("began", "2026-Q1", "unknown", 1) in counted(family), counter
        assert counted(family, date(2025, 1, 1), date(2025, 12, 31)) == []


def test_a_victim_service_is_counted_by_its_own_supervisor_alone(become: Become) -> None:
    by = become("elsewhere")
    safe, family = programme("safe"), programme("family")
    a_case(by, programme="safe", opened_on=date(2026, 2, 3))
    for stranger in ("evaluator", "supervisor", "elsewhere"):
        become(stranger)
        assert counted(safe) == [], stranger
    worker = Worker.objects.get(actor_id=by.actor_id)
    team = next(line.team_ids[0] for line in organisation.programmes() if line.id == safe)
    staff.give_role(worker=worker, role=Role.SUPERVISOR, team_id=team, from_on=date(2020, 1, 6), by=become("admin"))
    become("elsewhere")
    assert ("began", "2026-Q1", "unknown", 1) in counted(safe)
    assert counted(family) == []


def test_notes_of_counselling_do_not_count(become: Become) -> None:
    case = a_case(become("worker"), opened_on=date(2026, 2, 3))
    family, today = programme("family"), clock.today()
    a_contact(case, become("worker"))
    become("evaluator")
    before = counted(family, today.replace(month=1, day=1), today)
    assert [line[3] for line in before if line[0] == "contacts"] == [1]
    credential(become, "worker")
    a_note_for_few(case, become("worker"))
    become("evaluator")
    assert counted(family, today.replace(month=1, day=1), today) == before
