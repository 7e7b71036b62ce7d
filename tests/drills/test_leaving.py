"""Who leaves is out everywhere within a second: sessions, tokens, the calendar, queued work (R-09)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.staff import actions as staff
from alongside.agency.staff.models import Worker
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import CALENDAR
from alongside.agency.tokens.rules import PREFIX
from alongside.doors.commands import jobs
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.taking_case import ask_for_paper
from tests.database.copies import own_copy
from tests.factories.cases import a_case

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
pytestmark = [pytest.mark.committed, pytest.mark.long]
WITHIN = 1.0
"""Seconds that every door may take to shut, all of them together."""


def test_who_leaves_is_out_of_every_door_within_a_second(become: Become, visit: Visit) -> None:
    with own_copy():
        with transaction.atomic():
            by = become("colleague")
            case = a_case(by)
            ask_for_paper(case=case.public_id, why="To read it on the train.", by=by)
            token = make_token(name="A program", scopes=["cases:read", "contacts:write"], by=by)
            feed = make_token(name="My calendar", scopes={CALENDAR}, days=30, by=by)
        with transaction.atomic():
            desk, phone = visit("colleague"), visit("colleague")
        program = Client(headers={"Authorization": f"Bearer {token}"})
        calendar = f"/calendar/{feed.removeprefix(PREFIX)}.ics"
        doors: dict[str, tuple[Client, str]] = {
            "desk": (desk, f"/cases/{case.public_id}/"),
            "phone": (phone, "/"),
            "partial": (desk, "/search/?q=Marta"),
            "API": (program, f"/api/v1/cases/{case.public_id}"),
            "calendar": (Client(), calendar),
        }
        for name, (client, path) in doors.items():
            assert client.get(path).status_code == 200, name
        with transaction.atomic():
            admin = become("admin")
            staff.end_worker(worker=Worker.objects.get(name="Sinéad Byrne"), by=admin)
        ended = time.monotonic()
        answers = {name: client.get(path) for name, (client, path) in doors.items()}
        took = time.monotonic() - ended
        posted = program.post("/api/v1/contacts", {"case": str(case.public_id)}, content_type="application/json")
        assert {name: answer.status_code for name, answer in answers.items()} == {
            "desk": 302, "phone": 302, "partial": 302, "API": 401, "calendar": 404,
        }  # fmt: skip
        assert posted.status_code == 401
        assert took < WITHIN
        assert not [name for name, answer in answers.items() if "Marta" in answer.content.decode()]
        the_queue_gives_her_nothing(by.actor_id)
        nothing_of_hers_stands(by.actor_id)


def the_queue_gives_her_nothing(actor: int) -> None:
    """What she had asked for fails when its turn comes, and is made for nobody."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select task_name, args::text from procrastinate_jobs where status = 'todo' order by id")
        waiting = [(task, json.loads(args)) for task, args in cursor.fetchall()]
    ((task, asked),) = [(task, args) for task, args in waiting if args.get("actor") == actor]
    assert task == jobs.make_case_paper.name
    with pytest.raises(Refused, match="left the agency"):
        jobs.make_case_paper(**asked)
    with connections["owner"].cursor() as cursor:
        cursor.execute("select state, content is null from exports_casepaper where public_id = %s", [asked["paper"]])
        assert cursor.fetchone() == ("waiting", True)


LIVE = (
    "select count(*) from access_grant where actor_id = %s and valid_until > now()",
    "select count(*) from access_accesssession where actor_id = %s and ended_at is null and expires_at > now()",
    "select count(*) from access_account where actor_id = %s and is_active",
    "select count(*) from staff_roleheld r join staff_worker w on w.id = r.worker_id where w.actor_id = %s "
    "and (r.until_on is null or r.until_on > current_date)",
)
"""Whatever could still open something."""


def nothing_of_hers_stands(actor: int) -> None:
    """No grant, no session, no role, no account; and nobody can open a new session for her."""
    with connections["owner"].cursor() as cursor:
        for live in LIVE:
            cursor.execute(live, [actor])
            assert cursor.fetchone() == (0,), live
    soon = clock.now() + timedelta(hours=1)
    with transaction.atomic():
        for kind in SessionKind:
            made = access.open_session(actor_id=actor, kind=kind, secret=f"again {kind}".encode(), expires_at=soon)
            assert made is None, kind
