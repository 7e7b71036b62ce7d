"""A small agency in a database of its own, with entries that are committed, and a place for key and copy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import override_settings

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.staff import queries as staff
from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.actions import sealing, verifying
from tests.database.copies import own_copy
from tests.factories.cases import a_case


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What seals waits for the oldest transaction of the whole server, so it does not run beside long stories."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("committed"):
            item.add_marker(pytest.mark.alone)


@contextmanager
def acting(username: str) -> Iterator[Reader]:
    """A committed transaction as one of the cast."""
    actor = Account.objects.get(username=username).actor_id
    with access.acting(actor_id=actor, kind=SessionKind.COMMAND) as by:
        yield staff.with_roles(by)


@contextmanager
def as_house() -> Iterator[Reader]:
    """A committed transaction as the house."""
    with access.acting(actor_id=readings.house_actor(), kind=SessionKind.JOB) as by:
        yield by


def seal(**how: Any) -> int:
    """Seal what waits as the job does it."""
    return sealing.seal_what_waits(house=as_house, **how)[0]


def verified(**how: Path) -> verifying.Found:
    """What a verification finds."""
    with as_house() as by:
        return verifying.verify_seals(by=by, **how)  # type: ignore[arg-type]


@contextmanager
def an_agency(place: Path, seals: int) -> Iterator[Path]:
    with own_copy(), override_settings(SEAL_KEY=place / "key.pem", SEALS_FILE=place / "seals.jsonl"):
        for number in range(seals):
            with acting("worker") as by:
                case = a_case(by)
                readings.note_reading("case page", circle=case.circle_id, kind="case", ids=[case.id, number])
            until_sealed()
        yield place


@pytest.fixture(scope="module")
def sealed_agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Some cases and readings with three seals over them, for all tests of a file; the folder with key and copy."""
    with an_agency(tmp_path_factory.mktemp("seals"), 3) as place:
        yield place


@pytest.fixture
def own_agency(tmp_path: Path) -> Iterator[Path]:
    """The same for one test, which may break it."""
    with an_agency(tmp_path, 1) as place:
        yield place


def until_sealed() -> None:
    """Seal until nothing waits: a transaction of a test beside this one may hold the horizon back for a moment."""
    for _turn in range(600):
        seal()
        if not _unsealed():
            return
        time.sleep(0.05)
    pytest.fail("Something waits to be sealed for minutes.")


def _unsealed() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select (select count(*) from access_history h where h.txid >= s.until) + "
            "(select count(*) from access_reading r where r.txid >= s.until) "
            "from (select coalesce(max(txid_until), 0) as until from audit_seal) s"
        )
        row = cursor.fetchone()
    assert row
    return int(row[0])


@contextmanager
def tampered(*statements: str) -> Iterator[None]:
    """What an administrator did, taken back at the end."""
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        yield
        transaction.set_rollback(True, using="owner")
