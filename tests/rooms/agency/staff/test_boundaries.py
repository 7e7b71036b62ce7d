"""Gifts and contact online are written down once; supervisors and the privacy officer read and answer (S-203)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from alongside.agency.organisation.models import Team
from alongside.agency.staff import actions, queries
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import BoundaryEntry, Worker
from alongside.agency.staff.rules import is_qualified, needs_end, signs_alone
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from tests.conftest import Become


def test_an_entry_is_seen_by_its_writer_supervisors_and_privacy_alone(become: Become) -> None:
    by = become("worker")
    with pytest.raises(Refused) as refused:
        actions.note_boundary(kind="x", what=" ", answer="", on=clock.today() + timedelta(days=1), by=by)
    assert set(refused.value.fields) == {"kind", "what", "answer", "on"}
    row = actions.note_boundary(kind="gift", what="A cake", worth="10 EUR", answer="passed_on", by=by)
    with pytest.raises(Refused, match="Somebody else"):
        actions.look_at_boundary(entry=row, words="Fine", by=by)
    with pytest.raises(DatabaseError), transaction.atomic():
        BoundaryEntry.objects.update(what="Nothing")
    chief = become("supervisor")
    with pytest.raises(Refused):
        actions.look_at_boundary(entry=row, words="", by=chief)
    actions.look_at_boundary(entry=row, words="Shared in the team. Fine.", by=chief)
    for who in ("worker", "supervisor", "privacy"):
        (line,) = queries.boundaries(by=become(who))
        assert (line.what, line.mine, line.looks[0][0]) == ("A cake", who == "worker", "Shared in the team. Fine.")
    for who in ("colleague", "elsewhere", "admin", "evaluator", "intake"):
        stranger = become(who)
        assert queries.boundaries(by=stranger) == ()
        assert queries.boundary_row(row.public_id) is None
        with pytest.raises(NotFound):
            actions.look_at_boundary(entry=row, words="x", by=stranger)


def test_students_and_volunteers_need_a_last_day_and_sign_nothing_alone(become: Become) -> None:
    admin = become("admin")
    worker = Worker.objects.get(name="Sinéad Byrne")
    team = Team.objects.get(name="Family team")
    with pytest.raises(Refused, match="needs its last day"):
        actions.give_role(worker=worker, role=Role.STUDENT, team_id=team.id, by=admin)
    assert needs_end(Role.WORKER, None).allowed
    assert not signs_alone([Role.STUDENT])
    assert signs_alone([])
    assert is_qualified([Role.WORKER])
    assert not is_qualified([Role.WORKER, Role.STUDENT])
    assert not is_qualified([Role.EVALUATOR])
