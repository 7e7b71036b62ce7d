"""On normal days of the demonstration at most two in a hundred sessions are shown as unusual (R-22)."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from alongside.agency.access.models import Account
from alongside.oversight.audit.queries.unusual import Access, unusual_accesses
from tests.database import plugin
from tests.database.copies import pointing_at
from tests.rooms.oversight.audit.conftest import acting

pytestmark = [pytest.mark.committed, pytest.mark.long]
DAYS = 6
PLACE = re.compile(r'href="(/(?:cases|people)/[0-9a-f-]{36}/)"')


@pytest.fixture
def demonstration() -> Iterator[None]:
    _url, name = plugin.copy_of_template("normal_days", "stories")
    try:
        with pointing_at(name):
            yield
    finally:
        plugin.drop(name)


def a_day(username: str, choice: random.Random) -> None:
    """One sign-in: my day, the lists, a search, and some of the records that stand on them."""
    visitor = Client()
    with transaction.atomic():
        account = Account.objects.get(username=username)
        visitor.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    found: set[str] = set()
    for address in ("/", "/cases/", "/people/", "/search/?q=a"):
        answer = visitor.get(address)
        if answer.status_code == 200:
            found |= set(PLACE.findall(answer.content.decode()))
    for address in choice.sample(sorted(found), min(8, len(found))):
        visitor.get(address)


def unusual() -> list[Access]:
    """What stands out today and yesterday; one of the stories looks in an emergency, perhaps at night."""
    now = timezone.now()
    with acting("privacy"):
        return unusual_accesses(begins=now - timedelta(days=2), ends=now + timedelta(minutes=1))


def test_normal_days_stay_quiet(demonstration: None, capsys: pytest.CaptureFixture[str]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select distinct a.username from access_account a join staff_worker w on w.actor_id = a.actor_id join "
            "staff_roleheld r on r.worker_id = w.id where r.role in ('worker', 'supervisor', 'intake') order by 1"
        )
        names = [row[0] for row in cursor.fetchall()]
    told_before = {(one.actor_id, one.words) for one in unusual()}
    choice = random.Random(22)  # noqa: S311 - a walk
    for _day in range(DAYS):
        for name in names:
            a_day(name, choice)
    now = timezone.now()
    found = [one for one in unusual() if (one.actor_id, one.words) not in told_before]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select count(distinct r.session_id) from access_reading r join access_accesssession s "
            "on s.id = r.session_id where s.kind = 'desk' and r.at > %s",
            [now - timedelta(hours=1)],
        )
        (sessions,) = cursor.fetchone() or (0,)
        flagged = {number for one in found for number in one.sessions}
        cursor.execute(
            "select count(*) from access_accesssession where kind = 'desk' and id = any(%s)", [list(flagged)]
        )
        (shown,) = cursor.fetchone() or (0,)
    with capsys.disabled():
        told = sorted({one.words for one in found})
        sys.stdout.write(f"\n{shown} of {sessions} sessions of {len(names)} workers shown: {told}\n")
    assert sessions >= DAYS * 3
    assert shown / sessions <= 0.02
