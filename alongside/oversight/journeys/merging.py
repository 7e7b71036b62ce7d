"""Two entries that are one person become one, as they were seen on the page, and those who carry the cases are told."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound, Stale, require
from alongside.ground.foundation.holding import held_all
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.merge_page import merge_preview
from alongside.record.people import queries as people
from alongside.record.people.actions import merging as entries
from alongside.record.people.models import Person
from alongside.record.people.queries.merging import merge_row, survivor_of

TELL = "tell_of_merge"


@transaction.atomic
def merge_persons(*, keep: UUID, lose: UUID, sides: Mapping[str, str], why: str, seen: str, by: Reader) -> UUID:
    """Make ``lose`` one with ``keep`` (outside names), if both are still as they were ``seen`` on the page.

    The workers who carry a case of either are told by a job that is queued with it. Returns the merge's outside name.
    Pressed again after it was done, it says which person it is (``NotFound`` otherwise). Raises ``Stale`` when either
    was changed since. Refused as ``people.merge_person`` is.
    """
    if len(held_all(Person.objects.filter(public_id__in=(keep, lose)).order_by("id"))) < 2:
        raise NotFound
    preview = merge_preview(keep, lose, by=by)
    require(preview.decision)
    if preview.seen != seen:
        raise Stale(_("Something was changed in one of the two since you looked. Look again."), {"seen": preview.seen})
    mine, theirs = people.person_row(keep), people.person_row(lose)
    made = entries.merge_person(keep=mine, lose=theirs, sides=sides, why=why, by=by)
    note_reading("merge", people=[mine.id, theirs.id], kind="person", ids=[mine.id, theirs.id])
    defer(TELL, merge=str(made), undone=False)
    return made


@transaction.atomic
def part_persons(*, merge: UUID, why: str, by: Reader) -> UUID:
    """Undo a merge: one person is two entries again; the workers who carry a case of either are told.

    Returns the outside name of the person who stayed. Refused as ``people.undo_merge`` is.
    """
    row = merge_row(merge)
    entries.undo_merge(merge=row, why=why, by=by)
    note_reading("merge undone", people=[row.keep_id, row.lose_id], kind="merge", ids=[row.id])
    defer(TELL, merge=str(merge), undone=True)
    stayed = people.person_rows([row.keep_id])[row.keep_id].public_id
    return survivor_of(stayed) or stayed
