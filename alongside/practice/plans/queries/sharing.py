"""Lines that members of a care team see: what their page shows, what a worker may share, what was told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.agency.access.models import Share
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.careteams.queries import OwnPlace
from alongside.practice.plans.enums import StepOwner, StepState
from alongside.practice.plans.models import Step, StepUpdate
from alongside.practice.plans.rules.lines import ENDED

TABLE = "plans_step"


@dataclass(frozen=True, slots=True)
class SliceLine:
    """One line as whoever does it sees it, and nothing of the plan around it. ``number`` never leaves the house."""

    number: int
    public_id: UUID
    version: int
    what: str
    help: str
    how_known: str
    due_on: date | None
    overdue: bool
    state: str
    state_words: str
    done_on: date | None
    told: str
    open: bool


@dataclass(frozen=True, slots=True)
class ShareableLine:
    """A line that a partner agency does; ``shared``: the member sees it. ``number`` never leaves the house."""

    number: int
    public_id: UUID
    what: str
    who: str
    due_on: date | None
    state: str
    state_words: str
    shared: bool
    open: bool


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """What a member told of a line."""

    public_id: UUID
    step: UUID
    what: str
    at: datetime
    state_words: str
    words: str
    seen: bool
    seen_by: str


def slice_of(place: OwnPlace) -> tuple[SliceLine, ...]:
    """The lines that are shared with the reader, those still to do first. One statement; the reading is noted."""
    rows = list(Step.objects.filter(owner=StepOwner.PARTNER).order_by("due_on", "number", "id"))
    _note(place, [row.id for row in rows])
    lines = [_slice_line(row) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.open))


def slice_line(place: OwnPlace, line: UUID) -> SliceLine:
    """One of these lines; raises NotFound for every other, there or not."""
    row = Step.objects.filter(public_id=line, owner=StepOwner.PARTNER).first()
    if row is None:
        raise NotFound
    _note(place, [row.id])
    return _slice_line(row)


def _note(place: OwnPlace, numbers: list[int]) -> None:
    note_reading("shared lines", circle=place.circle_id, people=[place.person_id], kind="step", ids=numbers)


def _slice_line(row: Step) -> SliceLine:
    is_open = row.state not in ENDED
    return SliceLine(
        number=row.id,
        public_id=row.public_id,
        version=row.version,
        what=row.what,
        help=row.help,
        how_known=row.how_known,
        due_on=row.due_on,
        overdue=is_open and row.due_on is not None and row.due_on < clock.today(),
        state=row.state,
        state_words=str(StepState(row.state).label),
        done_on=row.done_on,
        told=row.end_words,
        open=is_open,
    )


def shareable_lines(case_id: int, actor_id: int) -> tuple[ShareableLine, ...]:
    """The lines of a case that a partner agency does and that are open, or that the member sees. Two statements."""
    now = clock.now()
    seen = set(
        Share.objects.filter(actor_id=actor_id, item_table=TABLE, valid_from__lte=now, valid_until__gt=now).values_list(
            "item_number", flat=True
        )
    )
    rows = Step.objects.filter(case_id=case_id, owner=StepOwner.PARTNER).order_by("number")
    lines = [
        ShareableLine(
            row.id,
            row.public_id,
            row.what,
            row.owner_name,
            row.due_on,
            row.state,
            str(StepState(row.state).label),
            row.id in seen,
            row.state not in ENDED,
        )
        for row in rows
    ]
    return tuple(line for line in lines if line.open or line.shared)


def shared_counts(actor_ids: Collection[int]) -> dict[int, int]:
    """How many lines each of these actors sees just now. One statement."""
    now = clock.now()
    rows = Share.objects.filter(actor_id__in=actor_ids, item_table=TABLE, valid_from__lte=now, valid_until__gt=now)
    found: dict[int, int] = {}
    for actor_id in rows.values_list("actor_id", flat=True):
        found[actor_id] = found.get(actor_id, 0) + 1
    return found


def updates_of(member_id: int, *, limit: int = 50) -> tuple[UpdateLine, ...]:
    """What a member told, newest first."""
    rows = StepUpdate.objects.filter(member_id=member_id).select_related("step", "seen_by").order_by("-at", "-id")
    return tuple(
        UpdateLine(
            row.public_id,
            row.step.public_id,
            row.step.what,
            row.at,
            str(StepState(row.state).label),
            row.words,
            row.seen_at is not None,
            row.seen_by.name if row.seen_by else "",
        )
        for row in rows[:limit]
    )


def unseen_updates(case_ids: Collection[int]) -> QuerySet[StepUpdate]:
    """What partners told of lines of cases and nobody has seen: rows, to be asked together with others."""
    rows = StepUpdate.objects.filter(step__case_id__in=case_ids, seen_at=None)
    return rows.select_related("step", "member").order_by("at", "id")
