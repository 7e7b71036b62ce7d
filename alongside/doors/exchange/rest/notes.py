"""Notes: the words about a contact, changed until they are signed, amended afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.pointing import called, people_named, person_named
from alongside.doors.exchange.rest.shapes_contacts import Hold, NewAmendment, NoteChange, NoteShown, NotesSought
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts import actions
from alongside.practice.contacts.queries import note_by_name, recording_facts, series, written_of
from alongside.practice.contacts.rules.formats import format_faults

router = Router()
WORDS = ("format", "text", "sections", "own_words", "opinion")
HEADER = ("not_about_a_goal", "interpreter", "interpreter_words")


@router.get("/notes", **reads(Noun.NOTES, Page[NoteShown]))
def list_notes(request: ExchangeRequest, sought: Query[NotesSought]) -> Page[NoteShown]:
    """Notes, the last written first."""
    found = series.notes_after(
        after=sought.after, size=sought.limit, case=sought.case, signed=sought.signed, by=request.reader
    )
    return page_of(found.items, found.after, NoteShown.of)


@router.get("/notes/{uuid:note}", **reads(Noun.NOTES, NoteShown))
def read_note(request: ExchangeRequest, note: UUID) -> HttpResponse:
    """One note with its amendments."""
    return shown(request, _show(request)(note))


@router.patch("/notes/{uuid:note}", **writes(Noun.NOTES, NoteShown))
def change_note(request: ExchangeRequest, note: UUID, given: NoteChange) -> HttpResponse:
    """Change a note that is not signed. Only whoever wrote it may."""

    def act() -> UUID:
        row, said = note_by_name(note), given.said()
        words = {name: said[name] for name in WORDS if name in said}
        if "said_by" in said:
            words["said_by_id"] = person_named(said["said_by"], "said_by")
        more: dict[str, Any] = {name: said[name] for name in HEADER if name in said}
        if "people" in said:
            more["people"] = people_named(said["people"], "people")
        with called({}, section_="sections."):
            if said.keys() & {"goals", "format", "sections"}:
                more |= _of_case(row, said, by=request.reader)
            actions.change_note(
                note=row,
                version=version_seen(request, row.version),
                written=replace(written_of(row), **words),
                by=request.reader,
                **more,
            )
        return note

    return written(request, act, _show(request), sent=given, at=note)


@router.post("/notes/{uuid:note}/sign", **writes(Noun.NOTES, NoteShown))
def sign_note(request: ExchangeRequest, note: UUID) -> HttpResponse:
    """Sign a note: from now on it is only amended."""

    def act() -> UUID:
        row = note_by_name(note)
        unchanged(request, row)
        with called({}, section_="sections."):
            actions.sign_note(note=row, by=request.reader)
        return note

    return written(request, act, _show(request), at=note)


@router.post("/notes/{uuid:note}/amendments", **writes(Noun.NOTES, NoteShown, status=201))
def amend_note(request: ExchangeRequest, note: UUID, given: NewAmendment) -> HttpResponse:
    """Add to a signed note what was wrong or left out."""

    def act() -> UUID:
        row = note_by_name(note)
        unchanged(request, row)
        actions.amend_note(note=row, by=request.reader, **given.model_dump())
        return note

    return written(request, act, _show(request), status=201, sent=given, at=note)


@router.post("/notes/{uuid:note}/hold", **writes(Noun.NOTES, NoteShown))
def hold_note(request: ExchangeRequest, note: UUID, given: Hold) -> HttpResponse:
    """Hold a note back from the person until a day."""

    def act() -> UUID:
        row = note_by_name(note)
        unchanged(request, row)
        with called({"hold_reason": "reason", "hold_until": "until"}):
            actions.hold_note(note=row, by=request.reader, **given.model_dump())
        return note

    return written(request, act, _show(request), sent=given, at=note)


@router.post("/notes/{uuid:note}/share", **writes(Noun.NOTES, NoteShown))
def share_note(request: ExchangeRequest, note: UUID) -> HttpResponse:
    """Let the person read a note again that was held back."""

    def act() -> UUID:
        row = note_by_name(note)
        unchanged(request, row)
        actions.share_note(note=row, by=request.reader)
        return note

    return written(request, act, _show(request), at=note)


def _show(request: ExchangeRequest) -> Callable[[UUID], NoteShown]:
    return lambda name: NoteShown.of(series.note_fact(name, by=request.reader))


def _of_case(row: Any, said: dict[str, Any], *, by: Reader) -> dict[str, Any]:
    """The goals named, by house number; refused when one is not open, or when the format or a part is not known."""
    facts = recording_facts(case=row.case_id, by=by)
    faults = format_faults(facts.rules, said.get("format", row.format), said.get("sections", {}))
    known = {goal.public_id: goal.id for goal in facts.goals}
    if not known.keys() >= set(said.get("goals", ())):
        faults["goals"] = _("This is not an open goal of the case. Use an id from its goals.")
    if faults:
        raise Refused("note.incomplete", next(iter(faults.values())), fields=faults)
    return {"goals": [known[name] for name in said["goals"]]} if "goals" in said else {}
