"""Who was kept out never gets words that were written after it was kept (R-11).

One connection changes a row and ends the grant of a second worker in the same transaction, while that worker's own
change waits for the row. Her statement began when the grant still stood; what it waited for must not reach her.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import F

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.holding import hold
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import locked
from alongside.record.cases.models import Case
from alongside.record.people.actions import change_contact_point, change_person
from alongside.record.people.models import ContactPoint, Person
from tests.conftest import Become
from tests.database.copies import own_copy
from tests.factories.cases import a_case
from tests.factories.people import a_phone

pytestmark = [pytest.mark.committed, pytest.mark.long]
SECRET = "moved to 9 Hidden Lane"


def holding(row: Any) -> Any:
    """The row itself, held."""
    hold(row)
    return row


Act = Callable[[Any, Reader], Any]
WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"

WAYS: dict[str, tuple[type[Any], str, Act]] = {
    "a person is changed": (Person, "communication_note", lambda row, by: change_person(
        person=row, version=row.version, communication_note="Mine", by=by)),
    "a way to reach her is changed": (ContactPoint, "note", lambda row, by: change_contact_point(
        point=row, version=row.version, label="Mine", by=by)),
    "a case is locked": (Case, "title", lambda row, by: locked(row)),
    "a row is held": (Person, "communication_note", lambda row, by: holding(row)),
}  # fmt: skip
"""Ways to write that wait for a row: what is changed meanwhile, in which column, and the act that waits."""


@pytest.mark.parametrize("way", WAYS)
def test_what_was_written_after_the_end_stays_unread(become: Become, way: str) -> None:
    model, column, act = WAYS[way]
    with own_copy():
        with transaction.atomic():
            by = become("worker")
            case = a_case(by, people=["Marta López"])
            person = Person.objects.get(parts__case=case)
            a_phone(person, case.circle_id, by)
            outside = Account.objects.get(username="elsewhere").actor_id
            access.assign(circle=case.circle_id, actor_id=outside, by=by)
        row_id = model.objects.using("owner").order_by("id").first().id
        waiter = Waiter(become, model, row_id, act)
        with transaction.atomic():
            by = become("worker")
            model.objects.filter(id=row_id).update(**{column: SECRET}, version=F("version") + 1)
            access.end_assignment(circle=case.circle_id, actor_id=outside, by=by)
            waiter.start()
            until_somebody_waits(waiter)
        waiter.join(20)
        assert not waiter.is_alive()
        assert waiter.saw_before, "the drill is about a row that she saw when she began"
        assert SECRET not in waiter.got
        assert waiter.refused, waiter.got


def until_somebody_waits(waiter: Waiter) -> None:
    """Wait until a lock is waited for; fails when it never is."""
    for _turn in range(400):
        with connections["owner"].cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return
        assert waiter.is_alive(), f"she did not wait: {waiter.got}"
        time.sleep(0.02)
    raise AssertionError("nobody waited")


class Waiter(threading.Thread):
    """The worker who is kept out: she sees the row, and then waits for it."""

    def __init__(self, become: Become, model: type[Any], row_id: int, act: Act) -> None:
        super().__init__(daemon=True)
        self.become, self.model, self.row_id, self.act = become, model, row_id, act
        self.got, self.saw_before, self.refused = "", False, False

    def run(self) -> None:
        """Look, and then act; keep everything that comes back."""
        try:
            with transaction.atomic():
                by = self.become("elsewhere")
                row = self.model.objects.get(id=self.row_id)
                self.saw_before = True
                try:
                    found = self.act(row, by)
                    self.got = repr(vars(found))
                except Refused as refusal:
                    self.got, self.refused = f"{refusal!r} {vars(refusal)}", isinstance(refusal, NotFound)
                except NotFound:
                    self.refused = True
                transaction.set_rollback(True)
        except Exception as fault:
            self.got = f"fault {fault!r}"
        finally:
            connections["default"].close()
