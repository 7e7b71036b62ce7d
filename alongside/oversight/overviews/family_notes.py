"""Notes that one of the family may be given: what is for everybody there, and their own part alone (S-174, S-175)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.oversight.requests.rules.others import told_of_others
from alongside.oversight.requests.rules.suggesting import Known
from alongside.practice.contacts.queries.given import GivenNote, Sights, notes_given
from alongside.practice.dynamics.enums import KeptItem
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Participant
from alongside.record.people.models import Person


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One thing that somebody may be given: what it is about, its kind, the words, who said them and when."""

    about: str
    kind: str
    words: str
    speaker: str
    on: date


@dataclass(frozen=True, slots=True)
class NoteFor:
    """A note as somebody may be given it; ``shared_with`` are those who have a part of their own in it."""

    line: CopyLine
    shared_with: frozenset[int]


def notes_for(case_id: int, reader: int, sights: Sights = ()) -> list[NoteFor]:
    """The notes of a case as lines for ``reader``."""
    return [NoteFor(_line(given), given.parts_of) for given in notes_given(case_id, reader, sights)]


def _line(given: GivenNote) -> CopyLine:
    row = given.row
    speaker = "" if given.whole or row.said_by is None else row.said_by.display_name
    return CopyLine(str(KeptItem.NOTE.label), "", "\n".join(given.texts), speaker, row.contact.at.date())


def others_in(case_id: int, reader: int, notes: Sequence[NoteFor]) -> set[int]:
    """Of whom else the notes for ``reader`` tell though they should not (S-175).

    Of an entry with parts, everybody else who has one; for a child, besides, of every other child of the family.
    """
    children = set(
        Participant.objects.filter(case_id=case_id, role=ParticipantRole.CHILD).values_list("person_id", flat=True)
    )
    siblings = children - {reader} if reader in children else set()
    wanted = siblings | {person for note in notes for person in note.shared_with} | {reader}
    rows = Person.objects.filter(id__in=wanted).values_list("id", "display_name", "born_on") if notes else ()
    known = {number: Known([name], births=[born] if born else []) for number, name, born in rows}
    found: set[int] = set()
    for note in notes:
        others = {one: known[one] for one in (siblings | note.shared_with) - {reader} if one in known}
        found |= set(told_of_others([note.line.words], own=[known[reader]], others=others))
    return found
