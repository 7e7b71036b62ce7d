"""Spreadsheets of people come in: persons, households, cases, links; again, changed, doubtful, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports import queries
from alongside.oversight.imports.actions import begin_run, carry_on
from alongside.oversight.imports.models import ImportRun
from alongside.oversight.imports.rules.columns import own_mapping, system_of
from alongside.oversight.imports.rules.tables import look_at
from alongside.record.cases.models import Assignment, Case, Closing, Participant
from alongside.record.people.models import ContactPoint, HouseholdMember, Person, Relationship
from tests.conftest import Become

FAMILY = """id,given_name,family_name,preferred_name,birth_date,sex,gender,phone,email,address,language,household_id,\
relation_to_head,case_programme,case_opened_on,case_closed_on,worker
1,Amal,Warsame,,1990-07-24,f,,087 555 0101,amal@example.org,"14 Quay Row
Dublin",Somali; English,H1,head,family,2024-01-10,,worker
2,Idris,Warsame,,2015,m,,,,,Somali,H1,child,Family support,2024-02-01,,
3,Hodan,Warsame,,May 1992,f,,,,,,H1,sister,,,,
4,Lone,Walker,Loney,about 1970,x,two-spirit,,,,,,,family,2023-01-05,2023-06-30,Sinéad Byrne
"""


@dataclass
class Brought:
    """An import that ran, and what became of its rows."""

    run: ImportRun
    counts: dict[str, int]
    rows: dict[int, queries.LedgerRow]

    def reason(self, number: int) -> str:
        """Why a row was refused, or what is remarked of it."""
        return self.rows[number].reason


Bring = Callable[..., Brought]


@pytest.fixture
def bring(become: Become) -> Bring:
    """Bring a file in as the worker, inside the test's transaction."""

    def run(
        content: str | bytes, *, who: str = "worker", dates: str = "", name: str = "people.csv", list_name: str = "",
        dry_run: bool = False, create_all: bool = False, decisions: Mapping[str, str] | None = None,
    ) -> Brought:  # fmt: skip
        @contextmanager
        def enter() -> Iterator[Reader]:
            yield become(who)

        source = BytesIO(content.encode() if isinstance(content, str) else content)
        reading = look_at(source)
        row = begin_run(
            source=source, name=name, reading=reading, dates=dates, system=system_of(list_name), dry_run=dry_run,
            mapping={head.title: own_mapping(head.header) for head in reading.sheets}, create_all=create_all,
            by=become(who),
        )  # fmt: skip
        carry_on(run_id=row.id, enter=enter, source=source, decisions=decisions)
        become(who)
        return Brought(
            row, queries.counts_of(row.id), {one.number: one for one in queries.ledger_rows(row, refused=False)}
        )

    return run


def person(name: str) -> Person:
    return Person.objects.get(display_name=name)


def test_people_households_and_cases_come_in(bring: Bring) -> None:
    brought = bring(FAMILY)
    assert brought.counts == {"read": 4, "created": 4, "updated": 0, "unchanged": 0, "refused": 0}, brought.rows
    amal, idris, lone = person("Amal Warsame"), person("Idris Warsame"), person("Loney Walker")
    assert (idris.birth_precision, lone.birth_precision) == ("year", "estimated")
    assert amal.languages == ["Somali", "English"]
    points = {point.kind: point for point in ContactPoint.objects.filter(person=amal)}
    assert points["address"].value == "14 Quay Row Dublin"
    assert {point.call_ok for point in points.values()} == {"not_asked"}
    assert set(HouseholdMember.objects.values_list("part", flat=True)) == {"head", "child", "relative"}
    assert set(Relationship.objects.values_list("person__display_name", "kind", "other__display_name")) == {
        ("Idris Warsame", "child", "Amal Warsame"), ("Hodan Warsame", "sibling", "Amal Warsame"),
    }  # fmt: skip
    family = Case.objects.get(title="Amal Warsame and family")
    assert set(Participant.objects.filter(case=family).values_list("role", "focus")) == {
        ("person", True),
        ("child", False),
    }
    assert Assignment.objects.get(case=family).worker.name == "Dele Akande"
    past = Case.objects.get(title="Loney Walker")
    assert (past.state, str(past.closed_on), past.family) == ("closed", "2023-06-30", False)
    assert Closing.objects.get(case=past).planned is False
    assert str(Assignment.objects.get(case=past).until_on) == "2023-06-30"
