"""What the pages of imports show, to whoever brings in and to nobody else, and what of it is noted as read."""

from __future__ import annotations

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.imports import queries
from alongside.oversight.imports.actions import take_upload
from alongside.oversight.imports.models import ImportRun, SheetRow
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def a_run(become: Become) -> ImportRun:
    by = become("supervisor")
    content = b"id,full_name\n1,Ana Silva\n2,Ana Silva\n"
    run = take_upload(name="list.csv", content=content, by=by)
    ImportRun.objects.filter(id=run.id).update(mapping={"": {"id": "id", "full_name": "full_name"}})
    return ImportRun.objects.get(id=run.id)


def a_row(run: ImportRun, number: int, **more: object) -> SheetRow:
    return SheetRow.objects.create(
        actor_id=run.actor_id, run=run, sheet="people", number=number, place=number, key=str(number),
        cells=[str(number), "Ana Silva"], **more)  # fmt: skip


def test_counts_and_the_ledger_page_by_page(become: Become) -> None:
    run = a_run(become)
    for number in range(1, 6):
        a_row(run, number, outcome="refused" if number > 3 else "created", reason="Why" if number > 3 else "")
    a_row(run, 6)
    assert queries.counts_of(run.id) == {"read": 5, "created": 3, "updated": 0, "unchanged": 0, "refused": 2}
    assert [row.number for row in queries.ledger_rows(run)] == [1, 2, 3, 4, 5]
    assert [(row.file, row.number, row.cells) for row in queries.ledger_rows(run, refused=True)] == [
        ("list", 4, ("4", "Ana Silva")), ("list", 5, ("5", "Ana Silva"))]  # fmt: skip
    assert [row.number for row in queries.ledger_page(run, page=2, size=2)] == [3, 4, 5]
    assert [row.number for row in queries.ledger_page(run, outcome="refused", size=1)] == [4, 5]


def test_rows_that_wait_stand_beside_those_whom_they_look_like_and_that_is_noted(become: Become) -> None:
    run = a_run(become)
    case = a_case(become("supervisor"))
    somebody = Person.objects.filter(parts__case=case).order_by("id")[0]
    a_row(run, 1, outcome="created")
    likely = [{"person": str(somebody.public_id), "why": ["Same name"], "against": []}, {"row": 1}]
    a_row(run, 2, outcome="refused", likely=likely)
    (waiting,) = queries.waiting_rows(run)
    assert waiting.values == (("id", "2"), ("full_name", "Ana Silva"))
    assert [(one.name, one.why, one.row) for one in waiting.likely] == [
        (somebody.display_name, ("Same name",), None), ("", (), 1)]  # fmt: skip
    assert waiting.likely[1].also == ("id: 1", "full_name: Ana Silva")
    assert Reading.objects.filter(act="rows that look like somebody", person_ids=[somebody.id]).exists()
    assert [row.cells for row in queries.undecided_rows(run)] == [(str(somebody.public_id), "row:1")]


def test_whom_the_reader_cannot_see_any_more_has_no_name(become: Become) -> None:
    run = a_run(become)
    hidden = "00000000-0000-4000-8000-000000000000"
    a_row(run, 2, outcome="refused", likely=[{"person": hidden, "why": ["Same name"], "against": []}])
    (waiting,) = queries.waiting_rows(run)
    assert (waiting.likely[0].choice, waiting.likely[0].name, waiting.likely[0].why) == (hidden, "", ())


def test_an_import_is_seen_by_whoever_made_it(become: Become) -> None:
    run = a_run(become)
    by = become("supervisor")
    assert [one.source for one in queries.sheet_runs(by=by)] == ["list.csv"]
    page = queries.run_page(run.public_id, by=by)
    assert (page.kept, page.is_going, page.undecided, page.reading is not None) == (True, False, 0, True)
    other = become("intake")
    assert queries.sheet_runs(by=other) == []
    with pytest.raises(NotFound):
        queries.run_page(run.public_id, by=other)


def test_whom_the_importer_may_only_know_of_is_named_with_her_team_and_no_more(become: Become) -> None:
    case = a_case(become("worker"))
    somebody = Person.objects.filter(parts__case=case).order_by("id")[0]
    by = become("intake")
    run = take_upload(name="list.csv", content=b"id,full_name\n1,Ana Silva\n", by=by)
    a_row(run, 1, outcome="refused", likely=[{"person": str(somebody.public_id), "why": [], "against": []}])
    (waiting,) = queries.waiting_rows(run)
    (known,) = waiting.likely
    assert (known.name, known.team, known.also) == (somebody.display_name, "Family team", ())
    assert not Person.objects.filter(id=somebody.id).exists()
