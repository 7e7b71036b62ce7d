"""Lists of cases and what each worker carries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import product

from alongside.agency.access import actions as access
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions as cases
from alongside.record.cases import queries
from alongside.record.cases.models import Assignment, Case
from alongside.record.cases.queries import Sought, case_lines
from tests.conftest import Become
from tests.factories.cases import a_case

Queries = Callable[[], AbstractContextManager[list[str]]]


def titles(by: Reader, **sought: object) -> list[str]:
    return [line.title for line in case_lines(Sought(**sought), by=by).lines]  # type: ignore[arg-type]


def test_mine_are_those_i_carry_in_any_role(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    a_case(by, people=["Halima Warsame"])
    shared = a_case(by, people=["Yusuf Abdi"])
    cases.assign_worker(case=shared, worker_id=colleague.worker_id or 0, role="co_worker", by=by)
    assert titles(by) == ["Halima Warsame", "Yusuf Abdi"]
    assert queries.count_mine(by=by) == 2
    me = become("colleague")
    assert titles(me) == ["Yusuf Abdi"]
    assert titles(me, whose="team") == ["Halima Warsame", "Yusuf Abdi"]


def test_all_adds_what_was_granted_beyond_the_team(become: Become) -> None:
    elsewhere = become("elsewhere")
    by = become("worker")
    case = a_case(by, people=["Halima Warsame"])
    assert titles(become("elsewhere"), whose="all") == []
    become("worker")
    access.assign(circle=case.circle_id, actor_id=elsewhere.actor_id, by=by)
    me = become("elsewhere")
    assert titles(me, whose="all") == ["Halima Warsame"]
    assert titles(me, whose="team") == []


def test_names_are_sorted_by_their_stored_key(become: Become) -> None:
    by = become("worker")
    for name in ("Żaneta Zając", "Ána Ávila", "Bo Olsen"):
        a_case(by, people=[name])
    assert titles(by) == sorted(titles(by), key=lambda name: Case.objects.get(title=name).sort_key)
    assert titles(by, order="newest") == ["Bo Olsen", "Ána Ávila", "Żaneta Zając"]


def test_closed_cases_are_found_by_state(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Halima Warsame"])
    closing = cases.write_closing(case=case, reasons=["goals_met"], by=by)
    cases.close(case=case, closing=closing, met={line.key for line in queries.protocol_of(case).closing}, by=by)
    assert titles(by) == []
    assert titles(by, state="closed") == ["Halima Warsame"]
    assert titles(by, state="any", whose="team") == ["Halima Warsame"]


def test_pages_meet_without_gap_or_repetition(become: Become) -> None:
    by = become("worker")
    for number in range(11):
        a_case(by, people=["Same Name"], opened_on=clock.today() - timedelta(days=number % 3))
    every = sorted(Case.objects.values_list("id", flat=True))
    for whose, order in product(("mine", "team", "all"), ("name", "newest")):
        seen: list[int] = []
        after = None
        for _ in range(4):
            page = case_lines(Sought(whose=whose, order=order, size=3, after=after), by=by)
            seen += [line.id for line in page.lines]
            after = page.more
        assert after is None, (whose, order)
        assert sorted(seen) == every, (whose, order)


def test_the_same_statements_for_few_and_many(become: Become, queries: Queries) -> None:
    by = become("worker")

    def statements(whose: str) -> int:
        with queries() as seen:
            case_lines(Sought(whose=whose, size=200), by=by)
        return len(seen)

    a_case(by)
    few = [statements(whose) for whose in ("mine", "team", "all")]
    for number in range(9):
        a_case(by, people=[f"Person {number}"])
    assert [statements(whose) for whose in ("mine", "team", "all")] == few
    assert max(few) <= 5


def test_loads_count_named_cases_help_and_silence(become: Become) -> None:
    colleague = become("colleague").worker_id or 0
    by = become("worker")
    team = next(line.id for line in organisation.teams() if line.name == "Family team")
    old = a_case(by, opened_on=clock.today() - timedelta(days=60))
    a_case(by)
    cases.assign_worker(case=old, worker_id=colleague, role="cover", by=by)
    since = clock.now() - timedelta(days=28)
    loads = queries_loads([by.worker_id or 0, colleague], team, since)
    assert loads == {by.worker_id: (2, 0, 1), colleague: (0, 1, 0)}
    Case.objects.filter(id=old.id).update(last_contact_at=clock.now())
    assert queries_loads([by.worker_id or 0], team, since)[by.worker_id] == (2, 0, 0)


def queries_loads(workers: list[int], team: int, since: object) -> dict[int | None, tuple[int, int, int]]:
    found = queries.loads(workers, teams=[team], quiet_since=since)  # type: ignore[arg-type]
    return {number: (load.named, load.helps, load.quiet) for number, load in found.items()}


def test_unassigned_cases_are_open_and_carried_by_nobody(become: Become) -> None:
    by = become("worker")
    case, _carried = a_case(by), a_case(by)
    Assignment.objects.filter(case=case).update(until_on=clock.today())
    assert [line.id for line in queries.unassigned(by.teams)] == [case.id]
    assert queries.unassigned([]) == []
    become("elsewhere")
    assert queries.unassigned(by.teams) == []
