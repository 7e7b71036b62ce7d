"""From the page to one person, and back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core import mail

from alongside.doors.commands.matching import tell_of_merge
from alongside.ground.foundation.errors import NotFound, Stale
from alongside.oversight.journeys.merging import merge_persons, part_persons
from alongside.oversight.overviews.merge_page import merge_preview
from alongside.oversight.overviews.my_day import my_day
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.twins import twins


def test_what_was_seen_is_what_is_merged(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    with pytest.raises(Stale):
        merge_persons(keep=keep.public_id, lose=lose.public_id, sides={}, why="The same", seen="before", by=by)
    with pytest.raises(NotFound):
        merge_persons(keep=keep.public_id, lose=uuid4(), sides={}, why="The same", seen="before", by=by)
    seen = merge_preview(keep.public_id, lose.public_id, by=by).seen
    made = merge_persons(keep=keep.public_id, lose=lose.public_id, sides={}, why="The same", seen=seen, by=by)
    assert not [line for line in my_day(by=by).needs if "one person now" in line.title]
    assert part_persons(merge=made, why="Two sisters", by=by) == keep.public_id
    assert Person.objects.filter(id__in=[keep.id, lose.id]).count() == 2


def test_whoever_carries_the_case_is_told(become: Become) -> None:
    keep, lose = twins(become("worker"))
    first = Case.objects.get(title="Adam Kowalczyk")
    cases.add_participant(case=first, person_id=keep.id, role="parent", by=become("worker"))
    by = become("supervisor")
    preview = merge_preview(keep.public_id, lose.public_id, by=by)
    made = merge_persons(
        keep=keep.public_id, lose=lose.public_id, sides={}, why="Same papers", seen=preview.seen, by=by
    )
    lines = [line for line in my_day(by=become("worker")).needs if "one person now" in line.title]
    assert [line.url for line in lines] == [f"/people/{keep.public_id}/"]
    assert "Amina Yusuf: Same papers" in lines[0].why
    assert not [line for line in my_day(by=become("colleague")).needs if "one person now" in line.title]
    part_persons(merge=made, why="Two sisters", by=become("supervisor"))
    lines = [line for line in my_day(by=become("worker")).needs if "are two people again" in line.title]
    assert [(line.url, line.why) for line in lines] == [(f"/people/{keep.public_id}/", "Amina Yusuf")]
    told: list[str] = []
    mail.outbox.clear()
    tell_of_merge(merge=str(made), undone=False)
    tell_of_merge(merge=str(made), undone=True)
    told += [str(letter.subject) for letter in mail.outbox]
    assert told == []  # they wait for the end of the transaction
