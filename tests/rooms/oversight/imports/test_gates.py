"""Old spreadsheets are forgotten by the house alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from alongside.ground.foundation import clock
from alongside.oversight.disposals.actions.holding import place_hold
from alongside.oversight.imports import actions
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from tests.conftest import Become
from tests.factories.cast import entered_house
from tests.factories.disposals import an_ended_case


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
