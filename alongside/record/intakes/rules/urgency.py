"""The clock of an urgent request: how long it has waited, who must hear of it, and that in words (S-013)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.agency.organisation.rules import UrgentClock
from alongside.record.intakes.enums import Urgency

AT_ONCE = 0
"""The step on which a supervisor hears of every urgent request; the protocol's own steps count from 1."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where the clock of an urgent request stands.

    ``minutes`` waited so far, or until it was taken; ``limit`` minutes allowed; ``step`` the step of escalation that is
    due (0 before the first); ``next_at`` when the next is. ``words`` says all this in one sentence.
    """

    minutes: int
    limit: int
    taken: bool
    over: bool
    step: int
    next_at: datetime | None
    words: str


def is_urgent(urgency: str) -> bool:
    """Whether somebody must take a request today."""
    return urgency == Urgency.TODAY


def waiting(clock: UrgentClock, *, received_at: datetime, now: datetime, taken_at: datetime | None = None) -> Waiting:
    """The clock of an urgent request received at ``received_at``, by the protocol's rule, at ``now`` (aware times)."""
    minutes = minutes_between(received_at, taken_at or now)
    taken = taken_at is not None
    step = AT_ONCE if taken else step_due(clock, minutes)
    later = [line.after_minutes for line in clock.escalation if line.after_minutes > minutes]
    next_at = received_at + timedelta(minutes=later[0]) if later and not taken else None
    return Waiting(
        minutes,
        clock.minutes,
        taken,
        minutes > clock.minutes,
        step,
        next_at,
        _words(clock, received_at, minutes, step, taken=taken),
    )


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from ``start`` to ``end``, never less than none."""
    return max(0, int((end - start).total_seconds() // 60))


def step_due(clock: UrgentClock, minutes: int) -> int:
    """How many steps of escalation are due after ``minutes``."""
    return sum(line.after_minutes <= minutes for line in clock.escalation)


def whom(clock: UrgentClock, step: int) -> str:
    """Who is told at ``step``, in the protocol's words."""
    if step <= AT_ONCE:
        return clock.escalation[0].to
    return clock.escalation[min(step, len(clock.escalation)) - 1].to


def _words(clock: UrgentClock, received_at: datetime, minutes: int, step: int, *, taken: bool) -> str:
    waited = span(minutes)
    if taken:
        return _("Taken after %(waited)s.") % {"waited": waited}
    if minutes > clock.minutes and step:
        return _("Waiting for %(waited)s; %(whom)s is told.") % {"waited": waited, "whom": whom(clock, step)}
    by = timezone.localtime(received_at + timedelta(minutes=clock.minutes))
    return _("Waiting for %(waited)s. Somebody takes it by %(time)s.") % {"waited": waited, "time": f"{by:%H:%M}"}


def span(minutes: int) -> str:
    """A length of time in words: "12 minutes", "3 hours", "2 days"."""
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}
