"""Two people dispose of what is due; everybody else is refused, and a hold stops all of it (R-36, Practice B14)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.disposals.actions.holding import place_hold, release_hold
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal, propose_erasure
from alongside.oversight.disposals.models import CaseStatistic, Disposal, Tombstone
from alongside.oversight.disposals.queries.finding import candidates, disposal, due_lines, paper_of
from alongside.oversight.disposals.queries.holding import hold_stands, holds
from alongside.record.cases.models import Case, Participant
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.disposals import OTHER, agreed, an_ended_case, carried_out, officer, proposed
from tests.factories.requests import a_request, known

__all__ = ["officer"]
WHY = "The court asked us to keep everything"
IN_A_YEAR = clock.today() + timedelta(days=365)


def rows(sql: str, *values: int) -> list[Any]:
    """What the application's role may see."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def test_what_is_due_is_told_in_numbers(become: Become) -> None:
    by = become("worker")
    due = an_ended_case(by)
    child = an_ended_case(by, "Little One", born=date(clock.today().year - 20, 1, 1))
    recent = an_ended_case(by, closed_on=clock.today() - timedelta(days=400))
    open_one = a_case(by)
    become("privacy")
    found = {line.what.label: line for line in due_lines()}
    assert due.number in found
    assert not {child.number, recent.number, open_one.number} & found.keys()
    line = found[due.number]
    assert (line.period, line.what.due_on, line.what.held) == ("P7Y", date(2019, 3, 14), False)
    assert "COA" in line.authority
    assert "Rosa" not in repr(found)
    assert rows("select count(*) from people_person") == [(0,)]
    for name in ("worker", "supervisor", "admin", "evaluator"):
        become(name)
        assert candidates() == ()


def test_a_case_is_disposed_of_by_two(become: Become, officer: None, tmp_path: Path) -> None:
    by = become("worker")
    case = an_ended_case(by, "Rosa Lindqvist", "Arvid Lindqvist")
    a_contact(case, by, text="Rosa said so")
    with_another = a_case(by)
    assert Person.objects.filter(display_name__endswith="Lindqvist").count() == 2
    number = proposed(become, case.number)
    found = disposal(number)
    assert found
    assert found.plan["persons"] == 2
    assert found.plan["tables"]["contacts_note"] == 1
    with pytest.raises(Refused, match="Two people"):
        decide_disposal(disposal=number, agree=True, by=become("privacy"))
    for name in ("worker", "supervisor", "admin"):
        with pytest.raises(Refused, match="Privacy officers"):
            decide_disposal(disposal=number, agree=True, by=become(name))
    agreed(become, number)
    assert carried_out(number, tmp_path)
    become("worker")
    assert not Case.objects.filter(id=case.id).exists()
    assert Case.objects.filter(id=with_another.id).exists()
    assert not Person.objects.filter(display_name__endswith="Lindqvist").exists()
    assert rows("select count(*) from access_history where circle_id = %s and before is not null", case.circle_id) == [
        (0,)
    ]
    become("privacy")
    done = disposal(number)
    assert done
    assert (done.state, done.items) == ("done", ())
    assert done.certificate["rows"]["cases_case"] == 1
    assert done.certificate["agreed_by"] == "Joan Adler"
    assert "Lindqvist" not in repr(done.certificate)
    assert case.number not in repr(done)
    assert (paper_of(number) or b"").startswith(b"%PDF")
    statistic = CaseStatistic.objects.get()
    assert (statistic.opened, statistic.closed, statistic.age_band) == ("2011-Q1", "2012-Q1", "25-44")
    assert statistic.contacts == 1
    assert sorted(Tombstone.objects.values_list("kind", flat=True)) == ["case", "circle", "person", "person"]
    with pytest.raises(NotFound):
        decide_disposal(disposal=number, agree=True, by=become(OTHER))
    assert not carried_out(number, tmp_path)


def test_a_hold_beats_what_was_agreed(become: Become, officer: None, tmp_path: Path) -> None:
    by = become("worker")
    case, circle = an_ended_case(by), a_case(by).circle_id
    number = proposed(become, case.number)
    agreed(become, number)
    hold = place_hold(number=case.number, why=WHY, authority="HC 2026/14", review_on=IN_A_YEAR, by=become("privacy"))
    assert not carried_out(number, tmp_path)
    become("privacy")
    stopped = disposal(number)
    assert stopped
    assert stopped.state == "stopped"
    assert "legal hold" in stopped.problem
    assert next(one for one in candidates() if one.label == case.number).held
    with pytest.raises(Refused, match="legal hold"):
        proposed(become, case.number)
    become("worker")
    assert Case.objects.filter(id=case.id).exists()
    assert hold_stands(case.circle_id)
    assert not hold_stands(circle)
    become("elsewhere")
    assert not hold_stands(case.circle_id)
    release_hold(hold=hold, why="The court has closed the proceedings", by=become("privacy"))
    again = proposed(become, case.number)
    agreed(become, again)
    assert carried_out(again, tmp_path)
    become("privacy")
    assert holds() == ()


def test_the_database_itself_refuses(become: Become, officer: None) -> None:
    case = an_ended_case(become("worker"))
    number = proposed(become, case.number)
    attempts = (
        "delete from cases_case",
        "update disposals_disposal set state = 'approved', decided_by_id = app.uid()",
        f"select app.carry_out('{number}', '{{}}')",
        "select app.erase(1, '{}', '{}', '{}', '{}')",
        f"select app.erase_again('{number}', '{{}}', '{{}}')",
        "insert into disposals_casestatistic (programme_id) values (1)",
        "delete from audit_erasedleaf",
    )
    for name in ("privacy", "admin", "worker"):
        become(name)
        for attempt in attempts:
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt)
    alone = (
        "insert into disposals_disposal (public_id, version, ground, reference, state, plan, proposed_by_id, "
        "decided_by_id, answer, problem, certificate, digest, key, signature) "
        "values (gen_random_uuid(), 1, 'due', '', 'approved', '{}', 1, 1, '', '', '{}', '', '', '')"
    )
    owner = connections["owner"]
    with (
        pytest.raises(DatabaseError, match="disposal_by_two"),
        transaction.atomic(using="owner"),
        owner.cursor() as cursor,
    ):
        cursor.execute(alone)


def test_what_is_not_due_or_waits_already_is_refused(become: Become, officer: None) -> None:
    by = become("worker")
    case = an_ended_case(by)
    chosen = [one for one in _as_privacy(become) if one.label == case.number]
    number = propose_disposal(chosen=chosen, by=become("privacy"))
    with pytest.raises(Refused, match="waits already"):
        propose_disposal(chosen=chosen, by=become(OTHER))
    with pytest.raises(Refused, match="10 letters"):
        decide_disposal(disposal=number, agree=False, answer="no", by=become(OTHER))
    decide_disposal(disposal=number, agree=False, by=become("privacy"), answer="Proposed by mistake")
    assert Disposal.objects.get(public_id=number).state == "declined"
    again = propose_disposal(chosen=chosen, by=become("privacy"))
    _reopened(case, become)
    with pytest.raises(Refused, match="open again"):
        agreed(become, again)


def _as_privacy(become: Become) -> tuple:  # type: ignore[type-arg]
    become("privacy")
    return candidates()


def _reopened(case: Case, become: Become) -> None:
    become("worker")
    Case.objects.filter(id=case.id).update(state="reopened")


def test_somebody_asks_for_it_herself(become: Become, officer: None, tmp_path: Path) -> None:
    by = become("worker")
    old = an_ended_case(by)
    person = Participant.objects.get(case=old).person.public_id
    other = an_ended_case(by, "Ana Souza", closed_on=clock.today() - timedelta(days=800))
    kept = Participant.objects.get(case=other).person.public_id
    with pytest.raises(Refused, match=rf"{other.number} must be kept until .*COA"):
        propose_erasure(person=kept, reference="Request 12", by=become("privacy"))
    become("worker")
    running = Participant.objects.filter(case=a_case(by)).select_related("person")[0].person.public_id
    with pytest.raises(Refused, match="still open"):
        propose_erasure(person=running, reference="Request 13", by=become("privacy"))
    with pytest.raises(Refused, match="number"):
        propose_erasure(person=person, reference="", by=become("privacy"))
    number = propose_erasure(person=person, reference="Request 14", by=become("privacy"))
    agreed(become, number)
    assert carried_out(number, tmp_path)
    become("worker")
    assert not Case.objects.filter(id=old.id).exists()
    become("privacy")
    line = disposal(number)
    assert line
    assert (line.ground, line.certificate["reference"]) == ("asked", "Request 14")


def test_a_hold_on_a_person_covers_all_her_cases(become: Become) -> None:
    by = become("worker")
    first = an_ended_case(by, "Rosa Lindqvist", "Arvid Lindqvist")
    person = Participant.objects.filter(case=first).order_by("id")[0].person
    for name in ("worker", "supervisor", "admin"):
        with pytest.raises(Refused, match="Privacy officers"):
            place_hold(number=first.number, why=WHY, authority="HC 1", review_on=IN_A_YEAR, by=become(name))
    by = become("privacy")
    for wrong, words in (
        ({"why": "short"}, "20 letters"),
        ({"authority": ""}, "rests"),
        ({"review_on": clock.today()}, "after today"),
    ):
        said = {"why": WHY, "authority": "HC 1", "review_on": IN_A_YEAR} | wrong
        with pytest.raises(Refused, match=words):
            place_hold(number=first.number, by=by, **said)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        place_hold(number="HF-0", why=WHY, authority="HC 1", review_on=IN_A_YEAR, by=by)
    hold = place_hold(person=person.public_id, why=WHY, authority="HC 1", review_on=IN_A_YEAR, by=by)
    (line,) = holds()
    assert (line.on_person, line.numbers, line.placed_by) == (True, first.number, "Grace Osei")
    assert next(one for one in candidates() if one.label == first.number).held
    with pytest.raises(Refused, match="20 letters"):
        release_hold(hold=hold, why="done", by=by)
    release_hold(hold=hold, why="Nobody needs it any longer now", by=by)
    with pytest.raises(NotFound):
        release_hold(hold=hold, why="Nobody needs it any longer now", by=by)


def test_an_open_request_for_the_record_comes_first(become: Become, officer: None) -> None:
    case = an_ended_case(become("worker"))
    person = case.participants.get().person
    number = proposed(become, case.number)
    by = become("privacy")
    known(a_request(by), case.number, person, by)
    with pytest.raises(Refused, match="waits for a copy"):
        decide_disposal(disposal=number, agree=True, by=become(OTHER))
