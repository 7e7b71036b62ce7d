"""What is so until it ends, and goes on again when its end was a mistake: one way for every kind of row."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.record.people.models import Bond, HealthMark, HouseholdMember, Relationship, System
from alongside.record.people.rules.taking_back import refusal_words
from alongside.record.people.rules.ties import check_days

Ending = TypeVar("Ending", Bond, System, HealthMark)
GoingOn = TypeVar("GoingOn", Bond, HouseholdMember, Relationship)


def ended(row: Ending, code: str, version: int, on: date | None, why: str) -> Ending:
    """Write the last day of what is still so, today when not given; ``code`` names the refusal of what ended before.

    Raises ``Stale`` when it was changed since ``version``. ``why`` stands in history.
    """
    if row.version != version:
        raise Stale(
            _("Somebody else has changed this meanwhile."), {"on": str(row.until_on or ""), "version": str(row.version)}
        )
    if row.until_on is not None:
        raise Refused(code, _("This has ended already."))
    day = on or clock.today()
    require(check_days(row.from_on, day, today=clock.today()), field="on")
    say(why)
    row.until_on = day
    row.version += 1
    row.save(update_fields=["until_on", "version"])
    return row


def going_on(row: GoingOn, version: int, *more: str) -> GoingOn:
    """Let what has ended go on; ``more`` are fields that the caller has put back as well.

    Refused when it was changed since ``version``, or has no end.
    """
    if row.version != version or row.until_on is None:
        raise Refused("people.take_back.changed", refusal_words("changed"))
    row.until_on = None
    row.version += 1
    row.save(update_fields=["until_on", *more, "version"])
    return row


def say(why: str) -> None:
    """Attach the reason that somebody gave, where she gave one."""
    if why.strip():
        access.say_why(why.strip())
