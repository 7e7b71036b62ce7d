"""A worker's appointments for her own calendar: when, what became of them, and no more than she asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from alongside.agency.access.enums import CircleKind
from alongside.agency.access.models import History
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import initials
from alongside.practice.contacts.enums import AppointmentOutcome
from alongside.practice.contacts.models import Appointment, AppointmentPerson

GONE = (AppointmentOutcome.CANCELLED, AppointmentOutcome.MOVED)
MOST = 2000


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment. ``words`` are its kind and the initials of who was asked, empty where even that is too much."""

    public_id: UUID
    version: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    changed_at: datetime
    cancelled: bool
    words: str


def calendar_of(worker_id: int, *, since: datetime, until: datetime, words: bool, by: Reader) -> list[CalendarEntry]:
    """The appointments of a worker between two times, in their order; at most ``MOST``. Noted as read.

    With ``words`` each says its kind and initials, but never in a victim service: a calendar is read over a shoulder.
    Three statements, whatever their number.
    """
    rows = Appointment.objects.filter(worker_id=worker_id, starts_at__gte=since, starts_at__lt=until)
    found = list(rows.select_related("circle").order_by("starts_at", "id")[:MOST])
    ids = [row.id for row in found]
    written = History.objects.filter(table_name=Appointment._meta.db_table, row_id__in=ids)
    changed = dict(written.values_list("row_id").annotate(at=Max("at")).values_list("row_id", "at"))
    asked = _initials([row.id for row in found if row.circle.kind == CircleKind.ORDINARY]) if words else {}
    note_reading("calendar feed", kind="appointment", ids=ids)
    return [
        CalendarEntry(
            public_id=row.public_id,
            version=row.version,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            made_at=row.created_at,
            changed_at=changed.get(row.id, row.created_at),
            cancelled=row.outcome in GONE,
            words=", ".join((str(row.get_mode_display()), *asked[row.id])) if row.id in asked else "",
        )
        for row in found
    ]


def _initials(ids: list[int]) -> dict[int, list[str]]:
    asked: dict[int, list[str]] = {number: [] for number in ids}
    rows = AppointmentPerson.objects.filter(appointment_id__in=ids).order_by("id")
    for number, name in rows.values_list("appointment_id", "person__display_name"):
        asked[number].append(initials(name))
    return asked
