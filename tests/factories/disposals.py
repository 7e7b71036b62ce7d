"""Cases that ended long ago, a second privacy officer, and disposals carried out as the job does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings

from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.breaches.actions import add_breach_entry, add_breach_person, take_breach, weigh_harm
from alongside.oversight.breaches.models import Breach
from alongside.oversight.disposals.actions.carrying import carry_out_disposal
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal
from alongside.oversight.disposals.queries.finding import candidates
from alongside.oversight.requests.actions.taking import withdraw_request
from alongside.oversight.requests.models import RecordRequest
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part, PastCase
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.factories.cases import _programme, a_circle
from tests.factories.cast import PASSWORD, entered_house
from tests.factories.people import a_person
from tests.factories.requests import a_request

LONG_AGO = date(2012, 3, 14)
OTHER = "officer"
Become = Callable[[str], Reader]


def an_ended_case(
    by: Reader, *names: str, closed_on: date = LONG_AGO, born: date | None = date(1980, 5, 1), circle: int | None = None
) -> Case:
    """A case for these people (Rosa Lindqvist when none is named) that closed on that day."""
    circle = circle or a_circle(by)
    people = [a_person(circle, name, by, born=born) for name in names or ("Rosa Lindqvist",)]
    past = PastCase(
        circle,
        _programme("family").id,
        tuple(Part(one.id) for one in people),
        date(closed_on.year - 1, 2, 1),
        closed_on,
        by.worker_id,
        summary="It ended well",
    )
    (case,) = cases.bring_in_cases(cases=[past], by=by)
    return case


def another_officer(become: Become) -> None:
    """A second privacy officer, who signs in as ``officer``."""
    by = become("admin")
    worker = staff.add_worker(
        name="Joan Adler", username=OTHER, email="officer@example.org", password=PASSWORD,
        starts_on=date(2020, 1, 6), by=by,
    )  # fmt: skip
    staff.give_role(worker=worker, role=Role.PRIVACY, team_id=None, from_on=date(2020, 1, 6), by=by)


def proposed(become: Become, *labels: str) -> UUID:
    """What is due (the cases with these numbers, or everything), proposed by the one officer."""
    by = become("privacy")
    chosen = [one for one in candidates() if not labels or one.label in labels]
    return propose_disposal(chosen=chosen, by=by)


def agreed(become: Become, disposal: UUID) -> None:
    """Agreed to by the other."""
    decide_disposal(disposal=disposal, agree=True, by=become(OTHER))


def carried_out(disposal: UUID, place: Path) -> bool:
    """Carried out as the job does it, signed with a key at ``place``."""
    with override_settings(SEAL_KEY=place / "key.pem", DISPOSALS_FILE=place / "disposals.jsonl"):
        return carry_out_disposal(public_id=disposal, agency="Harbour Family Service", by=entered_house())


def a_former_worker(become: Become, left_on: date = LONG_AGO, *, number: str = "HF-0", bare: bool = False) -> Worker:
    """Somebody who worked here with a phone and a one-time way in, and left.

    Unless ``bare`` she held a role and wrote down a gift in the case with that ``number``.
    """
    by = become("admin")
    began = left_on - timedelta(days=900)
    worker = staff.add_worker(
        name="Ana Souza", username="ana", email="ana@example.org", title="Social worker", password=PASSWORD,
        starts_on=began, by=by,
    )  # fmt: skip
    Worker.objects.filter(id=worker.id).update(phone="020 7946 0001", languages="pt, en")
    staff.invite(worker=worker, by=by)
    if not bare:
        staff.give_role(worker=worker, role=Role.EVALUATOR, team_id=None, from_on=began, by=by)
        staff.note_boundary(kind="gift", what="A cake", answer="accepted", case_number=number, by=become("ana"))
    staff.end_worker(worker=worker, on=left_on, by=become("admin"))
    return worker


def a_closed_breach(
    become: Become, closed_on: date = LONG_AGO, person: Person | None = None, number: str = "", **facts: Any
) -> Breach:
    """A letter that went astray, assessed, told to everybody and closed; it touches ``person`` of that case, if any."""
    by = become("privacy")
    at = datetime.combine(closed_on, time(9), tzinfo=UTC)
    breach = take_breach(
        kind="sent", title="A letter", happened="It went to a neighbour", found_at=at - timedelta(hours=3),
        by=by, **{"people": 1 if person else 0} | facts,
    )  # fmt: skip
    if person:
        add_breach_person(breach=breach.public_id, case_number=number, person=person.public_id, by=by)
    four = ("what_kind", "who_got_it", "was_it_seen", "what_limits_it")
    said = dict.fromkeys(four, "As far as is known: nothing")
    weigh_harm(breach=breach.public_id, harm="low", by=by, **said)
    for kind, whom in (("told_house", "Ms Bello"), ("closed", "")):
        add_breach_entry(breach=breach.public_id, kind=kind, words="Said on that day", at=at, whom=whom, by=by)
    return breach


def an_answered_request(become: Become, closed_on: date = LONG_AGO, **facts: Any) -> RecordRequest:
    """A request that was taken back on that day, by somebody of whom nobody knows who it was."""
    by = become("privacy")
    with clock.standing_at(datetime.combine(closed_on, time(9), tzinfo=UTC)):
        return withdraw_request(request=a_request(by, received_on=closed_on, **facts).public_id, by=by)


@pytest.fixture
def officer(become: Become) -> None:
    """The second privacy officer is there."""
    another_officer(become)
