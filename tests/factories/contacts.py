"""Contacts and appointments for tests, written with the product's own actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.models import Appointment, Contact
from alongside.record.cases.models import Case
from tests.factories.assessments import lead

TEXT = "Went through line 3. Wednesday suits the bus better. Dani showed the drawing and was proud of it."


def an_hour_ago() -> datetime:
    """A moment that has surely passed."""
    return clock.now().replace(second=0, microsecond=0) - timedelta(hours=1)


def a_contact(case: Case, by: Reader, *, at: datetime | None = None, **told: Any) -> Contact:
    """A visit an hour ago with the person whom the case is for, not about a goal, signed unless said otherwise."""
    moment = at or an_hour_ago()
    given: dict[str, Any] = {
        "mode": ContactMode.VISIT,
        "ends_at": moment + timedelta(minutes=45),
        "people": told.get("people") or ([] if "people" in told else [lead(case)]),
        "not_about_a_goal": "goals" not in told,
        "text": TEXT,
        "sign": True,
        **told,
    }
    return contacts.record_contact(case=case, at=moment, by=by, **given)


def an_appointment(
    case: Case, by: Reader, *, starts_at: datetime | None = None, minutes: int = 45, **more: Any
) -> Appointment:
    """A visit in two hours with the person whom the case is for."""
    start = starts_at or clock.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    given: dict[str, Any] = {
        "people": [lead(case)],
        "place": "14 Quay Row",
        "about": "Plan line 3 to talk over",
        **more,
    }
    return contacts.book_appointment(
        case=case,
        worker_id=by.worker_id or 0,
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        by=by,
        **given,
    )


def a_past_appointment(case: Case, by: Reader, *, hours_ago: int = 2, **more: Any) -> Appointment:
    """An appointment that was booked a week ago and whose time has passed; it begins and ends on one day."""
    now = clock.now()
    start = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) - timedelta(hours=hours_ago)
    if timezone.localdate(start) != timezone.localdate(start + timedelta(hours=1)):
        start -= timedelta(hours=1)
    with clock.standing_at(start - timedelta(days=7)):
        return an_appointment(case, by, starts_at=start, **more)
