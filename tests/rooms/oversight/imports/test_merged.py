"""An import that runs again finds the person whom its entry became."""

from __future__ import annotations

from alongside.oversight.imports.actions.ledger import Ledger
from alongside.oversight.imports.actions.memory import Memory
from alongside.oversight.imports.models import ImportedRow
from alongside.oversight.journeys.merging import merge_persons, part_persons
from alongside.oversight.overviews.merge_page import merge_preview
from tests.conftest import Become
from tests.factories.twins import twins


def test_whoever_was_merged_is_remembered_as_who_she_became(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    for system, file in (("hmis", "Client"), ("people", "people")):
        for key, person in (("1", keep), ("2", lose)):
            ImportedRow.objects.create(
                actor_id=by.actor_id, system=system, file=file, key=key, digest="d", row_id=person.id
            )
        ImportedRow.objects.create(
            actor_id=by.actor_id, system=system, file="other", key="2", digest="d", row_id=lose.id
        )
    seen = merge_preview(keep.public_id, lose.public_id, by=by).seen
    made = merge_persons(keep=keep.public_id, lose=lose.public_id, sides={}, why="The same", seen=seen, by=by)

    def remembered() -> list[int | None]:
        ledger = Ledger("hmis")
        ledger.recall(by)
        memory = Memory("people", by)
        for file in ("people", "other"):
            memory.recall(file, ["1", "2", "3"])
        assert ledger.row_id("other", "2") == lose.id
        other, one = memory.of("other", "2"), memory.of("people", "2")
        assert other
        assert one
        assert other.row_id == lose.id
        return [ledger.row_id("Client", "1"), ledger.row_id("Client", "2"), one.row_id]

    assert remembered() == [keep.id, keep.id, keep.id]
    part_persons(merge=made, why="Two sisters", by=by)
    assert remembered() == [keep.id, lose.id, lose.id]
