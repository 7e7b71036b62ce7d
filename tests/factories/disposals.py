"""Cases that ended long ago, a second privacy officer, and disposals carried out as the job does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.test import override_settings

from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.ground.foundation.reader import Reader
from alongside.oversight.disposals.actions.carrying import carry_out_disposal
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal
from alongside.oversight.disposals.queries.finding import candidates
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part, PastCase
from alongside.record.cases.models import Case
from tests.factories.cases import _programme, a_circle
from tests.factories.cast import PASSWORD, entered_house
from tests.factories.people import a_person

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


@pytest.fixture
def officer(become: Become) -> None:
    """The second privacy officer is there."""
    another_officer(become)
