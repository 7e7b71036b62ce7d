"""Who writes about people, how a person is called, and the receipt that near matches were shown."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.record.people.rules import keeping
from alongside.record.people.rules.names import Name

WORKER = Reader(7, "worker", "Dele", 1, teams=(3,))


@pytest.mark.parametrize(
    ("full", "given", "family", "preferred", "shown"),
    [
        ("Marta López", "", "", "", "Marta López"),
        ("  Marta   López ", "", "", "Marta", "Marta López"),
        ("Daniel Prado", "", "", "Dani", "Dani Prado"),
        ("María Dolores García Ruiz", "María Dolores", "García Ruiz", "Lola", "Lola García Ruiz"),
        ("王小明", "", "", "小明", "小明"),
        ("Suharto", "", "", "", "Suharto"),
        ("Daniel Prado", "", "", "Queen B", "Queen B"),
        ("Daniel Prado", "", "", "Prado", "Prado"),
    ],
)
def test_how_a_person_is_called(full: str, given: str, family: str, preferred: str, shown: str) -> None:
    assert keeping.shown_as(full, given=given, family=family, preferred=preferred) == shown


def test_a_name_is_taken_apart_only_when_its_parts_are_not_given() -> None:
    assert keeping.parted("Ana Maria da Silva", "Ana Maria", "da Silva") == Name("Ana Maria", "da Silva")
    assert keeping.parted("López, Marta") == Name("Marta", "López")


def test_the_receipt_is_for_this_name_this_reader_and_one_hour() -> None:
    receipt = keeping.receipt_for("Marta López", WORKER)
    assert keeping.may_add_person(WORKER, full_name="marta  lopez", searched=receipt)
    assert not keeping.may_add_person(WORKER, full_name="Marta Lopes", searched=receipt)
    assert not keeping.may_add_person(WORKER, full_name="Marta López", searched=receipt + "x")
    assert not keeping.may_add_person(WORKER, full_name="Marta López", searched="")
    other = Reader(8, "worker", "Sinéad", 2, teams=(3,))
    assert not keeping.may_add_person(other, full_name="Marta López", searched=receipt)
    with patch("django.core.signing.time.time", return_value=keeping.RECEIPT_SECONDS + 4_000_000_000):
        assert not keeping.may_add_person(WORKER, full_name="Marta López", searched=receipt)


@pytest.mark.parametrize(
    "by",
    [
        Reader(1, "worker", "Evaluator", 1),
        Reader(1, "person", "Client", 1, teams=(3,)),
        Reader(1, "house", "House", 1),
        Reader(1, "partner", "Partner", 1),
    ],
)
def test_only_workers_of_a_team_write_about_people(by: Reader) -> None:
    decision = keeping.may_keep_people(by)
    assert (decision.code, bool(decision)) == ("people.keep.role", False)
    assert keeping.may_add_person(by, full_name="x", searched="").code == "people.keep.role"
