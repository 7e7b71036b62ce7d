"""What every test may ask for: a rolled-back transaction, the cast, and a browserless visitor of the desk."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader
from tests import profiles
from tests.database import administering
from tests.factories.by_hand import Owner
from tests.factories.hashing import hash_cheaply

__all__ = ["profiles"]
hash_cheaply()
logging.getLogger("django.request").setLevel(logging.ERROR)  # what is refused or absent is asserted, not logged
_numbers = itertools.count(1)


WAITS_FOR_OTHERS = {"sealed_agency", "own_agency"}
"""A seal waits for every transaction of the server, those of tests beside it too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what waits for others as long, so that it runs alone."""
    for item in items:
        if WAITS_FOR_OTHERS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("long")
            item.add_marker("alone")


@pytest.fixture(autouse=True)
def rolled_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run every test in one transaction of the application's role and roll it back; ``committed`` tests do without."""
    mail.outbox.clear()
    if "committed" in request.keywords:
        yield
        return
    above = administering.signed_in_above() if "administer" in request.fixturenames else nullcontext()
    with above, transaction.atomic():
        yield
        transaction.set_rollback(True)


Become = Callable[[str], Reader]


@pytest.fixture
def become() -> Become:
    """Make one of the cast the reader, as in ``become("worker")``, of the test from here on."""

    def enter_as(username: str) -> Reader:
        account = Account.objects.get(username=username)
        secret = f"{username} {next(_numbers)}".encode()
        access.open_session(
            actor_id=account.actor_id,
            kind=SessionKind.COMMAND,
            secret=secret,
            expires_at=timezone.now() + timedelta(hours=1),
        )
        reader = readings.enter(secret)
        assert reader is not None
        return staff.with_roles(reader)

    return enter_as


Administer = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def administer() -> Administer:
    """Give a block in which rows are read and written as the administrator does, unheard by any trigger."""
    return administering.administering


Otherwise = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def otherwise(administer: Administer) -> Otherwise:
    """Give a block in which rows are otherwise than they were written: ``otherwise(row, state="done")``."""

    @contextmanager
    def made(row: Model, **facts: Any) -> Iterator[None]:
        with transaction.atomic():
            if facts:
                with administer():
                    type(row)._default_manager.filter(pk=row.pk).update(**facts)
            yield
            transaction.set_rollback(True)

    return made


@pytest.fixture
def owner(administer: Administer) -> Owner:
    """Rows by hand: ``owner(sql, *values)`` runs one statement as the administrator, in the transaction of the test."""
    return Owner()


def answered(function: str, *arguments: Any) -> Any:
    """What a function of the database answers, or the hint of its refusal in brackets."""
    try:
        return call_gate(function, arguments)
    except GateRefusal as refusal:
        return f"({refusal.hint})"


@pytest.fixture
def visit() -> Callable[[str], Client]:
    """Give a browserless visitor signed in as one of the cast: ``visit("worker")``."""

    def signed_in(username: str) -> Client:
        organisation.agency_zone()
        client = Client()
        client.force_login(
            Account.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


@pytest.fixture
def queries() -> Callable[[], contextmanager[list[str]]]:  # type: ignore[valid-type]
    """Give a block that collects its SQL."""

    @contextmanager
    def collecting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # Django's own signature
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield seen

    return collecting
