"""Clocks five minutes apart and the days on which clocks change: order, ends, codes and reminders stay right (R-60).

The database's time decides who still sees what and in which order things happened; what the web server's own clock says
is moved here by five minutes, both ways. ``tests/chaos/clock_skew.py`` does the same to a whole installation.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value, validate_totp_code
from django.db import connection
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account, History, Reading
from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation import clock
from alongside.practice.contacts.queries import appointments_of
from alongside.record.cases.models import Case
from alongside.record.intakes.rules.urgency import waiting
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import an_appointment

SKEWS = (timedelta(minutes=5), timedelta(minutes=-5))
DUBLIN = ZoneInfo("Europe/Dublin")
CHANGES = (date(2027, 3, 28), date(2027, 10, 31))
"""Days of 23 and of 25 hours in Dublin."""


def moved(monkeypatch: pytest.MonkeyPatch, skew: timedelta) -> None:
    """The web server's clock goes wrong by this much."""
    true_now, true_time = timezone.now, time.time
    monkeypatch.setattr(timezone, "now", lambda: true_now() + skew)
    monkeypatch.setattr(time, "time", lambda: true_time() + skew.total_seconds())
    assert abs(clock.now() - true_now() - skew) < timedelta(seconds=1)


def database_now() -> datetime:
    """What the database's clock says."""
    with connection.cursor() as cursor:
        cursor.execute("select statement_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)
    return now


@pytest.mark.parametrize("skew", SKEWS)
def test_ends_and_order_are_the_database_s(become: Become, monkeypatch: pytest.MonkeyPatch, skew: timedelta) -> None:
    by = become("worker")
    case = a_case(by)
    outside = Account.objects.get(username="elsewhere").actor_id
    readings.note_reading("case page", circle=case.circle_id, kind="case", ids=[case.id])
    moved(monkeypatch, skew)
    access.assign(circle=case.circle_id, actor_id=outside, until=database_now() + timedelta(minutes=1), by=by)
    become("elsewhere")
    assert Case.objects.filter(id=case.id).exists(), "still open, whatever the web server's clock says"
    by = become("worker")
    access.assign(circle=case.circle_id, actor_id=outside, until=database_now(), by=by)
    become("elsewhere")
    assert not Case.objects.filter(id=case.id).exists(), "over, whatever the web server's clock says"
    by = become("worker")
    readings.note_reading("case page", circle=case.circle_id, kind="case", ids=[case.id])
    times = list(Reading.objects.filter(circle_id=case.circle_id).order_by("id").values_list("at", flat=True))
    told = list(History.objects.filter(circle_id=case.circle_id).order_by("id").values_list("at", flat=True))
    assert len(times) >= 2
    assert times == sorted(times)
    assert told == sorted(told)
    assert abs(times[-1] - database_now()) < timedelta(seconds=20)


@pytest.mark.parametrize("skew", SKEWS)
def test_an_entrance_ends_by_the_database_s_time(
    become: Become, monkeypatch: pytest.MonkeyPatch, skew: timedelta
) -> None:
    actor = become("worker").actor_id
    moved(monkeypatch, skew)
    for seconds, opens in ((60, True), (-1, False)):
        secret = f"{skew} {seconds}".encode()
        end = database_now() + timedelta(seconds=seconds)
        access.open_session(actor_id=actor, kind=SessionKind.COMMAND, secret=secret, expires_at=end)
        assert (readings.enter(secret) is not None) is opens


def test_a_code_of_a_device_bears_half_a_minute_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    secret, true_time = generate_totp_secret(), time.time
    code = format_hotp_value(hotp_value(secret, int(true_time()) // 30))
    for seconds, good in ((0, True), (30, True), (-30, True), (300, False), (-300, False)):
        monkeypatch.setattr(time, "time", lambda seconds=seconds: true_time() + seconds)
        assert validate_totp_code(secret, code) is good, seconds
        monkeypatch.undo()


@pytest.mark.parametrize("day", CHANGES)
def test_a_day_on_which_clocks_change_holds_all_of_its_hours(become: Become, day: date) -> None:
    by = become("worker")
    case = a_case(by)
    hours = [datetime(day.year, day.month, day.day, hour, 30, tzinfo=DUBLIN) for hour in (0, 3, 22)]
    for at in [*hours, datetime(day.year, day.month, day.day, 0, 30, tzinfo=DUBLIN) + timedelta(days=1)]:
        an_appointment(case, by, starts_at=at.astimezone(UTC), about="Line 3")
    with timezone.override(DUBLIN):
        lines = appointments_of(by.worker_id or 0, day)
        assert [timezone.localtime(line.starts_at).hour for line in lines] == [0, 3, 22]
    length = hours[2].astimezone(UTC) - hours[0].astimezone(UTC)
    assert length == timedelta(hours=21 if day == CHANGES[0] else 23)


@pytest.mark.parametrize("day", CHANGES)
def test_reminders_count_the_hours_that_pass(day: date) -> None:
    rule = default_protocol("family_support").urgent
    assert rule is not None
    night = datetime(day.year, day.month, day.day, 0, 45, tzinfo=DUBLIN).astimezone(UTC)
    for minutes in (1, rule.minutes, rule.minutes + 1, 150):
        found = waiting(rule, received_at=night, now=night + timedelta(minutes=minutes))
        assert found.minutes == minutes
        assert found.over is (minutes > rule.minutes)
        assert found.next_at is None or found.next_at > night + timedelta(minutes=minutes)
