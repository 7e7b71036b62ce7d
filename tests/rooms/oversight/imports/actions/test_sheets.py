"""An uploaded spreadsheet: what is refused of it, how it is stopped, and what is decided when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports import actions, queries
from alongside.oversight.imports.actions import running
from alongside.oversight.imports.actions.sheets import LARGEST
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from alongside.record.people.models import Person
from tests.conftest import Become

MAPPING = {"": {"id": "id", "full_name": "full_name"}}
TEXT = b"id,full_name\n1,Ana Silva\n2,Bo Lee\n3,Cy Roe\n4,Di Roe\n"


@pytest.fixture
def by(become: Become) -> Reader:
    return become("supervisor")


@pytest.fixture
def run(by: Reader) -> ImportRun:
    return actions.take_upload(name="list.csv", content=TEXT, by=by)


def test_what_is_too_large_unmapped_or_unsaid_is_refused_before_anything_is_read(by: Reader, run: ImportRun) -> None:
    with pytest.raises(Refused, match="larger than 50 MB"):
        actions.take_upload(name="list.csv", content=b"x" * (LARGEST + 1), by=by)
    with pytest.raises(Refused, match="Say of at least one sheet"):
        actions.check_run(run=run, by=by)
    with pytest.raises(Refused, match="in which order day, month and year stand"):
        actions.map_upload(run=run, mapping=MAPPING, dates="ydm", name="", by=by)
    run.refresh_from_db()
    assert (run.state, run.mapping) == ("uploaded", {})
    assert Upload.objects.count() == 1


def test_a_run_that_is_stopped_keeps_what_is_in_and_goes_on_later(
    become: Become, by: Reader, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 2)

    @contextmanager
    def enter() -> Iterator[Reader]:
        yield become("supervisor")

    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        actions.stop_run(run=run, by=become("supervisor"))

    actions.map_upload(run=run, mapping=MAPPING, dates="dmy", name="", by=by)
    ImportRun.objects.filter(id=run.id).update(state="bringing", dry_run=False)
    actions.carry_on(run_id=run.id, enter=enter, progress=stop)
    run.refresh_from_db()
    assert (run.state, run.done, heard) == ("stopped", 2, [(2, 4)])
    actions.carry_on(run_id=run.id, enter=enter)
    assert Person.objects.count() == 2
    actions.bring_in_run(run=run, by=become("supervisor"))
    actions.carry_on(run_id=run.id, enter=enter)
    assert (ImportRun.objects.get().state, Person.objects.count()) == ("done", 4)


def test_a_run_whose_file_is_gone_brings_nothing_in(become: Become, by: Reader, run: ImportRun) -> None:
    @contextmanager
    def enter() -> Iterator[Reader]:
        yield become("supervisor")

    actions.map_upload(run=run, mapping=MAPPING, dates="dmy", name="", by=by)
    Upload.objects.all().delete()
    actions.check_run(run=run, by=by)
    actions.carry_on(run_id=run.id, enter=enter)
    assert queries.counts_of(run.id)["read"] == 0
    assert not SheetRow.objects.exists()


def test_a_decision_after_a_check_keeps_the_row_and_after_an_import_lets_it_wait_again(
    by: Reader, run: ImportRun
) -> None:
    likely = [{"row": 1, "why": [], "against": []}]
    SheetRow.objects.create(
        actor_id=run.actor_id, run=run, sheet="people", number=2, place=2, outcome="refused", likely=likely
    )
    ImportRun.objects.filter(id=run.id).update(state="checked", done=2)
    actions.decide_row(run=run, number=2, decision="same", same_as="row:1", by=by)
    assert SheetRow.objects.values_list("outcome", "decision", "same_as").get() == ("refused", "same", "row:1")
    ImportRun.objects.filter(id=run.id).update(state="done")
    actions.decide_row(run=run, number=2, decision="new", same_as="row:1", by=by)
    assert SheetRow.objects.values_list("outcome", "decision", "same_as").get() == ("", "new", "")
    assert ImportRun.objects.get().done == 1
