"""Every try at the sign-in stands in the log: who came in, as whom somebody tried, and names that nobody has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alongside.agency.access.models import Account, Reading
from alongside.agency.access.queries import asked_digest, house_actor
from tests.conftest import Become
from tests.factories.cast import PASSWORD

Visit = Callable[[str], Client]


def test_every_try_to_come_in_stands_in_the_log(become: Become) -> None:
    visitor = Client()
    for login, password in (("worker", "not hers"), ("nobody-here", PASSWORD), ("worker", PASSWORD)):
        visitor.post("/sign-in/", {"login": login, "password": password})
    assert visitor.get("/cases/").status_code == 200
    visitor.post("/sign-in/again/", {"password": "not hers"})
    become("privacy")
    rows = Reading.objects.filter(act__startswith="sign in").order_by("id")
    worker, house = Account.objects.get(username="worker").actor_id, house_actor()
    assert [(row.actor_id, row.result, row.asked) for row in rows] == [
        (worker, "refused", ""),
        (house, "refused", asked_digest("nobody-here")),
        (worker, "shown", ""),
        (worker, "refused", ""),
    ]
    assert all(row.request_id for row in rows)


def test_nobody_else_writes_such_an_event(become: Become) -> None:
    become("worker")
    refused = pytest.raises(DatabaseError, match="no proof of entrance")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.note_entrance(1, 'sign in', 'shown', '', null, 'guessed')")
