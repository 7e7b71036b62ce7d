"""Lists of contacts and appointments: a case's timeline, a worker's day, what waits for a signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.practice.contacts.enums import AppointmentOutcome
from alongside.practice.contacts.models import Appointment, AppointmentPerson, Contact, ContactGoal, Note
from alongside.practice.contacts.queries.views import ContactView, standing, views_of, whole
from alongside.practice.contacts.queries.words import Words, words_of_notes

PAGE = 20


@dataclass(frozen=True, slots=True)
class Timeline:
    """Contacts of a case, newest first; ``more`` is what ``after`` of the next page is, empty on the last one."""

    entries: tuple[ContactView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was asked to come."""

    id: int
    public_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """An appointment in a day's list. ``past``: its time has come; ``written``: it was written up already."""

    id: int
    public_id: UUID
    case_id: int
    case_public_id: UUID
    case_title: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    mode_words: str
    place: str
    about: str
    language: str
    outcome: str
    outcome_words: str
    outcome_said: str
    past: bool
    written: bool
    contact_public_id: UUID | None
    people: tuple[Invited, ...]

    @property
    def unresolved(self) -> bool:
        """Whether nobody has said yet what came of it, though its time has passed (S-086)."""
        return self.past and not self.outcome


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note that waits for its author's signature. ``lacks_goal``: not linked to a goal yet."""

    public_id: UUID
    case_public_id: UUID
    case_title: str
    mode: str
    mode_words: str
    at: datetime
    begins: str
    lines: int
    goals: tuple[str, ...]
    lacks_goal: bool
    shared: bool
    version: int


def timeline(case_id: int, *, after: str = "", limit: int = PAGE) -> Timeline:
    """The newest contacts of a case that the reader may see, ``limit`` (at most a page) at a time, from ``after`` on.

    One statement; the same for a case with ten contacts and with five hundred. The page notes the reading.
    """
    moment, name = _read(after)
    (rows,) = _contacts(case=case_id, moment=moment, name=name)
    shown = views_of(rows[:limit])
    return Timeline(tuple(shown), _mark(shown[-1]) if len(rows) > limit else "")


@shaped
def _contacts(*, case: int, moment: datetime | None, name: UUID | None) -> tuple[list[Contact]]:
    """The newest contacts of a case before ``moment``, whole, and one more than a page shows."""
    rows = standing(Contact.objects.filter(_older_than(moment, name), case_id=case)).order_by("-at", "-id")
    return together(whole(rows[: PAGE + 1]))


def _mark(entry: ContactView) -> str:
    return f"{entry.at.isoformat()}~{entry.public_id}"


def _read(mark: str) -> tuple[datetime, UUID] | tuple[None, None]:
    """The moment and the outside name in ``mark``; an unreadable one starts from the beginning."""
    moment, _, name = mark.partition("~")
    try:
        at, public_id = datetime.fromisoformat(moment), UUID(name)
    except ValueError:
        return None, None
    return (None, None) if timezone.is_naive(at) else (at, public_id)


def _older_than(moment: datetime | None, name: UUID | None) -> Q:
    """What comes after the contact that was at ``moment`` and has the outside name ``name``."""
    if moment is None or name is None:
        return Q()
    same = Contact.objects.filter(public_id=name).values("id")[:1]
    return Q(at__lt=moment) | Q(at=moment, id__lt=same)


def appointments_of(worker_id: int, day: date) -> list[AppointmentLine]:
    """A worker's appointments on a day, in their order."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = Appointment.objects.filter(worker_id=worker_id, starts_at__gte=start, starts_at__lt=end)
    return _lines(rows.order_by("starts_at", "id"))


def unresolved_appointments(worker_id: int, *, before: date | None = None, limit: int = 50) -> list[AppointmentLine]:
    """Appointments of the past of which nobody has said what came of them, oldest first (S-086).

    With ``before`` only those of earlier days, since the day itself has its own list.
    """
    rows = Appointment.objects.filter(worker_id=worker_id, outcome=AppointmentOutcome.NONE, ends_at__lt=clock.now())
    if before is not None:
        rows = rows.filter(starts_at__lt=timezone.make_aware(datetime.combine(before, time.min)))
    return _lines(rows.order_by("starts_at", "id")[:limit])


def next_appointments(case_id: int, *, limit: int = 3) -> list[AppointmentLine]:
    """The next agreed times of a case."""
    rows = Appointment.objects.filter(case_id=case_id, starts_at__gte=clock.now(), outcome=AppointmentOutcome.NONE)
    return _lines(rows.order_by("starts_at", "id")[:limit])


def appointment_line(public_id: UUID) -> AppointmentLine | None:
    """One appointment as a line of a day's list; None when absent or hidden."""
    return next(iter(_lines(Appointment.objects.filter(public_id=public_id))), None)


def _lines(rows: QuerySet[Appointment]) -> list[AppointmentLine]:
    invited = (
        AppointmentPerson.objects.filter(appointment=OuterRef("pk"))
        .order_by("id")
        .values(json=JSONObject(id="person_id", public_id="person__public_id", name="person__display_name"))
    )
    written = Contact.objects.filter(appointment=OuterRef("pk")).order_by("id").values("public_id")
    found = rows.select_related("case").annotate(
        invited_found=ArraySubquery(invited), written_found=ArraySubquery(written)
    )
    return [_line(row, clock.now()) for row in found]


def _line(row: Appointment, now: datetime) -> AppointmentLine:
    written = getattr(row, "written_found", None) or []
    return AppointmentLine(
        id=row.id,
        public_id=row.public_id,
        case_id=row.case_id,
        case_public_id=row.case.public_id,
        case_title=row.case.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        mode=row.mode,
        mode_words=row.get_mode_display(),
        place=row.place,
        about=row.about,
        language=row.language,
        outcome=row.outcome,
        outcome_words=row.get_outcome_display() if row.outcome else "",
        outcome_said=row.outcome_words,
        past=row.starts_at <= now,
        written=bool(written),
        contact_public_id=written[0] if written else None,
        people=tuple(
            Invited(one["id"], UUID(one["public_id"]), one["name"]) for one in getattr(row, "invited_found", None) or []
        ),
    )


def notes_to_sign(actor_id: int, *, limit: int = 50) -> list[NoteLine]:
    """The notes that ``actor_id`` wrote and has not signed, newest first."""
    return _note_lines(Note.objects.filter(author_id=actor_id, signed_at=None).order_by("-contact__at", "-id")[:limit])


def first_words(rows: Iterable[Note]) -> dict[int, str]:
    """How each note begins, by its number, on one line."""
    return {number: " ".join(words["text"].split())[:120] for number, (words, _) in words_of_notes(rows).items()}


def unsigned_notes(case_id: int) -> list[NoteLine]:
    """The notes of a case that nobody has signed yet, oldest first: what closing asks about."""
    return _note_lines(Note.objects.filter(case_id=case_id, signed_at=None).order_by("contact__at", "id"))


def has_unsigned_notes(case_id: int) -> bool:
    """Whether a note of the case waits for a signature."""
    return Note.objects.filter(case_id=case_id, signed_at=None).exists()


def attempts_since(case_id: int, since: datetime) -> list[tuple[str, datetime]]:
    """How and when somebody of the case was tried to be reached since a moment, as (mode, time), oldest first."""
    rows = Contact.objects.filter(case_id=case_id, at__gte=since).order_by("at", "id")
    return list(rows.values_list("mode", "at"))


def _note_lines(rows: QuerySet[Note]) -> list[NoteLine]:
    goals = ContactGoal.objects.filter(contact=OuterRef("contact_id")).order_by("id").values("goal__title")
    found = rows.select_related("contact", "case").annotate(goals_found=ArraySubquery(goals))
    held = list(found)
    words = words_of_notes(held)
    return [_note_line(row, words[row.id][0]) for row in held]


def _note_line(row: Note, said: Words) -> NoteLine:
    words = " ".join([said["text"], *said["sections"].values(), said["own_words"]]).strip()
    goals = tuple(getattr(row, "goals_found", None) or ())
    return NoteLine(
        public_id=row.contact.public_id,
        case_public_id=row.case.public_id,
        case_title=row.case.title,
        mode=row.contact.mode,
        mode_words=row.contact.get_mode_display(),
        at=row.contact.at,
        begins=words if len(words) <= 120 else f"{words[:119]}…",
        lines=len([line for line in words.splitlines() if line.strip()]),
        goals=goals,
        lacks_goal=not goals and not row.contact.not_about_a_goal,
        shared=row.shared,
        version=row.version,
    )
