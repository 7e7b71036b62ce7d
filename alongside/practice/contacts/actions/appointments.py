"""Booking appointments and saying what came of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.queries import note_reading
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.contacts.enums import AppointmentOutcome, ContactMode
from alongside.practice.contacts.models import Appointment, AppointmentPerson, Contact
from alongside.practice.contacts.queries.facts import CaseFacts, recording_facts
from alongside.practice.contacts.queries.safety import unsafe_ways
from alongside.practice.contacts.rules.appointments import appointment_faults, may_settle
from alongside.practice.contacts.rules.contacts import is_to_come, may_record
from alongside.record.cases.models import Case

USUAL_LENGTH = timedelta(minutes=45)
LETTERS = 20
MOST_TIMES = 26
"""How often an appointment can repeat: half a year of weeks."""


@transaction.atomic
def book_appointment(
    *,
    case: Case,
    worker_id: int,
    starts_at: datetime,
    ends_at: datetime,
    mode: str = ContactMode.VISIT,
    place: str = "",
    about: str = "",
    language: str = "",
    people: Collection[int] = (),
    every_weeks: int = 0,
    times: int = 1,
    moved_from: Appointment | None = None,
    safe_because: str = "",
    by: Reader,
) -> Appointment:
    """Agree a time with people of a case; ``people`` are persons, ``starts_at`` and ``ends_at`` aware times.

    ``every_weeks`` and ``times`` repeat it (S-086), at the same time of day; the first one is returned. ``moved_from``
    is the appointment that this one takes the place of; it is settled as moved.

    Refused: a time that has passed, an end before the start, somebody who takes no part, a worker who does not work
    here, a way or an hour not called safe (Practice B13) unless ``safe_because`` says in 20 letters why it is.
    Recorded: one row for each time, with who was asked to come, and that reason.
    """
    facts = recording_facts(case=case.id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    faults = appointment_faults(
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        people=people,
        takes_part={one.id for one in facts.people},
        now=clock.now(),
    )
    if every_weeks < 0 or not 1 <= times <= MOST_TIMES:
        faults["times"] = _("Repeat it from 1 to %(most)s times.") % {"most": MOST_TIMES}
    refuse_faults("appointment.incomplete", faults)
    _require_safe(facts=facts, people=people, mode=mode, at=starts_at, safe_because=safe_because)
    _require_worker(worker_id)
    rows = [
        Appointment(
            circle_id=facts.case.circle_id,
            case_id=facts.case.id,
            worker_id=worker_id,
            starts_at=starts_at + timedelta(weeks=every_weeks * number),
            ends_at=ends_at + timedelta(weeks=every_weeks * number),
            mode=mode,
            place=place.strip()[:200],
            about=about.strip()[:300],
            language=language.strip()[:60],
        )
        for number in range(times if every_weeks else 1)
    ]
    write_appointments(rows, people)
    if moved_from is not None:
        _moved(moved_from, rows[0])
    return rows[0]


def _require_worker(worker_id: int) -> None:
    if not Worker.objects.filter(id=worker_id, left_on=None).exists():
        reason = _("Choose a worker who works here.")
        raise Refused("appointment.worker", reason, fields={"worker": reason})


def _require_safe(*, facts: CaseFacts, people: Collection[int], mode: str, at: datetime, safe_because: str) -> None:
    """Refuse a way of meeting that somebody has not called safe, unless somebody says by name why it is."""
    unsafe = unsafe_ways(facts, people=people, mode=mode, at=at)
    if not unsafe:
        return
    if len(safe_because.strip()) >= LETTERS:
        access.say_why(safe_because.strip())
        note_reading("unsafe way booked", circle=facts.case.circle_id, people=list(people), kind="person")
        return
    words = _("%(why)s Choose another way or time, or say in at least 20 letters why this is safe.") % {"why": unsafe}
    raise Refused("appointment.unsafe", words, fields={"mode": words, "safe_because": words})


def write_appointments(rows: list[Appointment], people: Collection[int]) -> None:
    """Write appointments that were judged before, with who is asked to come. Two statements."""
    Appointment.objects.bulk_create(rows)
    AppointmentPerson.objects.bulk_create(
        [
            AppointmentPerson(circle_id=row.circle_id, level=row.level, appointment=row, person_id=person)
            for row in rows
            for person in people
        ]
    )


def _moved(old: Appointment, new: Appointment) -> None:
    row = _held(old)
    if row.case_id != new.case_id:
        raise NotFound
    decision = may_settle(
        present=row.outcome, wanted=AppointmentOutcome.MOVED, starts_at=row.starts_at, now=clock.now()
    )
    require(decision)
    row.outcome, row.moved_to = AppointmentOutcome.MOVED, new
    row.version += 1
    row.save(update_fields=["outcome", "moved_to", "version"])


def _held(appointment: Appointment) -> Appointment:
    return held(Appointment.objects.filter(id=appointment.id))


@transaction.atomic
def settle_appointment(
    *,
    appointment: Appointment,
    outcome: str,
    words: str = "",
    moved_to: Appointment | None = None,
    by: Reader,
) -> Appointment:
    """Say what came of an appointment: came, did not come, moved or cancelled; ``words`` say why, when it is known.

    Refused: another answer than one that was given already (take it back first), "came" or "did not come" before its
    time. The same answer twice is once. Recorded: outcome and words; until then it stays in the day list and counts as
    unresolved (S-086).
    """
    row = _held(appointment)
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    require(may_settle(present=row.outcome, wanted=outcome, starts_at=row.starts_at, now=clock.now()))
    row.outcome = AppointmentOutcome(outcome)
    row.outcome_words = words.strip()[:300] or row.outcome_words
    row.moved_to = moved_to or row.moved_to
    row.version += 1
    row.save(update_fields=["outcome", "outcome_words", "moved_to", "version"])
    return row


@transaction.atomic
def unsettle_appointment(*, appointment: Appointment, by: Reader) -> Appointment:
    """Take back what was said of an appointment, because it was a mistake: it is unresolved again.

    Refused when it was written up already, or moved to another time that is booked.
    """
    row = _held(appointment)
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    if Contact.objects.filter(appointment=row).exists():
        raise Refused("appointment.written", _("It is written up already. Amend the note instead."))
    if row.moved_to_id is not None:
        raise Refused("appointment.moved", _("It was moved to another time. Cancel or move that one instead."))
    row.outcome, row.outcome_words = AppointmentOutcome.NONE, ""
    row.version += 1
    row.save(update_fields=["outcome", "outcome_words", "version"])
    return row


def settle_written(appointment_id: int, *, missed: bool) -> None:
    """Settle the appointment that a contact was written up from, unless somebody has said already. One statement."""
    outcome = AppointmentOutcome.DID_NOT_COME if missed else AppointmentOutcome.CAME
    Appointment.objects.filter(id=appointment_id, outcome=AppointmentOutcome.NONE).update(
        outcome=outcome, version=F("version") + 1
    )


def is_still_to_come(at: datetime) -> bool:
    """Whether a contact dated ``at`` has not happened yet, so that ``book_instead`` is what is meant (S-085)."""
    return is_to_come(at, clock.now())


def book_instead(
    *,
    facts: CaseFacts,
    mode: str,
    at: datetime,
    ends_at: datetime | None = None,
    place: str = "",
    language: str = "",
    people: Collection[int] = (),
    by: Reader,
) -> Appointment:
    """Book the appointment that a contact dated in the future is (S-085): how, when, where, who, in which language.

    Refused as ``book_appointment`` refuses. The words typed so far are for the page to keep as the draft of the
    write-up.
    """
    if by.worker_id is None:
        raise Refused("case.not_in_team", _("Only someone who works here can book an appointment."))
    return book_appointment(
        case=facts.case,
        worker_id=by.worker_id,
        starts_at=at,
        ends_at=ends_at or at + USUAL_LENGTH,
        mode=mode,
        place=place,
        language=language,
        people=people,
        by=by,
    )
