"""A contact as pages show it: one value with people, goals, note and amendments, read in one statement for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.rules import ProtocolRules
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.contacts.enums import ContactMode, InterpreterUsed
from alongside.practice.contacts.models import (
    Amendment,
    Contact,
    ContactFile,
    ContactGoal,
    ContactPart,
    ContactPerson,
    ContactRemoval,
)
from alongside.practice.contacts.queries.words import ContactWords, words_of_contacts
from alongside.practice.contacts.rules.contacts import is_late
from alongside.practice.contacts.rules.formats import format_of
from alongside.practice.contacts.rules.levels import kept_for

ICONS: dict[str, str] = {
    ContactMode.VISIT: "home",
    ContactMode.OFFICE: "building",
    ContactMode.CALL: "phone",
    ContactMode.TEXT: "message",
    ContactMode.MEETING: "users",
    ContactMode.LETTER: "mail",
    ContactMode.SERVICE: "heart-handshake",
    ContactMode.MISSED: "x",
}


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody who was there."""

    id: int
    public_id: UUID
    name: str
    seen_alone: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """What of a contact is for one person's file alone."""

    person_id: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class RemovalView:
    """That a contact was taken out of one person's file, or of this file altogether (``name`` is empty then)."""

    name: str
    why: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GoalTouched:
    """A goal that a contact was about; ``level`` is where it stood then, None when nothing was said of that."""

    id: int
    public_id: UUID
    title: str
    level: int | None


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file that was added to a contact, to be opened at its own place."""

    public_id: UUID
    title: str
    ready: bool


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """What was added to a signed note, why, by whom, when."""

    text: str
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteView:
    """The words of a note in their three voices; ``sections`` are (key, name, text) in the order of the format."""

    version: int
    format: str
    format_words: str
    text: str
    sections: tuple[tuple[str, str, str], ...]
    own_words: str
    said_by_id: int | None
    said_by: str
    opinion: str
    shared: bool
    hold_reason: str
    hold_until: date | None
    next_step: str
    author_id: int
    author: str
    signed_at: datetime | None
    signed_by: str
    needs_cosign: bool
    digest: str
    amendments: tuple[AmendmentView, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact in a timeline or on its own page. ``late``: written so much later that both times are shown.

    ``kept_for`` says for whom alone it is kept, of a note that opens with a credential only; else it is empty.
    """

    id: int
    public_id: UUID
    case_id: int
    circle_id: int
    mode: str
    mode_words: str
    icon: str
    at: datetime
    ends_at: datetime | None
    recorded_at: datetime
    late: bool
    place: str
    about: str
    language: str
    interpreter: str
    interpreter_said: str
    interpreter_words: str
    people: tuple[PersonThere, ...]
    goals: tuple[GoalTouched, ...]
    not_about_a_goal: bool
    restricted: bool
    kept_for: str
    source: str
    author: str
    co_author: str
    note: NoteView | None
    files: tuple[FileOf, ...] = ()
    parts: tuple[PartView, ...] = ()
    removals: tuple[RemovalView, ...] = ()

    @property
    def taken_out(self) -> bool:
        """Whether it was taken out of this file altogether."""
        return any(not one.name for one in self.removals)


def contact_views(rows: QuerySet[Contact]) -> list[ContactView]:
    """The contacts of ``rows`` in their order, whole. One statement, whatever their number."""
    return views_of(list(whole(rows)))


def views_of(found: Sequence[Contact]) -> list[ContactView]:
    """The views of contacts that were read with everything that belongs to them."""
    words = words_of_contacts(found)
    return [_view(row, words[row.id]) for row in found]


def standing(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Those of ``rows`` that were not taken out of the file they stand in."""
    return rows.exclude(Exists(ContactRemoval.objects.filter(contact=OuterRef("pk"), person=None)))


def whole(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """``rows`` with everything that a view needs, in the same statement."""
    about = OuterRef("pk")
    people = (
        ContactPerson.objects.filter(contact=about, was_there=True)
        .order_by("id")
        .values(
            json=JSONObject(
                id="person_id", public_id="person__public_id", name="person__display_name", alone="seen_alone"
            )
        )
    )
    goals = (
        ContactGoal.objects.filter(contact=about)
        .order_by("goal__order", "id")
        .values(
            json=JSONObject(id="goal_id", public_id="goal__public_id", title="goal__title", level="progress__value")
        )
    )
    parts = (
        ContactPart.objects.filter(contact=about)
        .exclude(words="")
        .order_by("id")
        .values(json=JSONObject(id="person_id", name="person__display_name", words="words"))
    )
    removals = (
        ContactRemoval.objects.filter(contact=about)
        .order_by("id")
        .values(json=JSONObject(name="person__display_name", why="why", author="author__name", at="at"))
    )
    files = (
        ContactFile.objects.filter(contact=about, attachment__withdrawn_at=None, attachment__replaced_at=None)
        .exclude(attachment__state="refused")
        .order_by("id")
        .values(json=JSONObject(id="attachment__public_id", title="attachment__title", state="attachment__state"))
    )
    amendments = (
        Amendment.objects.filter(note__contact=about)
        .order_by("at", "id")
        .values(
            json=JSONObject(
                public_id="public_id", level="level", text="text", reason="reason", author="author__name", at="at"
            )
        )
    )
    return rows.select_related(
        "case", "author", "co_author", "note__author", "note__signed_by", "note__said_by", "note__next_step"
    ).annotate(
        people_found=ArraySubquery(people),
        goals_found=ArraySubquery(goals),
        files_found=ArraySubquery(files),
        parts_found=ArraySubquery(parts),
        removals_found=ArraySubquery(removals),
        amendments_found=ArraySubquery(amendments),
    )


def _view(row: Any, words: ContactWords) -> ContactView:
    rules = organisation.rules_of(row.case.protocol_id)
    return ContactView(
        id=row.id,
        public_id=row.public_id,
        case_id=row.case_id,
        circle_id=row.circle_id,
        mode=row.mode,
        mode_words=row.get_mode_display(),
        icon=ICONS.get(row.mode, "note"),
        at=row.at,
        ends_at=row.ends_at,
        recorded_at=row.recorded_at,
        late=is_late(row.at, row.recorded_at),
        place=words.own["place"],
        about=row.about,
        language=row.language,
        interpreter=row.interpreter,
        interpreter_said=str(InterpreterUsed(row.interpreter).label) if row.interpreter else "",
        interpreter_words=words.own["interpreter_words"],
        people=tuple(
            PersonThere(one["id"], UUID(one["public_id"]), one["name"], one["alone"]) for one in row.people_found
        ),
        goals=tuple(
            GoalTouched(one["id"], UUID(one["public_id"]), one["title"], one["level"]) for one in row.goals_found
        ),
        not_about_a_goal=row.not_about_a_goal,
        restricted=bool(row.level & RESTRICTED),
        kept_for=kept_for(row.level),
        source=row.source,
        author=row.author.name,
        co_author=row.co_author.name if row.co_author else "",
        note=_note(row, rules, words) if hasattr(row, "note") else None,
        files=tuple(FileOf(UUID(one["id"]), one["title"], one["state"] == "ready") for one in row.files_found),
        parts=tuple(PartView(one["id"], one["name"], one["words"]) for one in row.parts_found),
        removals=tuple(
            RemovalView(one["name"] or "", one["why"], one["author"], datetime.fromisoformat(one["at"]))
            for one in row.removals_found
        ),
    )


def _note(row: Any, rules: ProtocolRules, words: ContactWords) -> NoteView:
    note, said = row.note, words.note
    sections = said["sections"]
    form = format_of(rules, note.format)
    known = {part.key: part.label for part in form.sections}
    order = [*known, *(key for key in sections if key not in known)]
    return NoteView(
        version=note.version,
        format=note.format,
        format_words=form.label,
        text=said["text"],
        sections=tuple((key, known.get(key, key), sections[key]) for key in order if sections.get(key)),
        own_words=said["own_words"],
        said_by_id=note.said_by_id,
        said_by=note.said_by.display_name if note.said_by else "",
        opinion=said["opinion"],
        shared=note.shared,
        hold_reason=said["hold_reason"],
        hold_until=note.hold_until,
        next_step=note.next_step.what if note.next_step else "",
        author_id=note.author_id,
        author=note.author.name,
        signed_at=note.signed_at,
        signed_by=note.signed_by.name if note.signed_by else "",
        needs_cosign=note.needs_cosign,
        digest=said["digest"],
        amendments=tuple(
            AmendmentView(clear["text"], clear["reason"], one["author"], datetime.fromisoformat(one["at"]))
            for one, clear in zip(row.amendments_found, words.amendments, strict=True)
        ),
    )
