"""What is shown before two entries become one, and before they are two again."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.merge_page import merge_preview, undo_preview
from alongside.record.people import actions
from alongside.record.people.actions.merging import merge_person
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.people import a_phone
from tests.factories.twins import twins


def test_the_page_counts_what_moves_with_as_many_statements_for_many(become: Become, queries: Any) -> None:
    by = become("worker")
    keep, lose = twins(by)
    with queries() as few:
        preview = merge_preview(keep.public_id, lose.public_id, by=by)
    assert {line.words: line.count for line in preview.moving}["Ways to reach the person"] == 1
    circle = Person.objects.get(id=lose.id).contact_points.get().circle_id
    for number in range(9):
        a_phone(lose, circle, by, f"085 555 010{number}")
    with queries() as many:
        again = merge_preview(keep.public_id, lose.public_id, by=by)
    points = next(line for line in again.moving if line.words == "Ways to reach the person")
    assert (points.count, len(points.examples), points.others) == (10, 5, 5)
    assert len(many) == len(few)
    assert again.seen != preview.seen
    assert again.teams_that_learn == ""


def test_before_undoing_it_says_what_stays_and_what_was_changed(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    circle = Person.objects.get(id=lose.id).contact_points.get().circle_id
    public = merge_person(keep=keep, lose=lose, sides={"pronouns": "lose"}, why="The same", by=by)
    a_phone(keep, circle, by, "085 555 0199")
    row = Person.objects.get(id=keep.id)
    actions.change_person(person=row, version=row.version, pronouns="he", by=by)
    preview = undo_preview(public, by=by)
    assert {line.words: line.count for line in preview.stays} == {"Ways to reach the person": 1}
    assert preview.changed == ("Pronouns",)
    assert preview.decision
    with pytest.raises(NotFound):
        undo_preview(public, by=become("elsewhere"))
