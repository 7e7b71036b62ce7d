"""The events of a case as values, put in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alongside.record.cases.enums import EventKind, Milestone, Stage

_RANK = {kind: rank for rank, kind in enumerate(EventKind.values)}
_MILESTONE_RANK = {key: rank for rank, key in enumerate(Milestone.values)}


@dataclass(frozen=True, slots=True)
class SpineEvent:
    """Something that happened to a case: ``kind`` is an EventKind, ``at`` an aware time, ``by`` who recorded it.

    ``stage`` says where a case was moved, opened or reopened; ``milestone`` what was reached or taken back; ``cites``
    the rule behind it; ``closing_reason`` a ClosingReason when it closed. A time without its zone is refused.
    """

    kind: str
    at: datetime
    by: str | int = ""
    why: str = ""
    stage: str | None = None
    milestone: str | None = None
    cites: str = ""
    closing_reason: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("The time of an event needs its time zone.")


@dataclass(frozen=True, slots=True)
class SetAside:
    """An event that has no effect on the spine, and why."""

    event: SpineEvent
    why: str


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """The date of ``moment`` where the agency is."""
    return timezone.localdate(moment, zone)


def day_words(day: date, today: date) -> str:
    """A date in words, the year only when it is not this year's: "3 May", "3 May 2023"."""
    this_year = day.year == today.year
    pattern = pgettext("date of this year", "j F") if this_year else pgettext("date of another year", "j F Y")
    return format_date(day, pattern)


def in_order(
    events: Iterable[SpineEvent], today: date, zone: tzinfo | None = None
) -> tuple[list[SpineEvent], list[SetAside]]:
    """The events up to ``today`` in the order in which they happened, and those that cannot count.

    Events of one moment follow the order of their kinds, then of the milestones, so that the order of writing never
    matters. A milestone that was taken back, with a reason, is as if it had never been recorded.
    """
    kept: list[SpineEvent] = []
    aside: list[SetAside] = []
    for event in sorted(events, key=_place):
        if local_day(event.at, zone) > today:
            continue
        if unknown := _unknown(event):
            aside.append(SetAside(event, unknown))
        elif event.kind != EventKind.TAKEN_BACK:
            kept.append(event)
        elif problem := _take_back(event, kept):
            aside.append(SetAside(event, problem))
    return kept, aside


def _place(event: SpineEvent) -> tuple[object, ...]:
    return (
        event.at,
        _RANK.get(event.kind, len(_RANK)),
        _MILESTONE_RANK.get(event.milestone or "", len(_MILESTONE_RANK)),
        event.kind,
        event.milestone or "",
        event.stage or "",
        event.why,
        event.cites,
        event.closing_reason,
        str(event.by),
    )


def _unknown(event: SpineEvent) -> str:
    if event.kind not in EventKind.values:
        return _("This kind of event is not known.")
    if event.kind in (EventKind.MILESTONE, EventKind.TAKEN_BACK) and event.milestone not in Milestone.values:
        return _("This milestone is not known.")
    if event.stage and event.stage not in Stage.values:
        return _("This stage is not known.")
    if event.kind == EventKind.MOVED and not event.stage:
        return _("It does not say to which stage.")
    return ""


def _take_back(event: SpineEvent, kept: list[SpineEvent]) -> str:
    """Remove from ``kept`` the latest milestone that ``event`` takes back; the answer says why it cannot."""
    if not event.why.strip():
        return _("Taking a step back out of the record needs a reason.")
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].kind == EventKind.MILESTONE and kept[at].milestone == event.milestone:
            del kept[at]
            return ""
    return _("There is no such step to take back.")
