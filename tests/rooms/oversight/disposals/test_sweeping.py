"""The night forgets what is over its period on the day, not the day before, and nothing that a hold may cover."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from alongside.agency.drafts.actions import keep_draft
from alongside.agency.drafts.models import Draft
from alongside.agency.staff import actions as staff
from alongside.agency.staff.models import Invitation
from alongside.ground.foundation import clock
from alongside.ground.foundation.gate_calls import GateRefusal
from alongside.oversight.disposals.actions.holding import place_hold, release_hold
from alongside.oversight.disposals.actions.sweeping import sweep_drafts_and_exports
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.models import Export
from alongside.oversight.imports.models import ImportedRow, ImportRun
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.cast import entered_house
from tests.factories.disposals import an_ended_case
from tests.factories.staff import worker

NOTHING = {"drafts": 0, "invitations": 0, "imports": 0, "exports": 0}


def swept(days: int) -> dict[str, int]:
    with clock.standing_at(clock.now() + timedelta(days=days)):
        return sweep_drafts_and_exports(by=entered_house())


def rests(become: Become, held: Case, other: Case) -> None:
    """Two of everything: about the case that is going to be held, and about another."""
    by = become("worker")
    for case in (held, other):
        keep_draft(key=f"contact-{case.public_id}", data={"text": "a"}, base=0, url=f"/cases/{case.public_id}/", by=by)
        ImportedRow.objects.create(
            actor_id=by.actor_id, system="old", file="cases", key=case.number, kind="case", row_id=case.id
        )
    ImportRun.objects.create(actor_id=by.actor_id, system="old", source="old.csv", finished_at=clock.now())
    for about in (f"Case {held.number}", "Case HF-1990-0001", "The whole list"):
        note_export(kind=ExportKind.CASE, form=ExportFormat.PDF, about=about, rows=1, why="For court", by=by)


def test_on_the_day_and_not_before_and_not_what_is_held(become: Become) -> None:
    held, other = an_ended_case(become("worker")), a_case(become("worker"))
    rests(become, held, other)
    with pytest.raises(GateRefusal), transaction.atomic():
        sweep_drafts_and_exports(by=become("supervisor"))
    assert swept(89) == NOTHING
    by = become("privacy")
    day = clock.today() + timedelta(days=9)
    hold = place_hold(number=held.number, why="The court asked for everything", authority="HC 1", review_on=day, by=by)
    assert swept(91) == NOTHING | {"drafts": 1}
    assert swept(2558) == NOTHING | {"imports": 1}, "the row of the case that is not held"
    assert swept(3660) == NOTHING
    become("worker")
    assert Draft.objects.get().key == f"contact-{held.public_id}"
    release_hold(hold=hold, why="Nobody needs it any longer", by=become("privacy"))
    assert swept(2555) == NOTHING | {"drafts": 1}
    assert swept(2558) == NOTHING | {"imports": 2}, "the row of the case and the run"
    assert swept(3650) == NOTHING
    assert swept(3654) == NOTHING | {"exports": 2}
    become("worker")
    assert Export.objects.get().about == f"Case {held.number}", "what tells of a record stays as long as the record"
    assert not ImportRun.objects.exists()


def test_a_way_in_is_forgotten_a_year_after_it_ended(become: Become) -> None:
    staff.invite(worker=worker(by=become("admin")), by=become("admin"))
    assert swept(staff.INVITATION_DAYS + 364) == NOTHING
    assert swept(staff.INVITATION_DAYS + 367) == NOTHING | {"invitations": 1}
    become("admin")
    assert not Invitation.objects.exists()


def test_a_system_that_still_sends_keeps_its_memory(become: Become) -> None:
    by = become("worker")
    now = clock.now()
    for days in (0, 6 * 366):
        with clock.standing_at(now + timedelta(days=days)):
            ImportRun.objects.create(
                actor_id=by.actor_id, system="hmis", source=f"{days}.csv", finished_at=clock.now(), public_id=uuid4()
            )
    ImportedRow.objects.create(actor_id=by.actor_id, system="hmis", file="Client", key="1", kind="people", row_id=1)
    assert swept(8 * 366) == NOTHING | {"imports": 1}, "the old run and no row"
    become("worker")
    assert (ImportRun.objects.get().source, ImportedRow.objects.count()) == (f"{6 * 366}.csv", 1)
