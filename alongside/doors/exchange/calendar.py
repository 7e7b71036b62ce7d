"""A worker's calendar feed: an address that only she knows, read by the calendar program of her choice."""

from __future__ import annotations

from datetime import UTC, timedelta, tzinfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from alongside.agency.organisation import queries as organisation
from alongside.agency.tokens.enums import CALENDAR, CALENDAR_WORDS
from alongside.doors.exchange import answers
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.ground.foundation import clock
from alongside.practice.contacts.queries.calendar import CalendarEntry, calendar_of

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
DOMAIN = "alongside"


def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The worker's appointments as iCalendar (RFC 5545): no names unless she asked for initials."""
    if request.method not in ("GET", "HEAD"):
        return answers.not_that_way("GET, HEAD")
    return _feed(request)  # type: ignore[arg-type]  # the entrance has let it in


def _feed(request: ExchangeRequest) -> HttpResponse:
    by, now = request.reader, clock.now()
    if CALENDAR not in request.scopes or by.worker_id is None:
        return answers.absent()
    words = CALENDAR_WORDS in request.scopes
    entries = calendar_of(by.worker_id, since=now - BACK, until=now + AHEAD, words=words, by=by)
    response = HttpResponse(as_ical(entries), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def as_ical(entries: list[CalendarEntry]) -> bytes:
    """The entries as one calendar, in the agency's time zone; a cancelled one stays, and says so."""
    zone = organisation.agency_zone()
    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//Calendar feed//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("My appointments"))
    calendar.add("refresh-interval", timedelta(minutes=15), {"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, zone))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry, zone: tzinfo) -> Event:
    event = Event()
    event.add("uid", f"{entry.public_id}@{DOMAIN}")
    event.add("sequence", entry.version - 1)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("created", entry.made_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", entry.words or _("Appointment"))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
