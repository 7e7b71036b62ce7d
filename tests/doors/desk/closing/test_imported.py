"""A case that came from another system is worked with like any other: its facts are read, and it closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import Client

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions import import_hmis
from alongside.record.cases.enums import CaseState
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cast import entered_house
from tests.rooms.oversight.imports.exports import TABLES, write

Visit = Callable[[str], Client]


def test_an_imported_case_shows_its_facts_and_closes(become: Become, visit: Visit, tmp_path: Path) -> None:
    @contextmanager
    def worker() -> Iterator[Reader]:
        yield become("worker")

    @contextmanager
    def house() -> Iterator[Reader]:
        yield entered_house()

    import_hmis(write(tmp_path / "export", TABLES), enter=worker, enter_house=house)
    become("worker")
    case = Case.objects.get(family=True)
    client, base = visit("worker"), f"/cases/{case.public_id}/"
    facts = client.get(f"{base}assessment/").content.decode()
    for words in ("Food assistance (SNAP)", "1,100.00", "10 Jan 2022", "Survivor of violence at home"):
        assert words in facts

    sign = {"summary": "They found a flat by the harbour.", "sign": "yes"}
    lost = client.post(f"{base}close/save/", {**sign, "reasons": ["lost_contact"]})
    assert (lost.status_code, "there have been 0" in lost.content.decode()) == (422, True)
    assert client.post(f"{base}close/save/", {**sign, "reasons": ["goals_met"]}).status_code == 302
    answer = client.post(f"{base}close/now/", follow=True).content.decode()
    assert "The case is closed." in answer
    assert "Housed" in answer
    become("worker")
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED
