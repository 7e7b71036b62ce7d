"""Many calls at the same moment, on a real database: one record for one key, one winner for one version."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.staff import queries as staff
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.record.intakes.models import Intake
from tests.database.copies import own_copy
from tests.doors.exchange.conftest import Program

CALLS, ROUNDS = 6, 6


def at_once(call: Callable[[int], Any]) -> list[Any]:
    """What each of several calls at the same moment answers."""
    start, answers = threading.Barrier(CALLS), list[Any]()

    def one(number: int) -> None:
        start.wait()
        try:
            answers.append(call(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(CALLS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.committed
def test_one_record_for_one_key_and_one_winner_for_one_version() -> None:
    with own_copy():
        actor = Account.objects.get(username="intake").actor_id
        with access.acting(actor_id=actor, kind=SessionKind.COMMAND, note="test") as by:
            token = make_token(name="A program", scopes=SCOPES, by=staff.with_roles(by))
        given = {"programme": "family", "words": "The rent", "person_name": "Amara Okoye"}

        def take(_number: int) -> tuple[int, str]:
            program = Program(token)
            return program.post("/intakes", given, Idempotency_Key="once")["id"], str(program.status)

        taken = at_once(take)
        assert len(taken) == CALLS
        assert {status for _id, status in taken} == {"201"}
        assert len({name for name, _status in taken}) == 1
        with access.acting(actor_id=actor, kind=SessionKind.COMMAND, note="test"):
            assert Intake.objects.count() == 1

        def change(number: int) -> int:
            program = Program(token)
            program.patch(f"/intakes/{taken[0][0]}", {"phone": f"085 555 010{number}"}, If_Match='"1"')
            return program.status

        assert sorted(at_once(change)) == [200, *[409] * (CALLS - 1)]

        for version in range(2, 2 + ROUNDS):

            def tell(number: int, seen: int = version) -> int:
                program = Program(token)
                program.post(f"/intakes/{taken[0][0]}/notice", {"how": f"Spoken, {number}"}, If_Match=f'"{seen}"')
                return program.status

            assert sorted(at_once(tell)) == [200, *[409] * (CALLS - 1)]
