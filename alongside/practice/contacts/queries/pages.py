"""What the pages of this room show: the form filled in beforehand, and one contact with what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from alongside.agency.access.queries import note_reading, who_can_see
from alongside.ground.foundation import clock
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.queries.names import called
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.models import Contact, ContactGoal
from alongside.practice.contacts.queries.facts import CaseFacts, recording_facts
from alongside.practice.contacts.queries.handles import file_levels
from alongside.practice.contacts.queries.views import ContactView, contact_views, standing
from alongside.practice.contacts.rules.contacts import Happened, Written
from alongside.practice.contacts.rules.levels import shown_act
from alongside.practice.contacts.rules.notes import content_digest, may_change, may_sign
from alongside.practice.plans.enums import StepState
from alongside.practice.plans.models import Step
from alongside.practice.plans.queries.rows import who_does
from alongside.record.people.queries.reaching import reach_words_of

MOST_STEPS = 40
USUAL_LENGTH = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step that was done since the last contact."""

    what: str
    done_on: date


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A line of the plan that is still to be done; it can be changed from here (S-097)."""

    public_id: UUID
    who: str
    what: str
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Start:
    """What the form says before anybody has typed: taken from the appointment, else from the usual."""

    people: tuple[int, ...]
    mode: str
    at: datetime
    ends_at: datetime
    place: str
    language: str
    goals: tuple[int, ...]
    not_about_a_goal: bool


@dataclass(frozen=True, slots=True)
class FormPage:
    """The page on which a contact is recorded: the facts of the case, what is filled in, and what to keep in mind.

    ``names`` are what people are called in short; ``safe`` are (name, words of safe contact) of those who said how.
    """

    facts: CaseFacts
    names: dict[int, str]
    start: Start
    last: ContactView | None
    done: tuple[DoneStep, ...]
    open_steps: tuple[OpenStep, ...]
    safe: tuple[tuple[str, str], ...]

    @property
    def focus(self) -> list[str]:
        """What the people whom the case is for are called."""
        return [self.names[one.id] for one in self.facts.people if one.focus]

    @property
    def languages(self) -> list[str]:
        """Every language that somebody of the case speaks, once."""
        return list(dict.fromkeys(language for one in self.facts.people for language in one.languages))


@dataclass(frozen=True, slots=True)
class ContactPage:
    """One contact with its case and what this reader may do with its note. ``intact``: as it was when signed."""

    contact: ContactView
    case_public_id: UUID
    case_title: str
    case_number: str
    seen_by: int
    intact: bool
    sign: Decision
    change: Decision
    file_levels: tuple[int, ...] = ()


def contact_form(*, case: UUID | None = None, appointment: UUID | None = None, by: Reader) -> FormPage:
    """The form for a case, or for an appointment of it, filled in: who, how, when, language, goals of last time.

    Seven statements at most, whatever the case holds. Raises NotFound when absent or hidden. Noted as read.
    """
    facts = recording_facts(case=case, appointment=appointment, by=by)
    people = [one.id for one in facts.people]
    last = _last(facts.case.id)
    note_reading("contact form", circle=facts.case.circle_id, people=people, kind="case", ids=[facts.case.id])
    names = called({one.id: one.name for one in facts.people})
    words = reach_words_of(people)
    done, still = _steps(facts.case.id, last)
    return FormPage(
        facts=facts,
        names=names,
        start=_start(facts),
        last=last,
        done=done,
        open_steps=still,
        safe=tuple((names[number], words[number]) for number in people if words.get(number)),
    )


def _last(case_id: int) -> ContactView | None:
    rows = standing(Contact.objects.filter(case_id=case_id)).exclude(mode__in=(ContactMode.MISSED, ContactMode.SERVICE))
    return next(iter(contact_views(rows.order_by("-at", "-id")[:1])), None)


def _steps(case_id: int, last: ContactView | None) -> tuple[tuple[DoneStep, ...], tuple[OpenStep, ...]]:
    """The lines done since the last contact, newest first, and those still open, the most urgent first."""
    wanted = Q(state__in=(StepState.OPEN, StepState.STARTED))
    if last is not None:
        wanted |= Q(state=StepState.DONE, done_on__gte=timezone.localdate(last.at))
    lines = Step.objects.filter(wanted, case_id=case_id).select_related("worker")
    rows = list(lines.order_by("due_on", "number")[:MOST_STEPS])
    done = [DoneStep(row.what, row.done_on) for row in rows if row.state == StepState.DONE and row.done_on]
    who = who_does(rows)
    still = [
        OpenStep(
            row.public_id, who[row.id], row.what, row.due_on, row.due_on is not None and row.due_on < clock.today()
        )
        for row in rows
        if row.state != StepState.DONE
    ]
    return tuple(sorted(done, key=lambda step: step.done_on, reverse=True)[:4]), tuple(still[:5])


def _start(facts: CaseFacts) -> Start:
    agreed, now = facts.appointment, clock.now().replace(second=0, microsecond=0)
    there = {one.id: one for one in facts.people}
    people = [number for number in agreed.people if number in there] if agreed else []
    people = people or [one.id for one in facts.people if one.focus]
    spoken = [language for number in people for language in there[number].languages[:1]]
    goals = _usual_goals(facts)
    return Start(
        people=tuple(people),
        mode=agreed.mode if agreed else ContactMode.VISIT,
        at=agreed.starts_at if agreed else now - USUAL_LENGTH,
        ends_at=agreed.ends_at if agreed else now,
        place=agreed.place if agreed else "",
        language=(agreed.language if agreed else "") or next(iter(spoken), ""),
        goals=goals,
        not_about_a_goal=not facts.goals,
    )


def _usual_goals(facts: CaseFacts) -> tuple[int, ...]:
    """The open goals of the last contact that was about any; the only goal when there is one."""
    open_ones = [goal.id for goal in facts.goals]
    if len(open_ones) < 2:
        return tuple(open_ones)
    about = ContactGoal.objects.filter(contact__case_id=facts.case.id).order_by("-contact__at", "-contact_id")
    before = set(ContactGoal.objects.filter(contact=about.values("contact")[:1]).values_list("goal_id", flat=True))
    return tuple(goal for goal in open_ones if goal in before)


def contact_page(public_id: UUID, *, by: Reader) -> ContactPage:
    """One contact, whole, with what ``by`` may do with its note. Noted as read; NotFound when absent or hidden."""
    rows = Contact.objects.filter(public_id=public_id)
    found = next(iter(contact_views(rows)), None)
    if found is None:
        raise NotFound
    row = rows.select_related("case__circle").get()
    note_reading(
        shown_act("contact page", row.level),
        circle=found.circle_id,
        people=[one.id for one in found.people],
        kind="contact",
        ids=[found.id],
    )
    note = found.note
    author = note.author_id if note else row.author_id
    signed = note is not None and note.signed_at is not None
    return ContactPage(
        contact=found,
        case_public_id=row.case.public_id,
        case_title=row.case.title,
        case_number=row.case.number,
        seen_by=len({one.actor_id for one in who_can_see(found.circle_id) if one.levels & row.level}),
        intact=not signed or is_intact(found),
        sign=may_sign(by, author_id=author, co_author_id=row.co_author_id),
        change=may_change(by, author_id=author, signed=signed),
        file_levels=tuple(file_levels(row, by=by)),
    )


def contacts_to_read(public_ids: Iterable[UUID], *, by: Reader) -> list[ContactView]:
    """Several contacts that ``by`` wrote and has not signed, oldest first, to be read before signing. Noted as read."""
    rows = Contact.objects.filter(
        public_id__in=list(public_ids), note__author_id=by.actor_id, note__signed_at=None
    ).order_by("at", "id")
    found = contact_views(rows)
    for one in found:
        note_reading(
            "case page" if one.kept_for else "notes to sign",
            circle=one.circle_id,
            people=[person.id for person in one.people],
            kind="contact",
            ids=[one.id],
        )
    return found


def is_intact(contact: ContactView) -> bool:
    """Whether a signed contact still reads as it did when it was signed, by its digest."""
    note = contact.note
    if note is None or note.signed_at is None:
        return False
    told = Happened(
        mode=contact.mode,
        at=contact.at,
        ends_at=contact.ends_at,
        place=contact.place,
        language=contact.language,
        interpreter=contact.interpreter,
        interpreter_words=contact.interpreter_words,
        goals={goal.id: goal.level for goal in contact.goals},
        not_about_a_goal=contact.not_about_a_goal,
    )
    written = Written(
        format=note.format,
        text=note.text,
        sections={key: words for key, _name, words in note.sections},
        own_words=note.own_words,
        opinion=note.opinion,
        parts={one.person_id: one.words for one in contact.parts},
    )
    return content_digest(contact.public_id, note.author_id, told, written) == note.digest
