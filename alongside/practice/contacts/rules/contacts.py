"""What a contact needs before it is kept, what it needs before its note is signed, and what it reaches in the case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.agency.organisation.rules import NoteFormat
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import joined
from alongside.practice.contacts.enums import FACE_TO_FACE, SPOKEN, ContactMode, InterpreterUsed
from alongside.practice.contacts.rules.formats import missing_parts
from alongside.record.cases.enums import CaseState, Milestone
from alongside.record.cases.rules.standing import Standing, may_reach_milestone

SOON = timedelta(minutes=15)
"""How far ahead of the clock a contact may start and still have happened: clocks differ, people round up."""

LONGEST = timedelta(hours=24)
LONG_BEFORE = timedelta(days=366)
LATE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Happened:
    """A contact as it was told; the arguments of ``record_contact`` that say what happened."""

    mode: str
    at: datetime
    ends_at: datetime | None = None
    place: str = ""
    people: Collection[int] = ()
    seen_alone: Collection[int] = ()
    language: str = ""
    interpreter: str = InterpreterUsed.NOT_NEEDED
    interpreter_words: str = ""
    goals: Mapping[int, int | None] = field(default_factory=dict)
    not_about_a_goal: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a note in their three voices, and whether the person may read them.

    ``parts`` are what is for one person's file alone, under the person's number (S-175).
    """

    format: str
    text: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    own_words: str = ""
    said_by_id: int | None = None
    opinion: str = ""
    shared: bool = True
    hold_reason: str = ""
    hold_until: date | None = None
    parts: Mapping[int, str] = field(default_factory=dict)

    @property
    def facts(self) -> bool:
        """Whether it says anything of what happened."""
        said = (self.text, self.own_words, *self.sections.values(), *self.parts.values())
        return any(one.strip() for one in said)


def may_record(by: Reader, standing: Standing, state: str) -> Decision:
    """May ``by`` record a contact in a case? The team that carries it; also when it is closed, for calls afterwards.

    Emergency access opens a record for reading only.
    """
    if state == CaseState.NOT_OPENED:
        return Decision.no("case.not_opened", _("This case is not open yet. Open it first."))
    return may_reach_milestone(by, standing)


def is_to_come(at: datetime, now: datetime) -> bool:
    """Whether a contact is dated in the future, and so is an appointment (S-085)."""
    return at > now + SOON


def is_late(at: datetime, recorded_at: datetime) -> bool:
    """Whether an entry was written so long after the contact that both times are shown (Practice B10)."""
    return recorded_at - at > LATE_AFTER


def contact_faults(
    told: Happened, *, takes_part: Collection[int], goals: Collection[int], opened_on: date, now: datetime
) -> dict[str, str]:
    """What is wrong with a contact as told, each fault under the name of its field; empty when nothing is.

    ``takes_part`` are the persons of the case, ``goals`` its open goals. A time still to come is not judged here: it is
    an appointment.
    """
    faults = _time_faults(told, opened_on, now)
    if told.mode not in ContactMode.values:
        faults["mode"] = _("Choose how it happened: a visit, a call, a text, a meeting, or that it was missed.")
    if not set(told.people) <= set(takes_part):
        faults["people"] = _("Somebody here does not take part in the case. Choose people who do.")
    if not set(told.seen_alone) <= set(told.people):
        faults["seen_alone"] = _("Someone seen alone must also have been there. Add them to who was there.")
    if told.interpreter not in InterpreterUsed.values:
        faults["interpreter"] = _("Choose whether an interpreter was there.")
    if not set(told.goals) <= set(goals):
        faults["goals"] = _("One of these goals has ended. Choose among the open ones.")
    if told.goals and told.not_about_a_goal:
        faults["not_about_a_goal"] = _("You chose a goal and said that it was not about one. Leave one of them out.")
    for name, value, most in (
        ("place", told.place, 200),
        ("language", told.language, 60),
        ("interpreter_words", told.interpreter_words, 200),
    ):
        if len(value) > most:
            faults[name] = _("Say it in %(most)s letters or fewer.") % {"most": most}
    return faults


def _time_faults(told: Happened, opened_on: date, now: datetime) -> dict[str, str]:
    if timezone.localdate(told.at) < opened_on - LONG_BEFORE:
        opened = date_format(opened_on, "j F Y")
        return {"at": _("This is long before the case was opened on %(opened)s. Check the year.") % {"opened": opened}}
    if told.ends_at is None:
        return {}
    if told.ends_at < told.at:
        start = date_format(timezone.localtime(told.at), "H:i")
        return {"ends_at": _("It ends before it starts. Choose an end after %(start)s.") % {"start": start}}
    if told.ends_at - told.at > LONGEST:
        return {"ends_at": _("It is longer than a day. Check the day of its end.")}
    return {}


def note_faults(written: Written, *, takes_part: Collection[int], today: date) -> dict[str, str]:
    """What is wrong with the words of a note before they can be kept at all, signed or not."""
    faults = {}
    if written.own_words.strip() and written.said_by_id is None:
        faults["said_by"] = _("Whose words are these? Choose who said them.")
    elif written.said_by_id is not None and written.said_by_id not in takes_part:
        faults["said_by"] = _("This person does not take part in the case. Choose someone who does.")
    if written.shared:
        return faults
    if not written.hold_reason.strip():
        faults["hold_reason"] = _("Say why it is held back for now. Usually people may read what is written of them.")
    elif len(written.hold_reason) > 300:
        faults["hold_reason"] = _("Say it in %(most)s letters or fewer.") % {"most": 300}
    if written.hold_until is None:
        faults["hold_until"] = _("Choose the day on which you will look at this again.")
    elif written.hold_until <= today:
        faults["hold_until"] = _("Choose a day that is still to come.")
    return faults


def sign_faults(
    told: Happened,
    written: Written,
    form: NoteFormat,
    *,
    parts: bool,
    next_said: bool,
    interpreter_for: Mapping[int, tuple[str, str]],
) -> dict[str, str]:
    """What is still missing before a note can be signed, each under the name of its field; empty when nothing is.

    ``parts``: the format is written part by part; ``next_said``: a next step or time is named; ``interpreter_for``
    maps each person who needs an interpreter to (name, language). Golden thread (Practice B10): at least one goal, or
    said not to be about one. Interpreter: S-017. An opinion rests on something seen or said (S-207).
    """
    faults = {}
    if not told.goals and not told.not_about_a_goal and told.mode != ContactMode.MISSED:
        faults["goals"] = _("Choose the goal that this was about, or say that it was not about a goal.")
    if not written.facts and told.mode != ContactMode.MISSED:
        faults["text"] = (
            _("Your view needs something seen or said that it rests on. Write that too.")
            if written.opinion.strip()
            else _("Write what happened, in a line or two.")
        )
    if sentence := interpreter_question(told, interpreter_for):
        faults["interpreter"] = sentence
    if told.interpreter == InterpreterUsed.NO and not told.interpreter_words.strip():
        faults["interpreter_words"] = _("Say why no interpreter was there, in a few words.")
    if parts or any(one.strip() for one in written.sections.values()):
        goals = bool(told.goals) or told.not_about_a_goal
        for key, label in missing_parts(form, written.sections, goals=goals, next_said=next_said):
            faults[f"section_{key}"] = _("“%(part)s” is still empty. This format asks for it.") % {"part": label}
    return faults


def interpreter_question(told: Happened, interpreter_for: Mapping[int, tuple[str, str]]) -> str:
    """The question that is still open when somebody there needs an interpreter and none is recorded; else empty."""
    there = [interpreter_for[person] for person in told.people if person in interpreter_for]
    if not there or told.mode not in SPOKEN or told.interpreter != InterpreterUsed.NOT_NEEDED:
        return ""
    spoken = [f"{name}: {language}" if language else name for name, language in there]
    return _("Was an interpreter used? The record asks for one (%(who)s). Choose yes, or no and say why.") % {
        "who": joined(spoken, last=_("and"))
    }


def milestones_reached(
    told: Happened, *, to_be_seen: Collection[int], seen_before: Collection[int]
) -> tuple[Milestone, ...]:
    """What a contact reaches in its case, as far as the contact itself can tell.

    The first contact: people talked with each other. Seen: everybody whom the case is about has now been met face to
    face (``to_be_seen``; ``seen_before`` were met earlier). Whether the case may take the step is judged there.
    """
    reached = []
    if told.mode in SPOKEN and told.people:
        reached.append(Milestone.FIRST_CONTACT_MADE)
    met = set(told.people) if told.mode in FACE_TO_FACE else set()
    if met and set(to_be_seen) <= met | set(seen_before):
        reached.append(Milestone.PERSON_SEEN)
    return tuple(reached)
