"""The dates of placements, orders and life events: what surely overlaps, what holds today, what may be written.

A day that is known only by its month or year stands for all of it: nothing is refused that may well be true.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, SAFE_LOCATION
from alongside.record.people.enums import BirthPrecision, LifeEventKind, OrderKind, OrderPart, PlacementKind
from alongside.record.people.rules.dates import birth_of, birth_words, day_in_words

SOON_DAYS = 30
"""So long before its end an order is said to end soon."""
EVENT_LEVELS = (ORDINARY, RESTRICTED)
PLACEMENT_LEVELS = (ORDINARY, SAFE_LOCATION)
TO_COME, IN_FORCE, ENDS_SOON, EXPIRED, REPLACED, ENDED = (
    "to_come",
    "in_force",
    "ends_soon",
    "expired",
    "replaced",
    "over",
)
STANDING = (IN_FORCE, ENDS_SOON)
"""States of an order that binds today."""


@dataclass(frozen=True, slots=True)
class When:
    """A day as exactly as it is known: the first day of the month or year meant, and the precision (BirthPrecision)."""

    on: date | None = None
    precision: str = BirthPrecision.UNKNOWN

    @property
    def known(self) -> bool:
        """Whether anything is known of the day."""
        return self.on is not None and self.precision != BirthPrecision.UNKNOWN

    @property
    def first(self) -> date | None:
        """The first day that it can have been; an estimate is taken for its year."""
        return self.on if self.known else None

    @property
    def last(self) -> date | None:
        """The last day that it can have been."""
        if self.on is None or not self.known:
            return None
        if self.precision == BirthPrecision.EXACT:
            return self.on
        if self.precision == BirthPrecision.MONTH:
            return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])
        return date(self.on.year, 12, 31)

    @property
    def words(self) -> str:
        """The day in words, as exactly as it is known; nothing when it is not."""
        return birth_words(birth_of(self.on, self.precision)) if self.known else ""


UNKNOWN = When()


@dataclass(frozen=True, slots=True)
class Stay:
    """A time at a place; ``until`` is None while it goes on, and ``UNKNOWN`` when it ended on a day nobody knows."""

    begin: When
    until: When | None = None

    def surely(self, today: date) -> tuple[date, date] | None:
        """The days on which somebody was there beyond doubt, the last not counted; None when there is none."""
        begin = self.begin.last
        end = today + timedelta(days=1) if self.until is None else self.until.first
        if begin is None and end is None:
            return None
        begin = begin if begin is not None else (end or today) - timedelta(days=1)
        end = end if end is not None else begin + timedelta(days=1)
        return (begin, end) if begin < end else None


def overlap(one: Stay, other: Stay, today: date) -> bool:
    """Whether somebody would surely have been at two places on one day; leaving and coming on one day is none."""
    here, there = one.surely(today), other.surely(today)
    return bool(here and there and here[0] < there[1] and there[0] < here[1])


def order_state(*, from_on: date, until_on: date | None, ended_on: date | None, superseded: bool, today: date) -> str:
    """How an order stands today: to come, in force, ending within ``SOON_DAYS``, expired, replaced or ended before."""
    if superseded:
        return REPLACED
    if ended_on is not None and ended_on <= today:
        return ENDED
    if until_on is not None and until_on < today:
        return EXPIRED
    if from_on > today:
        return TO_COME
    soon = until_on is not None and until_on <= today + timedelta(days=SOON_DAYS)
    return ENDS_SOON if soon else IN_FORCE


def order_words(state: str, *, until_on: date | None, ended_on: date | None, today: date) -> str:
    """The state of an order in words, with the day that matters."""
    if state == ENDS_SOON and until_on is not None:
        left = (until_on - today).days
        when = {"day": _day(until_on), "n": left}
        words = ngettext("Ends on %(day)s, in %(n)d day", "Ends on %(day)s, in %(n)d days", left)
        return words % when if left else _("Ends today")
    return {
        TO_COME: _("Begins later"),
        IN_FORCE: _("In force"),
        EXPIRED: _("Expired on %(day)s") % {"day": _day(until_on)},
        REPLACED: _("Replaced by another order"),
        ENDED: _("Ended on %(day)s") % {"day": _day(ended_on)},
    }[state]


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def may_keep_at(level: int, *, allowed: Collection[int], held: int) -> Decision:
    """Whether somebody who holds the levels ``held`` in a circle may write there at ``level``, one of ``allowed``."""
    if level not in allowed:
        return Decision.no("people.level.unknown", _("Choose who may see this."))
    if level != ORDINARY and level & ~held:
        return Decision.no(
            "people.level.not_held",
            _("You may write for everyone who sees this case, but not at this level. Ask the named worker."),
        )
    return Decision.yes()


@dataclass(frozen=True, slots=True)
class PlacementText:
    """A placement as it is written down. ``place`` names the home or ward; ``legal_basis`` the order or agreement."""

    kind: str
    stay: Stay
    place: str = ""
    legal_basis: str = ""
    ended_why: str = ""


def placement_faults(text: PlacementText, *, today: date) -> dict[str, str]:
    """What keeps a placement from being written down, each under the name of its field."""
    faults = {}
    if text.kind not in PlacementKind.values:
        faults["kind"] = _("Choose what kind of place it is.")
    begin, until = text.stay.begin, text.stay.until
    if (begin.first or today) > today:
        faults["begin"] = _("This day is still to come. Write it down on the day.")
    if until is None:
        if text.ended_why.strip():
            faults["until"] = _("You say why it ended. Say when, as far as it is known, or that nobody knows.")
    elif (until.first or today) > today:
        faults["until"] = _("This day is still to come. Write it down on the day.")
    elif begin.first and until.last and until.last < begin.first:
        faults["until"] = _("The end lies before the beginning; check both days.")
    return faults


@dataclass(frozen=True, slots=True)
class OrderText:
    """An order as it is written down. Days are in the agency's calendar."""

    kind: str
    terms: str
    authority: str
    from_on: date | None
    reference: str = ""
    made_on: date | None = None
    until_on: date | None = None
    seen_on: date | None = None


def order_faults(text: OrderText, parts: Collection[tuple[int, str]], *, today: date) -> dict[str, str]:
    """What keeps an order from being written down, each under the name of its field; ``parts`` are (person, part)."""
    faults = {}
    if text.kind not in OrderKind.values:
        faults["kind"] = _("Choose what the order is about.")
    if not text.terms.strip():
        faults["terms"] = _("Write what the order says, in its own words as far as you can.")
    if not text.authority.strip():
        faults["authority"] = _("Name the court or authority that made it.")
    if not any(part == OrderPart.CONCERNED for _person, part in parts):
        faults["concerned"] = _("Say whom it is about.")
    held = {person for person, part in parts if part == OrderPart.RESTRAINED}
    if held & {person for person, part in parts if part != OrderPart.RESTRAINED}:
        faults["restrained"] = _("Nobody is kept away from what is about themselves or theirs by right. Check who.")
    return faults | _order_days(text, today)


def _order_days(text: OrderText, today: date) -> dict[str, str]:
    faults = {}
    if text.from_on is None:
        faults["from_on"] = _("Write from which day it holds.")
    if text.made_on and text.made_on > today:
        faults["made_on"] = _("No order was made on a day that is still to come.")
    if text.seen_on and text.seen_on > today:
        faults["seen_on"] = _("This day is still to come. Write the day on which you read the paper.")
    elif text.seen_on and text.made_on and text.seen_on < text.made_on:
        faults["seen_on"] = _("The paper was read before the order was made; check both days.")
    if text.from_on and text.until_on and text.until_on < text.from_on:
        faults["until_on"] = _("The order ends before it begins; check both days on the paper.")
    return faults


@dataclass(frozen=True, slots=True)
class EventText:
    """A life event as it is written down. ``gain`` marks what went well."""

    kind: str
    words: str
    on: When = UNKNOWN
    told_by: str = ""
    gain: bool = False


def event_faults(text: EventText, people: Collection[int], *, today: date) -> dict[str, str]:
    """What keeps a life event from being written down, each under the name of its field."""
    faults = {}
    if text.kind not in LifeEventKind.values:
        faults["kind"] = _("Choose what kind of event it is.")
    if not text.words.strip():
        faults["words"] = _("Say in a few words what happened.")
    if not people:
        faults["people"] = _("Choose to whom it happened.")
    if (text.on.first or today) > today:
        faults["on"] = _("This day is still to come. Write it down when it has happened.")
    return faults
