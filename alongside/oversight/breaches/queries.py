"""The breach register as lists and pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.breaches.enums import EntryKind
from alongside.oversight.breaches.models import Breach, BreachAssessment, BreachEntry, BreachPerson
from alongside.oversight.breaches.rules import ClockLine, clocks
from alongside.record.people.queries.covered import ways_to_tell


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A breach in a list, with its clocks."""

    public_id: UUID
    number: str
    title: str
    kind_words: str
    found_at: datetime
    people: int | None
    closed_at: datetime | None
    clocks: tuple[ClockLine, ...]

    @property
    def next(self) -> ClockLine | None:
        """The clock that ends soonest, of those that run."""
        return min((one for one in self.clocks if one.runs), key=lambda one: one.until, default=None)

    @property
    def left(self) -> str:
        """How much time is left for it."""
        return self.next.left(clock.now()) if self.next else ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the diary."""

    kind_words: str
    at: datetime
    whom: str
    people: int | None
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class HarmLine:
    """One assessment of the four factors."""

    at: datetime
    harm_words: str
    what_kind: str
    who_got_it: str
    was_it_seen: str
    what_limits_it: str
    by: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody whom a breach touches, and how she may safely be told of it; empty when no way is known."""

    name: str
    tell: str


@dataclass(frozen=True, slots=True)
class BreachSheet:
    """One breach with everything that stands about it; ``touched`` are the people in it."""

    line: BreachLine
    noticed_words: str
    law_words: str
    happened: str
    happened_on: date | None
    about: str
    taken_by: str
    entries: tuple[EntryLine, ...]
    assessments: tuple[HarmLine, ...]
    touched: tuple[Touched, ...]


def breaches(*, closed: bool = False) -> list[BreachLine]:
    """The breaches that are open, the soonest clock first; or those that are closed, the newest first."""
    rows = list(Breach.objects.order_by("-id")[:500])
    note_reading("breaches list", kind="breach", ids=[row.id for row in rows])
    lines = [line for line in _lines(rows) if (line.closed_at is not None) is closed]
    if closed:
        return lines
    return sorted(lines, key=lambda one: one.next.until.timestamp() if one.next else float("inf"))


def breach_row(public_id: UUID) -> Breach:
    """A breach as a handle; ``NotFound`` when absent or hidden."""
    row = Breach.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def breach_line(row: Breach) -> BreachLine:
    """One breach as a list shows it."""
    return _lines([row])[0]


def breach_sheet(public_id: UUID) -> BreachSheet:
    """One breach with its diary; noted as read, with the people in it."""
    row = breach_row(public_id)
    touched = list(BreachPerson.objects.filter(breach=row).order_by("id"))
    note_reading("breach page", people=[one.person_id for one in touched], kind="breach", ids=[row.id])
    ways = ways_to_tell([one.person_id for one in touched])
    return BreachSheet(
        line=breach_line(row),
        noticed_words=row.get_noticed_display(),
        law_words=row.get_law_display(),
        happened=row.happened,
        happened_on=row.happened_on,
        about=row.about.name if row.about else "",
        taken_by=row.taken_by.name,
        entries=tuple(
            EntryLine(str(EntryKind(one.kind).label), one.at, one.whom, one.people, one.words, one.by.name)
            for one in BreachEntry.objects.filter(breach=row).select_related("by").order_by("at", "id")
        ),
        assessments=tuple(
            HarmLine(
                one.created_at,
                one.get_harm_display(),
                one.what_kind,
                one.who_got_it,
                one.was_it_seen,
                one.what_limits_it,
                one.by.name,
            )
            for one in BreachAssessment.objects.filter(breach=row).select_related("by").order_by("-id")
        ),
        touched=tuple(Touched(one.person_name, ways.get(one.person_id, "")) for one in touched),
    )


def last_harm(number: int) -> str | None:
    """What the last assessment of a breach found; None before there is one."""
    return BreachAssessment.objects.filter(breach_id=number).order_by("-id").values_list("harm", flat=True).first()


def _lines(rows: Sequence[Breach]) -> list[BreachLine]:
    numbers = [row.id for row in rows]
    entries = list(BreachEntry.objects.filter(breach_id__in=numbers).order_by("at", "id"))
    harms = dict(BreachAssessment.objects.filter(breach_id__in=numbers).order_by("id").values_list("breach_id", "harm"))
    return [_line(row, [one for one in entries if one.breach_id == row.id], harms.get(row.id)) for row in rows]


def _line(row: Breach, entries: Sequence[BreachEntry], harm: str | None) -> BreachLine:
    told: dict[str, datetime] = {}
    people = row.people
    for one in entries:
        told.setdefault(one.kind, one.at)
        people = one.people if one.people is not None else people
    closed_at = told.get(EntryKind.CLOSED)
    found = clocks(
        found_at=row.found_at,
        own_hours=row.own_hours,
        told=told,
        harm=harm,
        closed=closed_at is not None,
        law=row.law,
        people=people,
    )
    return BreachLine(
        row.public_id, row.number, row.title, row.get_kind_display(), row.found_at, people, closed_at, tuple(found)
    )
