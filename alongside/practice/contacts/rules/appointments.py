"""What an appointment needs, and when somebody may say what came of it (S-086)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.contacts.enums import AppointmentOutcome, ContactMode

LONGEST = timedelta(hours=24)
BOOKABLE = tuple(mode for mode in ContactMode if mode not in (ContactMode.MISSED, ContactMode.SERVICE))
"""Ways of contact that can be agreed beforehand."""


def appointment_faults(
    *,
    starts_at: datetime,
    ends_at: datetime,
    mode: str,
    people: Collection[int],
    takes_part: Collection[int],
    now: datetime,
) -> dict[str, str]:
    """What is wrong with an appointment, each fault under the name of its field; empty when nothing is."""
    faults = {}
    if starts_at < now:
        faults["starts_at"] = _("This time has passed. Choose a time to come, or record the contact instead.")
    if ends_at < starts_at:
        faults["ends_at"] = _("It ends before it starts. Choose a later end.")
    elif ends_at - starts_at > LONGEST:
        faults["ends_at"] = _("It is longer than a day. Check the day of its end.")
    if mode not in BOOKABLE:
        faults["mode"] = _("Choose how you will meet: a visit, a call, a meeting.")
    if not set(people) <= set(takes_part):
        faults["people"] = _("Somebody here does not take part in the case. Choose people who do.")
    return faults


def may_settle(*, present: str, wanted: str, starts_at: datetime, now: datetime) -> Decision:
    """May somebody say what came of an appointment? Once, and not before its time unless it is moved or cancelled."""
    if wanted not in AppointmentOutcome.values or not wanted:
        return Decision.no("appointment.outcome", _("Choose what came of it: came, did not come, moved or cancelled."))
    if present and present != wanted:
        return Decision.no(
            "appointment.settled",
            _("Somebody has said already: %(outcome)s. Take that back first.")
            % {"outcome": AppointmentOutcome(present).label},
        )
    if wanted in (AppointmentOutcome.CAME, AppointmentOutcome.DID_NOT_COME) and starts_at > now + timedelta(hours=1):
        return Decision.no(
            "appointment.to_come", _("This time is still to come. You can move or cancel the appointment.")
        )
    return Decision.yes()
