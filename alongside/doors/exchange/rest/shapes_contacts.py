"""What the API says of contacts and notes, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from alongside.doors.exchange.rest.shapes_practice import Level, OfCase, PersonRef, Sentence, from_fact
from alongside.doors.exchange.shapes import Change, Day, Given, Line, Moment, Resource, Shown, Text60, Words
from alongside.practice.contacts.enums import ContactMode, InterpreterUsed, NoteKind
from alongside.practice.contacts.queries.series import AmendmentFact, ContactFact, NoteFact, PresenceFact, TouchedFact
from alongside.practice.plans.enums import StepOwner

Key = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)]
"""The name of a format of notes, or of a part of one."""


class ContactsSought(OfCase):
    """Filters of contacts."""

    person: UUID | None = Field(None, description="Only those at which this person was there.")
    from_at: Moment | None = Field(None, description="Only what happened then or later.")
    until_at: Moment | None = Field(None, description="Only what happened before then.")


class PresenceShown(Shown):
    """Somebody who was there."""

    id: UUID
    name: str
    seen_alone: bool

    @classmethod
    def of(cls, fact: PresenceFact) -> PresenceShown:
        """From what the record says."""
        return from_fact(cls, fact)


class TouchedShown(Shown):
    """A goal that the contact was about, and where it stood then, when that was said."""

    id: UUID
    title: str
    level: int | None

    @classmethod
    def of(cls, fact: TouchedFact) -> TouchedShown:
        """From what the record says."""
        return from_fact(cls, fact)


class ContactShown(Resource):
    """Something that happened: who, how, when, where. The words of its note are read at `GET /notes/{note}`."""

    case: UUID
    mode: ContactMode
    at: datetime
    ends_at: datetime | None
    recorded_at: datetime
    late: bool = Field(description="Whether it was written down more than a day later.")
    place: str
    about: str
    language: str
    interpreter: InterpreterUsed
    interpreter_words: str
    people: list[PresenceShown]
    goals: list[TouchedShown]
    not_about_a_goal: bool
    appointment: UUID | None
    note: UUID | None
    signed: bool = Field(description="Whether the note is signed.")
    restricted: bool = Field(description="Whether fewer see it than see the case; `kind` says who.")
    kind: NoteKind = Field(description="For whom it was written.")
    source: str = Field(description="Where it was brought in from; empty when it was written here.")
    author: str
    other_worker: str

    @classmethod
    def of(cls, fact: ContactFact) -> ContactShown:
        """From what the record says."""
        people, goals = map(PresenceShown.of, fact.people), map(TouchedShown.of, fact.goals)
        return from_fact(cls, fact, people=list(people), goals=list(goals))


class GoalTouched(Given):
    """A goal that this was about."""

    goal: UUID
    level: Level | None = Field(None, description="Where it stands now, when that was said: from -2 to 2.")


class NextStepGiven(Given):
    """What was agreed to be done next."""

    what: Sentence
    due_on: Day
    owner: StepOwner = StepOwner.WORKER
    worker: UUID | None = Field(None, description="For the owner “worker”; the token's own when it is left out.")
    person: UUID | None = Field(None, description="For the owners “person” and “family”.")
    owner_name: Line = ""


class NextAppointmentGiven(Given):
    """The next time that was agreed."""

    starts_at: Moment
    ends_at: Moment
    mode: ContactMode = ContactMode.VISIT
    place: Line = ""
    about: Sentence = ""


class NewContact(Given):
    """Something that happened, with its note: in one go, as it is told."""

    case: UUID
    mode: ContactMode
    at: Moment
    ends_at: Moment | None = None
    place: Line = ""
    people: list[UUID] = Field([], max_length=50, description="Who was there.")
    seen_alone: list[UUID] = Field([], max_length=50, description="Who of them was seen alone.")
    other_worker: UUID | None = Field(None, description="A second worker of the case who was there.")
    language: Text60 = ""
    interpreter: InterpreterUsed = InterpreterUsed.NOT_NEEDED
    interpreter_words: Line = ""
    goals: list[GoalTouched] = Field([], max_length=50, description="Open goals of the case.")
    not_about_a_goal: bool = False
    confirmed: bool = Field(False, description="That a jump of a goal by two levels or more is meant.")
    text: Words = Field("", description="What happened.")
    format: Key = Field("", description="A format of notes of the programme; the usual one when it is left out.")
    sections: dict[Key, Words] = Field({}, max_length=20, description="Texts of the parts of the format.")
    own_words: Words = Field("", description="Word for word; then `said_by` is asked for, unless one person was there.")
    said_by: UUID | None = None
    opinion: Words = Field("", description="The worker's own view.")
    shared: bool = Field(True, description="Whether the person may read the note.")
    hold_reason: Sentence = Field("", description="Asked for when it is not shared.")
    hold_until: Day | None = Field(None, description="Asked for when it is not shared.")
    restricted: bool = Field(False, description="Only for those who carry the case, and their supervisor.")
    kind: NoteKind = Field(
        NoteKind.ORDINARY,
        description="For whom it is written. Counselling and treatment notes need the role of whoever writes them.",
    )
    appointment: UUID | None = Field(None, description="The appointment of which this came.")
    next_step: NextStepGiven | None = None
    next_appointment: NextAppointmentGiven | None = None
    sign: bool = Field(False, description="Sign the note at once.")


class NotesSought(OfCase):
    """Filters of notes."""

    signed: bool | None = Field(None, description="Only signed ones, or only those that wait.")


class AmendmentShown(Shown):
    """What was added to a signed note."""

    text: str
    reason: str
    author: str
    at: datetime

    @classmethod
    def of(cls, fact: AmendmentFact) -> AmendmentShown:
        """From what the record says."""
        return from_fact(cls, fact)


class NoteShown(Resource):
    """A note. Three voices are kept apart: what happened, what somebody said, what the worker makes of it."""

    contact: UUID
    case: UUID
    at: datetime = Field(description="When the contact was.")
    format: str
    text: str
    sections: dict[str, str]
    own_words: str
    said_by: PersonRef | None
    opinion: str
    shared: bool = Field(description="Whether the person may read it.")
    hold_reason: str
    hold_until: date | None
    next_step: UUID | None = Field(description="The line of the plan that was agreed.")
    signed_at: datetime | None
    signed_by: str
    digest: str = Field(description="SHA-256 of what was signed; empty before.")
    restricted: bool = Field(description="Whether fewer see it than see the case; `kind` says who.")
    kind: NoteKind = Field(description="For whom it was written.")
    author: str
    amendments: list[AmendmentShown]

    @classmethod
    def of(cls, fact: NoteFact) -> NoteShown:
        """From what the record says."""
        return from_fact(cls, fact, amendments=[AmendmentShown.of(one) for one in fact.amendments])


class NoteChange(Change):
    """What changes of a note that is not signed yet, and of its contact."""

    format: Key = ""
    text: Words = ""
    sections: dict[Key, Words] = Field({}, max_length=20, description="All parts, not only those that change.")
    own_words: Words = ""
    said_by: UUID | None = None
    opinion: Words = ""
    people: list[UUID] = Field([], max_length=50, description="Everybody who was there.")
    goals: list[UUID] = Field([], max_length=50, description="Goals to add; one that was linked stays linked.")
    not_about_a_goal: bool = False
    interpreter: InterpreterUsed = InterpreterUsed.NOT_NEEDED
    interpreter_words: Line = ""


class NewAmendment(Given):
    """What a signed note says wrong or left out."""

    text: Words
    reason: Sentence


class Hold(Given):
    """A note is held back from the person for now."""

    reason: Sentence
    until: Day
