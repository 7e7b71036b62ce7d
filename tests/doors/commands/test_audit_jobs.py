"""The audit's jobs seal each minute and verify every night."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from alongside.doors.commands import audit_jobs
from alongside.oversight.audit.models import Verification
from alongside.oversight.audit.queries.integrity import integrity
from tests.rooms.oversight.audit.conftest import acting, as_house, own_agency, seal

pytestmark = pytest.mark.committed
__all__ = ["own_agency"]


def test_the_jobs_seal_and_verify(own_agency: Path, caplog: pytest.LogCaptureFixture) -> None:
    with acting("worker") as by:
        assert by.worker_id
    audit_jobs.seal_audit(timestamp=0)
    audit_jobs.verify_audit(timestamp=0)
    with acting("privacy"):
        found = integrity()
        assert (found.well, found.number > 0, found.unverified) == (True, True, False)
        assert found.entries > 0
        assert found.verified_at is not None
    with connections["owner"].cursor() as cursor:
        cursor.execute("update access_history set why = 'x' where id = 1")
    with caplog.at_level(logging.ERROR):
        audit_jobs.verify_audit(timestamp=0)
    assert "Entry 1 of the history was changed" in caplog.text
    with as_house():
        assert not Verification.objects.latest("id").well
    with acting("privacy"):
        assert "Entry 1" in integrity().words
    with acting("worker"):
        assert integrity().number == 0, "a worker is told nothing"
    assert seal() == 0


def test_their_schedules() -> None:
    crons = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert (crons["seal_audit"], crons["verify_audit"]) == ("* * * * *", "13 2 * * *")
