"""What is told of a merge, and to whom."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from alongside.ground.foundation.errors import NotFound
from alongside.record.people.actions.merging import merge_person, undo_merge
from alongside.record.people.models import Merge, Person
from alongside.record.people.queries import merging
from alongside.record.people.queries.merging import (
    carriers_to_tell,
    contents_of,
    merge_decision,
    merge_row,
    merge_view,
    merges_into,
    teams_of,
    undo_decision,
)
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.twins import twins


def test_what_may_be_known_of_a_merge(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    assert merge_decision(keep.id, lose.id)
    assert teams_of(keep.id) == ("Family team",)
    public = merge_person(keep=keep, lose=lose, sides={}, why="The same", by=by)
    view = merge_view(public)
    assert (view.lose_name, view.by, view.why, view.can_be_undone) == ("Marta Lopes", "Dele Akande", "The same", True)
    assert merges_into(keep.id) == (view,)
    row = merge_row(public)
    assert undo_decision(public)
    kinds = {(one.table, one.kind): one.rows for one in contents_of(public)}
    assert kinds["people_contactpoint", "moved"] == 1
    assert kinds["access_circlesubject", "added"] == 1
    assert carriers_to_tell(public) == frozenset()  # the house alone is told
    become("elsewhere")
    assert (merges_into(keep.id), contents_of(public), teams_of(keep.id)) == ((), (), ())
    with pytest.raises(NotFound):
        undo_merge(merge=row, by=become("elsewhere"))
    for ask in (merge_row, undo_decision):
        with pytest.raises(NotFound):
            ask(public)
    with pytest.raises(NotFound):
        merge_decision(keep.id, lose.id)


def test_a_chain_of_merges_is_followed_and_never_for_ever(become: Become, monkeypatch: pytest.MonkeyPatch) -> None:
    by = become("worker")
    keep, lose = twins(by)
    merge_person(keep=keep, lose=lose, sides={}, why="The same", by=by)
    third = a_case(by, people=["Otto Third"]).participants.get().person
    merge_person(keep=third, lose=Person.objects.get(id=keep.id), sides={}, why="The same", by=by)
    assert merging.standing_ids([lose.id, keep.id, third.id, 0]) == {
        lose.id: third.id, keep.id: third.id, third.id: third.id, 0: 0}  # fmt: skip
    monkeypatch.setattr(merging, "LONGEST_CHAIN", 1)
    assert merging.standing_ids([lose.id]) == {lose.id: keep.id}


def test_a_fault_of_the_database_is_not_told_as_a_refusal(become: Become) -> None:
    by = become("worker")
    with pytest.raises(DatabaseError, match="uuid"):
        undo_merge(merge=Merge(public_id="no name"), by=by)
