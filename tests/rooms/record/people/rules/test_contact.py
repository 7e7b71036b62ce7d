"""Safe contact: unknown means ask, no means no, hours hold, and old answers send nothing by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.record.people.enums import Answer, ContactPointKind
from alongside.record.people.rules.contact import Channel, Preferences, Purpose, is_stale, may_contact, unsafe_way

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
TODAY = NOON.date()
PHONE = Preferences("phone", "yes", "yes", "no", hours_from=time(9), hours_until=time(17), asked_on=TODAY)
EMAIL = Preferences("email", text_ok="yes", asked_on=TODAY)
ADDRESS = Preferences("address", call_ok="no", letter_ok="yes", asked_on=TODAY)


@pytest.mark.parametrize(
    ("preferences", "channel", "code"),
    [
        (PHONE, "call", ""),
        (PHONE, "text", ""),
        (PHONE, "voicemail", "people.contact.not_safe"),
        (PHONE, "letter", "people.contact.does_not_fit"),
        (PHONE, "telegram", "people.contact.does_not_fit"),
        (EMAIL, "email", ""),
        (EMAIL, "text", "people.contact.does_not_fit"),
        (ADDRESS, "letter", ""),
        (ADDRESS, "visit", "people.contact.not_safe"),
        (replace(PHONE, call_ok="not_asked"), "call", "people.contact.ask_first"),
        (replace(PHONE, ended_on=TODAY), "call", "people.contact.ended"),
        (replace(PHONE, ended_on=TODAY + timedelta(days=1)), "call", ""),
    ],
)
def test_a_worker_uses_only_what_was_called_safe(preferences: Preferences, channel: str, code: str) -> None:
    assert may_contact(preferences, channel, NOON, Purpose.WORK).code == code


@pytest.mark.parametrize(
    ("begin", "end", "at", "sentence"),
    [
        (time(9), time(17), time(9), ""),
        (time(9), time(17), time(17), ""),
        (time(9), time(17), time(17, 1), "It is safe only between 09:00 and 17:00."),
        (time(22), time(6), time(23), ""),
        (time(22), time(6), time(5), ""),
        (time(22), time(6), time(12), "It is safe only between 22:00 and 06:00."),
        (time(9), None, time(8), "It is safe only after 09:00."),
        (time(9), None, time(23), ""),
        (None, time(17), time(18), "It is safe only before 17:00."),
        (None, None, time(3), ""),
    ],
)
def test_safe_hours(begin: time | None, end: time | None, at: time, sentence: str) -> None:
    preferences = replace(PHONE, hours_from=begin, hours_until=end)
    decision = may_contact(preferences, "call", datetime.combine(TODAY, at, UTC), Purpose.WORK)
    assert decision.reason == sentence


def test_letters_and_mail_have_no_hours() -> None:
    night = NOON.replace(hour=3)
    assert may_contact(replace(EMAIL, hours_from=time(9), hours_until=time(17)), "email", night, Purpose.WORK)
    assert may_contact(replace(ADDRESS, hours_from=time(9), hours_until=time(17)), "letter", night, Purpose.WORK)


def test_what_was_never_asked_may_be_asked_by_voice_but_not_left_on_a_machine() -> None:
    unknown = Preferences("phone")
    asking = may_contact(unknown, "call", NOON, Purpose.ASK)
    assert asking
    assert "say nothing of the service" in str(asking.reason)
    for channel in ("voicemail", "text"):
        assert may_contact(unknown, channel, NOON, Purpose.ASK).code == "people.contact.ask_first"


def test_asking_does_not_pass_a_no() -> None:
    assert may_contact(replace(PHONE, call_ok="no"), "call", NOON, Purpose.ASK).code == "people.contact.not_safe"


@pytest.mark.parametrize(
    ("asked", "review", "victim_service", "stale"),
    [
        (365, None, False, False),
        (366, None, False, True),
        (90, None, True, False),
        (91, None, True, True),
        (10, TODAY - timedelta(days=1), False, True),
        (10, TODAY, False, False),
        (None, None, False, True),
    ],
)
def test_old_answers_send_nothing_by_themselves_and_make_a_worker_ask(
    asked: int | None, review: date | None, victim_service: bool, stale: bool
) -> None:
    preferences = replace(PHONE, asked_on=TODAY - timedelta(days=asked) if asked else None, review_on=review)
    assert is_stale(preferences, TODAY, victim_service=victim_service) == stale
    sent = may_contact(preferences, "text", NOON, Purpose.AUTOMATIC, victim_service=victim_service)
    assert sent.code == ("people.contact.stale" if stale else "")
    own = may_contact(preferences, "text", NOON, Purpose.WORK, victim_service=victim_service)
    assert own
    assert ("Ask again" in str(own.reason)) == stale


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        may_contact(PHONE, "call", NOON.replace(tzinfo=None), Purpose.WORK)


answers = st.sampled_from(list(Answer))
preferences = st.builds(
    Preferences,
    st.sampled_from(list(ContactPointKind)),
    answers,
    answers,
    answers,
    answers,
    st.none() | st.times(),
    st.none() | st.times(),
    st.none() | st.dates(date(2024, 1, 1), TODAY),
    st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@given(preferences, st.sampled_from(list(Channel)), moments, st.sampled_from(list(Purpose)), st.booleans())
def test_no_means_no_and_a_machine_needs_a_fresh_yes(
    given_answers: Preferences, channel: Channel, at: datetime, purpose: Purpose, victim_service: bool
) -> None:
    decision = may_contact(given_answers, channel, at, purpose, victim_service=victim_service)
    answer = given_answers.answer(channel)
    assert decision or (decision.code and decision.reason)
    assert not (decision and answer == Answer.NO)
    if decision and purpose == Purpose.AUTOMATIC:
        assert answer == Answer.YES
        assert not is_stale(given_answers, at.date(), victim_service=victim_service)
    if decision and purpose == Purpose.WORK:
        assert answer == Answer.YES


SILENT = {kind: Preferences(kind) for kind in ContactPointKind.values}
NO = {kind: Preferences(kind, "no", "no", "no", "no", asked_on=TODAY) for kind in ContactPointKind.values}
FITS = [
    ("phone", Channel.CALL), ("phone", Channel.TEXT), ("phone", Channel.VOICEMAIL), ("email", Channel.EMAIL),
    ("address", Channel.LETTER), ("address", Channel.VISIT), ("place", Channel.VISIT),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "channel"), FITS)
def test_on_every_channel_unknown_is_no_for_whoever_is_guarded_and_a_no_holds_for_all(kind: str, channel: str) -> None:
    yes = Preferences(kind, "yes", "yes", "yes", "yes", asked_on=TODAY)
    night = replace(yes, hours_from=time(22), hours_until=time(23))
    hours = channel not in (Channel.LETTER, Channel.EMAIL)
    for points, guarded, may in (
        ([yes], True, True),
        ([yes], False, True),
        ([SILENT[kind]], True, False),
        ([SILENT[kind]], False, True),
        ([], True, False),
        ([], False, True),
        ([NO[kind]], True, False),
        ([NO[kind]], False, False),
        ([NO[kind], yes], True, True),
        ([night], True, not hours),
        ([night], False, not hours),
    ):
        assert bool(unsafe_way(points, channel, NOON, guarded=guarded)) is may, (points, guarded)


def test_an_hour_is_that_of_the_zone_in_which_it_was_said_on_both_sides_of_a_change_of_clocks() -> None:
    evening = replace(PHONE, hours_from=time(18), hours_until=time(20))
    dublin = ZoneInfo("Europe/Dublin")
    for day, utc in ((datetime(2026, 3, 28, tzinfo=UTC), 18), (datetime(2026, 3, 29, tzinfo=UTC), 17)):
        at = day.replace(hour=utc).astimezone(dublin)
        assert at.hour == 18
        assert unsafe_way([evening], Channel.CALL, at, guarded=True)
        assert not unsafe_way([evening], Channel.CALL, at - timedelta(minutes=1), guarded=True)
