"""Rows that left this house and come back: known by their outside name, changed only where the file was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from uuid import uuid4

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports import queries
from alongside.oversight.imports.actions import begin_run, carry_on
from alongside.oversight.imports.rules.columns import own_mapping
from alongside.oversight.imports.rules.tables import look_at
from alongside.record.people.models import ContactPoint, Person, PersonName
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_phone


@contextmanager
def as_worker(become: Become) -> Iterator[Reader]:
    yield become("worker")


def brought(become: Become, content: str) -> dict[str, int]:
    """The counts of an import of ``content`` as the worker."""
    source = BytesIO(content.encode())
    reading = look_at(source)
    row = begin_run(
        source=source, name="people.csv", reading=reading, dates="", system="people", dry_run=False, create_all=False,
        mapping={head.title: own_mapping(head.header) for head in reading.sheets}, by=become("worker"),
    )  # fmt: skip
    carry_on(run_id=row.id, enter=lambda: as_worker(become), source=source, decisions=None)
    become("worker")
    return queries.counts_of(row.id)


@pytest.fixture
def marta(become: Become) -> Person:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 0171")
    return person


def test_what_the_record_says_already_changes_nothing(become: Become, marta: Person) -> None:
    assert brought(become, f"id,full_name,phone\n{marta.public_id},MARTA  López,085-5550171\n")["unchanged"] == 1
    assert (PersonName.objects.count(), ContactPoint.objects.count()) == (1, 1)


def test_only_what_was_changed_in_the_file_changes(become: Become, marta: Person) -> None:
    counts = brought(become, f"id,full_name,sex,phone\n{marta.public_id},Marta López,f,087 555 0202\n")
    assert (counts["updated"], counts["created"]) == (1, 0)
    marta.refresh_from_db()
    assert marta.sex == "f"
    assert set(ContactPoint.objects.values_list("value", flat=True)) == {"085 555 0171", "087 555 0202"}


def test_a_name_of_nobody_and_of_somebody_hidden_are_numbers_like_any(become: Become, marta: Person) -> None:
    assert brought(become, f"id,full_name\n{uuid4()},Zbigniew Kowalczyk\n")["created"] == 1
    hidden = a_case(become("elsewhere"), people=["Otto Fremd"])
    name = hidden.participants.get().person.public_id
    assert brought(become, f"id,full_name\n{name},Olga Petrova\n")["created"] == 1
    become("elsewhere")
    assert Person.objects.get(public_id=name).display_name == "Otto Fremd"


def test_a_number_that_names_somebody_else_is_refused(become: Become, marta: Person) -> None:
    counts = brought(become, f"id,full_name,birth_date\n{marta.public_id},Zbigniew Kowalczyk,1950-01-01\n")
    assert counts["refused"] == 1
    marta.refresh_from_db()
    assert marta.display_name == "Marta López"
