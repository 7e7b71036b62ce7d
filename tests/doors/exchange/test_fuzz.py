"""Calls made up from the document: no fault, no answer that the document does not foresee, and nothing that leaks.

A short walk in every run; ten minutes of it under ``make fuzz``.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.staff import queries as staff
from alongside.agency.staff.models import Worker
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.doors.exchange import pace
from alongside.doors.exchange.pace import Pace
from alongside.ground.foundation.reader import Reader
from alongside.record.people.models import Person
from tests.database.copies import own_copy
from tests.doors.exchange.fuzzing import Caller, Fuzzer
from tests.factories.assessments import a_ready_case, lead
from tests.factories.contacts import a_contact
from tests.factories.people import a_phone
from tests.factories.plans import a_goal, an_agreed_plan

pytestmark = [pytest.mark.committed, pytest.mark.hypothesis]
MINUTES = 10
STEPS = 120


@contextmanager
def acting(username: str) -> Iterator[Reader]:
    """One of the cast, in a transaction of her own."""
    account = Account.objects.get(username=username)
    with access.acting(actor_id=account.actor_id, kind=SessionKind.COMMAND) as reader:
        yield staff.with_roles(reader)


def a_caller(username: str, secret: str) -> Caller:
    """A program of one of the cast, who carries two cases for people with names that nobody else has."""
    with acting(username) as by:
        for name in (secret, f"Young {secret}"):
            case = a_ready_case(by, people=[name])
            a_phone(Person.objects.get(id=lead(case)), case.circle_id, by)
            an_agreed_plan(case, by)
            a_goal(case, by, title=f"{secret} sleeps well")
            a_contact(case, by, text=f"{secret} opened the letter")
            a_contact(case, by, sign=False)
        return Caller(make_token(name="Everything", scopes=SCOPES, by=by), secret)


def test_no_fault_no_lie_no_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "TOKENS", Pace(10**9))
    long = settings.get_current_profile_name() == "fuzz"
    with own_copy():
        first, second = a_caller("worker", "Zebedee Quillfeather"), a_caller("elsewhere", "Ottoline Vanterpool")
        with acting("admin"):
            common = {str(name) for name in Worker.objects.values_list("public_id", flat=True)}
        fuzzer = Fuzzer(Client().get("/api/openapi.json").json(), first, second, common)
        ends = time.monotonic() + MINUTES * 60
        for number in itertools.count(1):
            _walk(fuzzer, number, 500 if long else STEPS)
            if not long or time.monotonic() > ends:
                break
        print(dict(fuzzer.statuses), f"{len(fuzzer.reached)} of {len(fuzzer.operations)} operations did something")
    assert fuzzer.statuses[200] > 5


def _walk(fuzzer: Fuzzer, number: int, steps: int) -> None:
    @seed(number)
    @settings(
        max_examples=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def walk(data: st.DataObject) -> None:
        fuzzer.step(data.draw)

    walk()
