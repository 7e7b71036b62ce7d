"""Recording a contact: the contact, its note, the progress of its goals, the next step and time, in one write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading, who_can_see
from alongside.agency.staff.rules import signs_alone
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.contacts.actions.appointments import settle_written, write_appointments
from alongside.practice.contacts.actions.writing import write_contact
from alongside.practice.contacts.enums import FACE_TO_FACE, NOTE_LEVELS, ContactMode, InterpreterUsed
from alongside.practice.contacts.models import Appointment, Contact, Note
from alongside.practice.contacts.queries.facts import CaseFacts, persons_seen, recording_facts
from alongside.practice.contacts.queries.safety import unsafe_ways
from alongside.practice.contacts.rules.appointments import appointment_faults
from alongside.practice.contacts.rules.contacts import (
    Happened,
    Written,
    contact_faults,
    is_to_come,
    may_record,
    milestones_reached,
    note_faults,
    sign_faults,
)
from alongside.practice.contacts.rules.formats import format_of, in_parts
from alongside.practice.contacts.rules.levels import may_note_at, note_level_faults, shown_act
from alongside.practice.contacts.rules.notes import content_digest
from alongside.practice.contacts.rules.several import part_faults
from alongside.practice.plans.actions.from_contacts import (
    add_next_step,
    level_faults,
    next_step_faults,
    note_levels,
)
from alongside.practice.plans.enums import StepOwner
from alongside.practice.plans.models import Step
from alongside.practice.plans.rules.lines import LineText
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import Milestone, Stage
from alongside.record.cases.models import Case

FIELD_OF_STEP = {"what": "step_what", "due_on": "step_due_on"}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What was agreed to be done next: ``owner`` is a StepOwner; a worker or a person of the case, or a name."""

    what: str
    owner: str = StepOwner.WORKER
    worker_id: int | None = None
    person_id: int | None = None
    owner_name: str = ""
    due_on: date | None = None

    @property
    def text(self) -> LineText:
        """The step as a line of the plan."""
        return LineText(
            owner=self.owner,
            worker_id=self.worker_id,
            person_id=self.person_id,
            owner_name=self.owner_name.strip(),
            what=self.what.strip(),
            due_on=self.due_on,
            help="",
            how_known="",
        )


@dataclass(frozen=True, slots=True)
class NextTime:
    """The next time that was agreed; aware times."""

    starts_at: datetime
    ends_at: datetime
    mode: str = ContactMode.VISIT
    place: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Recording:
    """Everything about one contact that was judged and is about to be written."""

    facts: CaseFacts
    told: Happened
    written: Written
    step: NextStep | None
    time: NextTime | None
    level: int
    co_author_id: int | None


class Told(TypedDict, total=False):
    """What is told of a contact, field by field; whatever is left out is empty.

    ``people`` were there (``seen_alone`` among them); ``goals`` are (goal, where it stands now or None); ``format`` is
    a note format of the case's protocol (its usual one by default) and ``sections`` maps its parts to their text;
    ``own_words`` keep what ``said_by_id`` said, word for word; ``opinion`` is the worker's own view. A note that is
    not ``shared`` says why and until when. ``parts`` map a person to what is for their file alone.
    """

    ends_at: datetime | None
    place: str
    people: Collection[int]
    seen_alone: Collection[int]
    language: str
    interpreter: str
    interpreter_words: str
    goals: Iterable[tuple[int, int | None]]
    not_about_a_goal: bool
    text: str
    format: str
    sections: Mapping[str, str] | None
    own_words: str
    said_by_id: int | None
    opinion: str
    shared: bool
    hold_reason: str
    hold_until: date | None
    parts: Mapping[int, str]


def record_contact(
    *,
    case: Case,
    mode: str,
    at: datetime,
    next_step: NextStep | None = None,
    next_appointment: NextTime | None = None,
    appointment: Appointment | None = None,
    co_author_id: int | None = None,
    sign: bool = False,
    level: int = ORDINARY,
    confirmed: bool = False,
    public_id: UUID | None = None,
    occasion: UUID | None = None,
    facts: CaseFacts | None = None,
    by: Reader,
    **told: Unpack[Told],
) -> Contact:
    """Record what happened in a case, with its note, in one write; ``told`` is described at ``Told``.

    ``co_author_id`` is the actor of a second worker who was there. ``sign`` locks the note at once. ``confirmed`` lets
    a goal jump by two levels or more. ``facts`` spare the statement when the page has read them already; ``public_id``
    fixes the outside name, ``occasion`` ties it to entries of the same occasion in other files.

    Refused before anything is written: a time still to come (it is an appointment, see ``book_instead``), an end
    before the start, somebody who takes no part, a goal that has ended, words without a speaker, a note held back
    without reason and day, a level that ``by`` does not hold, a goal that moves in a note that opens with a credential
    only, since everyone sees where it stands; and when it is to be signed: no goal and not said to be
    about none, no words, an interpreter needed and not answered for, an empty part of a format that asks for it.

    Recorded: contact, people, goals, progress, note, next step, next appointment; the appointment is settled, the
    case's last contact moves, and milestones that it reaches are put on the spine where the case may take them.
    """
    known = facts or recording_facts(case=case.id, appointment=appointment.id if appointment else None, by=by)
    happened = _happened(mode, at, told)
    written = _written(told, happened, known)
    recording = _Recording(known, happened, written, next_step, next_appointment, level, co_author_id)
    _judge(recording, sign=sign, confirmed=confirmed, by=by)
    contact = _new_contact(recording, public_id or uuid4(), by)
    contact.occasion = occasion or contact.occasion
    with transaction.atomic(savepoint=False):
        _write(recording, contact, sign=sign, by=by)
    act = shown_act("record contact", level)
    note_reading(act, circle=contact.circle_id, people=list(happened.people), kind="contact", ids=[contact.id])
    return contact


def _happened(mode: str, at: datetime, told: Told) -> Happened:
    return Happened(
        mode=mode,
        at=at,
        ends_at=told.get("ends_at"),
        place=told.get("place", "").strip(),
        people=tuple(dict.fromkeys(told.get("people", ()))),
        seen_alone=frozenset(told.get("seen_alone", ())),
        language=told.get("language", "").strip(),
        interpreter=told.get("interpreter", InterpreterUsed.NOT_NEEDED),
        interpreter_words=told.get("interpreter_words", "").strip(),
        goals=dict(told.get("goals", ())),
        not_about_a_goal=told.get("not_about_a_goal", False),
    )


def _written(told: Told, happened: Happened, known: CaseFacts) -> Written:
    shared, own_words = told.get("shared", True), told.get("own_words", "")
    sections = told.get("sections") or {}
    return Written(
        format=told.get("format") or known.rules.default_note_format,
        text=told.get("text", "").strip(),
        sections={key: words.strip() for key, words in sections.items() if words.strip()},
        own_words=own_words.strip(),
        said_by_id=_speaker(own_words, told.get("said_by_id"), tuple(happened.people)),
        opinion=told.get("opinion", "").strip(),
        shared=shared,
        hold_reason="" if shared else told.get("hold_reason", "").strip(),
        hold_until=None if shared else told.get("hold_until"),
        parts={person: words.strip() for person, words in told.get("parts", {}).items() if words.strip()},
    )


def _speaker(own_words: str, said_by_id: int | None, people: Sequence[int]) -> int | None:
    """Who said the words: as told, or the only person who was there; nobody when there are no words."""
    if not own_words.strip():
        return None
    return people[0] if said_by_id is None and len(people) == 1 else said_by_id


def _judge(recording: _Recording, *, sign: bool, confirmed: bool, by: Reader) -> None:
    facts, told, written, now = recording.facts, recording.told, recording.written, clock.now()
    require(may_record(by, facts.standing, facts.case.state))
    require(may_note_at(facts.standing, facts.note_levels, recording.level), field="level")
    if is_to_come(told.at, now):
        reason = _("This time is still to come. Book it as an appointment, or choose the time when it happened.")
        raise Refused("contact.to_come", reason, fields={"at": reason})
    takes_part = {one.id for one in facts.people}
    present = {goal.id: goal.attained for goal in facts.goals}
    faults = contact_faults(
        told, takes_part=takes_part, goals=present, opened_on=facts.case.opened_on, now=now
    ) | note_faults(written, takes_part=takes_part, today=clock.today())
    wanted = {goal: level for goal, level in told.goals.items() if level is not None and goal in present}
    faults |= {f"goal_{goal}": words for goal, words in level_faults(wanted, present, confirmed=confirmed).items()}
    faults |= _next_faults(recording, takes_part, now) | _level_faults(recording, moved=bool(wanted))
    faults |= part_faults(written.parts, takes_part=takes_part, level=recording.level)
    if sign:
        form = format_of(facts.rules, written.format)
        faults |= sign_faults(
            told,
            written,
            form,
            parts=in_parts(facts.rules, form),
            next_said=recording.step is not None or recording.time is not None,
            interpreter_for=facts.interpreter_for,
        )
    refuse_faults("contact.incomplete", faults)


def _level_faults(recording: _Recording, *, moved: bool) -> dict[str, str]:
    other = recording.co_author_id or 0
    seen_by = who_can_see(recording.facts.case.circle_id) if other and recording.level & NOTE_LEVELS else []
    openings = [(one.actor_id, one.levels) for one in seen_by]
    return note_level_faults(recording.level, goals_moved=moved, other_worker=other, openings=openings)


def _next_faults(recording: _Recording, takes_part: Collection[int], now: datetime) -> dict[str, str]:
    faults = {}
    if recording.step is not None:
        found = next_step_faults(recording.step.text, subjects=takes_part)
        faults = {FIELD_OF_STEP.get(name, "step_owner"): words for name, words in found.items()}
    if recording.time is not None:
        found = appointment_faults(
            starts_at=recording.time.starts_at,
            ends_at=recording.time.ends_at,
            mode=recording.time.mode,
            people=recording.told.people,
            takes_part=takes_part,
            now=now,
        )
        faults |= {f"next_{name}": words for name, words in found.items()} | _unsafe_next(recording, recording.time)
    return faults


def _unsafe_next(recording: _Recording, time: NextTime) -> dict[str, str]:
    unsafe = unsafe_ways(recording.facts, people=recording.told.people, mode=time.mode, at=time.starts_at)
    words = _("%(why)s Book it apart, where you can say why it is safe.") % {"why": unsafe}
    return {"next_starts_at": words} if unsafe else {}


def _new_contact(recording: _Recording, public_id: UUID, by: Reader) -> Contact:
    told, agreed = recording.told, recording.facts.appointment
    return Contact(
        public_id=public_id,
        circle_id=recording.facts.case.circle_id,
        level=recording.level,
        case_id=recording.facts.case.id,
        mode=told.mode,
        at=told.at,
        ends_at=told.ends_at,
        place=told.place,
        about=agreed.about if agreed else "",
        language=told.language,
        interpreter=told.interpreter,
        interpreter_words=told.interpreter_words,
        appointment_id=agreed.id if agreed else None,
        not_about_a_goal=told.not_about_a_goal,
        recorded_at=clock.now(),
        author_id=by.actor_id,
        co_author_id=recording.co_author_id if recording.co_author_id != by.actor_id else None,
    )


def _write(recording: _Recording, contact: Contact, *, sign: bool, by: Reader) -> None:
    facts, told = recording.facts, recording.told
    levels = {goal: level for goal, level in told.goals.items() if level is not None}
    progress = note_levels(case=facts.case, levels=levels, at=told.at, level=recording.level, by=by)
    step = _step(recording, by)
    note = _new_note(recording, contact, step, sign=sign, by=by)
    write_contact(contact, told, progress=progress, note=note, parts=recording.written.parts, by=by)
    if contact.appointment_id is not None:
        settle_written(contact.appointment_id, missed=told.mode == ContactMode.MISSED)
    if recording.time is not None:
        _book_next(recording, recording.time, by)
    if told.mode != ContactMode.MISSED and recording.level == ORDINARY:
        newest = Q(last_contact_at=None) | Q(last_contact_at__lt=told.at)
        Case.objects.filter(newest, id=facts.case.id).update(last_contact_at=told.at)
    _reach(recording, by)


def _step(recording: _Recording, by: Reader) -> Step | None:
    if recording.step is None:
        return None
    about = list(recording.told.goals)
    return add_next_step(
        case=recording.facts.case,
        goal_id=about[0] if len(about) == 1 else None,
        text=recording.step.text,
        subjects={one.id for one in recording.facts.people},
        by=by,
    )


def _new_note(recording: _Recording, contact: Contact, step: Step | None, *, sign: bool, by: Reader) -> Note:
    written = recording.written
    signature = content_digest(contact.public_id, by.actor_id, recording.told, written) if sign else ""
    return Note(
        format=written.format,
        text=written.text,
        sections=dict(written.sections),
        own_words=written.own_words,
        said_by_id=written.said_by_id,
        opinion=written.opinion,
        shared=written.shared,
        hold_reason=written.hold_reason,
        hold_until=written.hold_until,
        next_step_id=step.id if step else None,
        signed_at=clock.now() if sign else None,
        signed_by_id=by.actor_id if sign else None,
        needs_cosign=sign and not signs_alone(by.roles),
        digest=signature,
        author_id=by.actor_id,
    )


def _book_next(recording: _Recording, time: NextTime, by: Reader) -> None:
    row = Appointment(
        circle_id=recording.facts.case.circle_id,
        case_id=recording.facts.case.id,
        worker_id=by.worker_id or 0,  # never 0: the rule lets nobody but workers record
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        mode=time.mode,
        place=time.place.strip()[:200],
        about=time.about.strip()[:300],
        language=recording.told.language,
    )
    write_appointments([row], recording.told.people)


def _reach(recording: _Recording, by: Reader) -> None:
    """Put on the spine what the contact reaches and the case has not reached yet, where its protocol lets it."""
    facts, told = recording.facts, recording.told
    open_still = {Milestone.FIRST_CONTACT_MADE, Milestone.PERSON_SEEN, Milestone.WORK_STARTED} - facts.reached
    if not open_still or recording.level != ORDINARY:
        return
    before: set[int] = set()
    if Milestone.PERSON_SEEN in open_still and told.mode in FACE_TO_FACE and set(told.people) < facts.to_be_seen:
        before = persons_seen(facts.case.id)
    reached = [*milestones_reached(told, to_be_seen=facts.to_be_seen, seen_before=before)]
    if facts.case.stage == Stage.PLAN and Milestone.PLAN_AGREED in facts.reached and told.goals and reached:
        reached.append(Milestone.WORK_STARTED)
    for milestone in reached:
        if milestone in open_still:
            _reach_if_possible(facts.case, milestone, min(told.at, clock.now()), by)


def _reach_if_possible(case: Case, milestone: Milestone, at: datetime, by: Reader) -> None:
    try:
        cases.reach(case=case, milestone=milestone, at=at, by=by)
    except Refused:
        return
