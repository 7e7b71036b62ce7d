"""Care teams for tests: a professional of another agency with a consent, a line, a link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alongside.agency.access.actions import open_session
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Actor
from alongside.agency.access.queries import enter
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.sharing import share_lines
from alongside.practice.careteams import actions
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.consents.enums import Item, Purpose
from alongside.practice.consents.models import Consent
from alongside.practice.plans.models import Step
from alongside.record.cases.models import Case
from tests.factories.consents import HOUSING, a_consent, lead
from tests.factories.plans import a_step

PLAN = {"items": [Item.PLAN], "purpose": Purpose.HOUSING}


def a_plan_consent(case: Case, by: Reader, **other: Any) -> Consent:
    """A consent in force that lets the housing office see lines of the plan."""
    return a_consent(case, by, **{**PLAN, **other})


def a_member(case: Case, by: Reader, *, consent: Consent | None = None, **other: Any) -> CareTeamMember:
    """Rosa of the housing office, in the care team for three weeks by consent."""
    facts: dict[str, Any] = {
        "name": "Rosa Lindqvist",
        "role": "Finds a flat",
        "known_as": "M. L.",
        "ground": "consent",
        "until_on": clock.today() + timedelta(days=21),
        **other,
    }
    if facts["ground"] == "consent":
        facts["consent"] = consent or a_plan_consent(case, by)
    return actions.add_member(case=case, person_id=lead(case), by=by, **facts)


def a_partner_line(case: Case, by: Reader, *, what: str = "sends the list of flats", **other: Any) -> Step:
    """A line of the plan that the housing office does."""
    return a_step(case, by, what=what, owner="partner", worker_id=None, owner_name=HOUSING, **other)


def a_shared_line(case: Case, by: Reader, *, member: CareTeamMember | None = None, **other: Any) -> Step:
    """A line that the member sees."""
    step = a_partner_line(case, by, **other)
    share_lines(member=member or a_member(case, by), lines=[step.public_id], by=by)
    return step


def as_partner(member: CareTeamMember) -> Reader:
    """Make a member of a care team the reader of the test from here on, as their link does."""
    secret = f"partner {member.id} {clock.now()}".encode()
    until = clock.now() + timedelta(hours=1)
    open_session(actor_id=member.actor_id, kind=SessionKind.LINK, secret=secret, expires_at=until)
    reader = enter(secret)
    assert reader is not None
    assert reader.kind == "partner"
    assert Actor.objects.count() == 1
    return reader
