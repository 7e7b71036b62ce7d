"""Entries that became one: where an old address leads, who merged what and why, and whether it may be, or be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound
from alongside.record.people.models import Merge, Person
from alongside.record.people.rules.merging import UNDO_DAYS, may_merge, may_undo
from alongside.record.people.rules.pointers import Pointer, moving

LONGEST_CHAIN = 50
"""Entries that went into entries that went into entries; a loop cannot be, but is not followed for ever."""


@dataclass(frozen=True, slots=True)
class MergeView:
    """One merge: which entry went into which person, who did it, when and why, and until when it can be undone."""

    public_id: UUID
    keep_id: int
    lose_name: str
    merged_at: datetime
    by_actor: int
    by: str
    why: str
    undo_until: datetime
    undone_at: datetime | None
    can_be_undone: bool


@dataclass(frozen=True, slots=True)
class Content:
    """How many rows of one column a merge moved, put aside, changed or added, or came there ``after`` it."""

    table: str
    column: str
    kind: str
    rows: int


def survivor_of(public_id: UUID) -> UUID | None:
    """The person whom an entry became, by the entry's old address; None when it became nobody or she is hidden."""
    merge = Merge.objects.filter(lose_public=public_id, undone_at=None).first()
    number = standing_ids([merge.lose_id])[merge.lose_id] if merge else None
    return Person.objects.filter(id=number).values_list("public_id", flat=True).first() if number else None


def standing_ids(numbers: Iterable[int]) -> dict[int, int]:
    """For house numbers that were kept somewhere else (by an import) those of the persons whom they are now.

    A number that became nobody else stands for itself, whether or not there is such a person.
    """
    wanted = {number: number for number in numbers}
    for _turn in range(LONGEST_CHAIN):
        rows = Merge.objects.filter(lose_id__in=set(wanted.values()), undone_at=None)
        became = dict(rows.values_list("lose_id", "keep_id"))
        if not became:
            break
        wanted = {number: became.get(now, now) for number, now in wanted.items()}
    return wanted


def merges_into(person_id: int) -> tuple[MergeView, ...]:
    """The entries that became a person and still are, the last one first; one statement."""
    rows = Merge.objects.filter(keep_id=person_id, undone_at=None).select_related("by").order_by("-id")
    views = [_view(row) for row in rows]
    return tuple(views)


def merge_row(public_id: UUID) -> Merge:
    """A merge as a handle for an action; ``NotFound`` when absent or of somebody hidden."""
    row = Merge.objects.select_related("by").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def merge_view(public_id: UUID) -> MergeView:
    """One merge in words; ``NotFound`` when absent or of somebody hidden."""
    return _view(merge_row(public_id))


def contents_of(public_id: UUID) -> tuple[Content, ...]:
    """What a merge did with which rows, as far as the reader sees their circles."""
    return tuple(Content(*row) for row in _rows("select * from app.merge_contents(%s)", [public_id]))


def merge_decision(one: int, two: int) -> Decision:
    """Whether the reader may make two persons (house numbers) one. Raises ``NotFound`` when one of them is hidden."""
    hint = _rows("select app.merge_refusal(%s, %s)", [one, two])[0][0]
    if hint == "absent":
        raise NotFound
    return may_merge(hint)


def undo_decision(public_id: UUID) -> Decision:
    """Whether the reader may undo a merge. Raises ``NotFound`` when it or its person is hidden."""
    hint = _rows("select app.undo_refusal(%s)", [public_id])[0][0]
    if hint == "absent":
        raise NotFound
    return may_undo(hint)


def teams_of(person_id: int) -> tuple[str, ...]:
    """The teams that work with a person, as far as the reader may know."""
    return tuple(row[0] for row in _rows("select team from app.person_teams(%s)", [person_id]))


def carriers_to_tell(public_id: UUID) -> frozenset[int]:
    """The actors who carry a case of either of two who became one; told to the house alone, which writes to them."""
    return frozenset(row[0] for row in _rows("select actor_id from app.merge_carriers(%s)", [public_id]))


def pointing_models() -> dict[Pointer, type[Model]]:
    """Each pointer whose rows move, with the model in which it stands."""
    found = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if relation.auto_created and not relation.concrete and field is not None and relation.related_model:
            found[field.model._meta.label, field.name] = field.model
    return {pointer: found[pointer.model, pointer.column] for pointer in moving()}


def _view(row: Merge) -> MergeView:
    until = row.merged_at + timedelta(days=UNDO_DAYS)
    return MergeView(
        public_id=row.public_id,
        keep_id=row.keep_id,
        lose_name=row.lose_name,
        merged_at=row.merged_at,
        by_actor=row.by_id,
        by=row.by.name,
        why=row.why,
        undo_until=until,
        undone_at=row.undone_at,
        can_be_undone=row.undone_at is None and timezone.now() <= until,
    )


def _rows(sql: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
