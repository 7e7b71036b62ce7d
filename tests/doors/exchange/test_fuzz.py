"""Calls made up from the document: no fault, no answer that the document does not foresee, and nothing that leaks.

A short walk in every run; ten minutes of it under ``make fuzz``.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Collection, Iterator
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
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys import ending
from alongside.oversight.overviews.closing_page import closing_page
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from alongside.record.people import actions as people
from alongside.record.people.models import Person
from tests.database.copies import own_copy
from tests.doors.exchange.fuzzing import Caller, Fuzzer
from tests.factories.assessments import a_ready_case, an_assessment, lead, looked_over
from tests.factories.contacts import a_contact
from tests.factories.intakes import an_intake
from tests.factories.people import a_phone
from tests.factories.plans import a_goal, an_agreed_plan

pytestmark = [pytest.mark.committed, pytest.mark.hypothesis, pytest.mark.long]
MINUTES = 10
STEPS = 60


@contextmanager
def acting(username: str) -> Iterator[Reader]:
    """One of the cast, in a transaction of her own."""
    account = Account.objects.get(username=username)
    with access.acting(actor_id=account.actor_id, kind=SessionKind.COMMAND) as reader:
        yield staff.with_roles(reader)


def a_caller(username: str, secret: str, programme: str, *, hands_to: Collection[str]) -> Caller:
    """A program of one of the cast, with every scope."""
    with acting(username) as by:
        workers = Worker.objects.filter(actor__account__username__in=hands_to)
        names = {str(name) for name in workers.values_list("public_id", flat=True)}
        token = make_token(name="Everything", scopes=SCOPES, by=by)
    return Caller(token, secret, programme=programme, workers=names)


def a_whole_case(username: str, secret: str, programme: str) -> None:
    """A case of one of the cast with something of everything, for people with a name that nobody else has."""
    with acting(username) as by:
        case = a_ready_case(by, people=[secret, f"Young {secret}"], programme=programme)
        a_phone(Person.objects.get(id=lead(case)), case.circle_id, by)
        an_agreed_plan(case, by)
        a_goal(case, by, title=f"{secret} sleeps well")
        a_contact(case, by, text=f"{secret} opened the letter")
        a_contact(case, by, sign=False)
        _a_home(case, by)
        a_ready_case(by, people=[f"Elder {secret}"], programme=programme)
        looked = a_ready_case(by, people=[f"Other {secret}"], programme=programme)
        looked_over(an_assessment(looked, by), by)
        _a_closed_case(secret, programme, by)


def _a_home(case: Case, by: Reader) -> None:
    """A household of the first two people of a case, who are related."""
    first, second = (Person.objects.get(id=one) for one in case.participants.values_list("person_id", flat=True)[:2])
    home = people.start_household(circle=case.circle_id, label="The yellow house", by=by)
    people.join_household(household=home, person=first, by=by)
    people.relate(circle=case.circle_id, person=first, kind="sibling", other=second, by=by)


def _a_closed_case(secret: str, programme: str, by: Reader) -> None:
    """A case that has ended, with a line of after-care."""
    case = a_ready_case(by, people=[f"Late {secret}"], programme=programme)
    cases.reach(case=case, milestone="closing_talked_through", why="All is settled", by=by)
    left = {one.key: "Dele" for one in closing_page(case.public_id, by=by).readiness if not one.settled}
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done", handed_over=left, by=by)
    cases.add_after_care(closing=closing, what="A call", due_on=clock.today(), owner_name="Dele", by=by)
    ending.sign_closing(closing=closing, by=by)
    ending.close_case(case=case, on=None, by=by)


def test_no_fault_no_lie_no_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "TOKENS", Pace(10**9))
    long = settings.get_current_profile_name() == "fuzz"
    with own_copy():
        fuzzer = a_fuzzer()
        fuzzer.look_around()
        ends = time.monotonic() + MINUTES * 60
        for number in itertools.count(1):
            _walk(fuzzer, number, 500 if long else STEPS)
            if not long or time.monotonic() > ends:
                break
    assert fuzzer.statuses[200] > 20, fuzzer.told()
    assert len(fuzzer.reached) > (60 if long else 15), fuzzer.told()
    sys.stdout.write(fuzzer.told())


def a_fuzzer() -> Fuzzer:
    """A worker and an intake worker of one programme, and a worker of another."""
    zebedee, ottoline = "Zebedee Quillfeather", "Ottoline Vanterpool"
    family = ("worker", "colleague", "supervisor")
    a_whole_case("worker", zebedee, "family")
    a_whole_case("elsewhere", ottoline, "safe")
    with acting("intake") as by:
        an_intake(by, person_name=zebedee, urgency="today")
        an_intake(by, person_name=zebedee)
    callers = [
        a_caller("worker", zebedee, "family", hands_to=family),
        a_caller("elsewhere", ottoline, "safe", hands_to=["elsewhere"]),
        a_caller("intake", zebedee, "family", hands_to=family),
    ]
    with acting("admin"):
        common = {str(name) for name in Worker.objects.values_list("public_id", flat=True)}
    return Fuzzer(Client().get("/api/openapi.json").json(), callers, common)


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
