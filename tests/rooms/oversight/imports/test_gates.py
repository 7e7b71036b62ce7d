"""Old spreadsheets are forgotten by the house alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.ground.foundation import clock
from alongside.oversight.disposals.actions.holding import place_hold
from alongside.oversight.imports import actions
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from tests.conftest import Become
from tests.database.putting import many, put, seen
from tests.factories.cast import entered_house
from tests.factories.disposals import an_ended_case
from tests.rooms.oversight.disposals.gates.holds import KEPT, THEN, Held


def test_the_house_forgets_old_spreadsheets_and_nobody_else_does(become: Become) -> None:
    run = actions.take_upload(name="list.csv", content=b"id,full_name\n1,Ana\n", by=become("supervisor"))
    SheetRow.objects.create(actor_id=run.actor_id, run=run, sheet="people", number=1, place=1, cells=["1", "Ana"])
    with pytest.raises(DatabaseError, match="only the house"), transaction.atomic():
        actions.forget_uploads(by=become("supervisor"))
    assert actions.forget_uploads(by=entered_house()) == 0
    with clock.standing_at(clock.now() + timedelta(days=31)):
        assert actions.forget_uploads(by=entered_house()) == 1
    become("supervisor")
    assert not SheetRow.objects.exists()
    assert not Upload.objects.exists()
    assert ImportRun.objects.get().source == "list.csv"


def test_what_tells_of_somebody_under_a_hold_stays(become: Become) -> None:
    case = an_ended_case(become("worker"))
    person = case.participants.get().person
    runs = [actions.take_upload(name=f"{n}.csv", content=b"id\n1\n", by=become("supervisor")) for n in range(2)]
    for run, became in zip(runs, (person.id, None), strict=True):
        SheetRow.objects.create(actor_id=run.actor_id, run=run, sheet="people", number=1, place=1, became=became)
    day = clock.today() + timedelta(days=9)
    place_hold(
        number=case.number, why="The court asked for it all", authority="HC 1", review_on=day, by=become("privacy")
    )
    with clock.standing_at(clock.now() + timedelta(days=31)):
        assert actions.forget_uploads(by=entered_house()) == 1
    become("supervisor")
    assert SheetRow.objects.get().run_id == runs[0].id
    assert Upload.objects.get().run_id == runs[0].id


def a_sheet(at: datetime = THEN - timedelta(seconds=1), **said: Any) -> int:
    """A spreadsheet of that time with two rows, of which the second is said."""
    run = put("imports_importrun", public_id=uuid4(), created_at=at)
    put("imports_upload", run_id=run)
    put("imports_sheetrow", run_id=run, sheet="people", number=1)
    put("imports_sheetrow", run_id=run, **{"sheet": "people", "number": 2} | said)
    return run


def forgotten() -> int:
    """How many rows of spreadsheets the house forgets."""
    entered_house()
    with connection.cursor() as cursor:
        cursor.execute("select app.forget_sheets(%s)", [THEN])
        ((found,),) = cursor.fetchall()
    return int(found)


@pytest.mark.usefixtures("administer")
@pytest.mark.parametrize("placed", [True, False])
def test_a_spreadsheet_goes_whole_unless_it_is_young_or_a_row_of_it_tells_of_what_is_held(placed: bool) -> None:
    held = Held()
    with many():
        kept = {a_sheet(THEN), a_sheet(THEN, became=held.people[4])}
        names = [str(UUID(int=person)) for person in held.people]
        told = {a_sheet(likely=[name]): stays for name, stays in zip(names, KEPT, strict=True)}
        told |= {a_sheet(same_as=name): stays for name, stays in zip(names, KEPT, strict=True)}
        told |= {a_sheet(became=person): stays for person, stays in zip(held.people, KEPT, strict=True)}
        told |= {a_sheet(): False, a_sheet(sheet="notes", became=held.people[0]): False}
    if placed:
        held.place()
    gone = {run for run, stays in told.items() if not (placed and stays)}
    assert forgotten() == 2 * len(gone)
    left = kept | told.keys() - gone
    assert {run for (run,) in seen("select run_id from imports_sheetrow")} == left
    assert {run for (run,) in seen("select run_id from imports_upload")} == left
