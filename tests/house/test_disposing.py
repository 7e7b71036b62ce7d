"""Every class of config/retention.yaml that has a period has code that disposes of it (decision 34, R-36).

Pure: reads the rules file, the declared gates and jobs, and the models; no database.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from procrastinate.contrib.django import app

from alongside.doors.commands import disposal_jobs, jobs
from alongside.ground.foundation.guards import Gate
from alongside.oversight.disposals.enums import ItemKind
from alongside.oversight.disposals.gates import GATES
from alongside.oversight.disposals.gates.blanking import BLANK_STAFF, ERASE_YEARS, FORGET_ENTRIES, SEEDS
from alongside.oversight.disposals.gates.erasing import ERASE_LOGS
from alongside.oversight.disposals.gates.finding import CANDIDATES
from alongside.oversight.disposals.gates.sweeping import SWEEP
from alongside.oversight.disposals.gates.things import ENDED_THINGS
from alongside.oversight.disposals.rules.retention import (
    NIGHTLY,
    RetentionClass,
    disposed_by,
    nightly_periods,
    retention_classes,
)
from alongside.oversight.exports.gates import FORGET_PAPERS
from alongside.oversight.exports.queries.leaving import KEPT as PAPERS_KEPT
from alongside.oversight.imports.actions.sheets import KEPT as SHEETS_KEPT
from alongside.oversight.imports.gates import FORGET_SHEETS

NIGHT_GATES = {"forget_papers": FORGET_PAPERS.body, "forget_uploads": FORGET_SHEETS.body}
DELETED = re.compile(r"delete from (\w+)")


def seeds(kind: ItemKind) -> set[str]:
    """The tables of which the rows go first with one thing of this kind."""
    return set(re.findall(rf"\('(\w+)', '\w+', '{kind.value}'\)", SEEDS.body))


RECORD = {"access_circle", "cases_case", "intakes_intake", "people_person"}
GO = {
    ItemKind.CASE: RECORD,
    ItemKind.INTAKE: RECORD,
    ItemKind.PERSON: RECORD,
    ItemKind.STAFF: seeds(ItemKind.STAFF) | set(re.findall(r"jsonb_build_object\('(\w+)'", SEEDS.body)),
    ItemKind.BREACH: seeds(ItemKind.BREACH),
    ItemKind.REQUEST: seeds(ItemKind.REQUEST),
    ItemKind.LOG: set(DELETED.findall(ERASE_LOGS.body)),
    ItemKind.YEAR: set(DELETED.findall(ERASE_YEARS.body + FORGET_ENTRIES.body)),
}
EMPTIED = {ItemKind.STAFF: set(re.findall(r"update (\w+) (?:a )?set", BLANK_STAFF.body))}
JOBS = (disposal_jobs, jobs)
"""Imported, they declare what runs at night."""
ENDING = [one for one in retention_classes() if one.period is not None]
NUMBERS_ONLY = {"access_actor"}
"""Numbers and dates of who acted stay; the name goes with the worker, or with the case that a partner was let into."""


def parents(table: str) -> set[str]:
    """Tables without which rows of this one go: those it must point at, and within a record those it may point at."""
    (model,) = (each for each in apps.get_models() if each._meta.db_table == table)
    fields: list[Any] = [each for each in model._meta.local_concrete_fields if each.remote_field]
    return {each.remote_field.model._meta.db_table for each in fields} - {table, "access_actor", "staff_worker"}


def reached(table: str, roots: set[str], seen: frozenset[str] = frozenset()) -> bool:
    """Whether rows of the table go with those of the roots."""
    more = seen | {table}
    return table in roots or any(reached(each, roots, more) for each in parents(table) - more)


@pytest.mark.parametrize("one", ENDING, ids=[one.name for one in ENDING])
def test_a_class_that_ends_is_disposed_of(one: RetentionClass) -> None:
    ways = disposed_by(one.name)
    assert ways, f"Nothing disposes of the class {one.name}: add its trigger or its job in disposals/rules/retention.py"
    for table in one.tables:
        assert table in NUMBERS_ONLY or any(goes(table, way) for way in ways), f"Nothing disposes of {table}"


def goes(table: str, way: ItemKind | str) -> bool:
    if isinstance(way, ItemKind):
        assert f"'{way.value}'" in CANDIDATES.body + ENDED_THINGS.body, f"No kind {way.value} is ever found due"
        return reached(table, GO[way]) or table in EMPTIED.get(way, set())
    nightly = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}
    sweeps = "".join(gate.body for gate in GATES if isinstance(gate, Gate) and gate.name.startswith("sweep_"))
    return way in nightly and table in DELETED.findall(NIGHT_GATES.get(way, sweeps))


def test_the_night_sweeps_by_the_period_of_the_rules_file() -> None:
    assert {f"'{name}'" in SWEEP.body for name in nightly_periods()} == {True}
    assert set(NIGHTLY) <= {one.name for one in retention_classes()}
    days = {one.name: timedelta(days=one.days) for one in ENDING}
    assert (days["case_papers"], days["sheets"]) == (PAPERS_KEPT, SHEETS_KEPT)


def test_a_class_without_code_is_found() -> None:
    assert disposed_by("letters") == ()
    assert not goes("staff_worker", ItemKind.BREACH)
    assert not goes("staff_worker", "sweep_rests")
