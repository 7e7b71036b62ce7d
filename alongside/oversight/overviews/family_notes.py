"""Notes that one of the family may be given: what is for everybody there, and their own part alone (S-174, S-175)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from alongside.ground.foundation.reader import ORDINARY
from alongside.oversight.requests.rules.others import told_of_others
from alongside.oversight.requests.rules.suggesting import Known
from alongside.practice.contacts.models import ContactPart, ContactRemoval, Note
from alongside.practice.dynamics.enums import CarerItem, KeptItem
from alongside.practice.dynamics.queries import kept_in_case
from alongside.practice.dynamics.rules import may_have_note
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Participant
from alongside.record.people.models import Person

Sights = Sequence[tuple[int, Collection[str]]]


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
    """Notes that were opened to them by name, those with a part for their file, and, for a carer, own words.

    Only what is signed (by a qualified worker, too), not held back, and not taken out of their file. Of what is for
    one person's file alone, only theirs.
    """
    kept = kept_in_case(case_id, KeptItem.NOTE)
    parts = _parts(case_id)
    letting = [person for person, items in sights if CarerItem.NOTES in items]
    mine = {contact for contact, some in parts.items() if reader in some}
    wanted = Q(id__in=[*kept]) | Q(contact__in=mine) | (Q(said_by_id__in=letting) & ~Q(own_words=""))
    rows = Note.objects.filter(wanted, case_id=case_id, level=ORDINARY, shared=True, signed_at__isnull=False)
    out = ContactRemoval.objects.filter(Q(person=None) | Q(person_id=reader), contact__case_id=case_id)
    rows = rows.exclude(needs_cosign=True, cosigned=None).exclude(contact__in=out.values("contact_id"))
    found = []
    for row in rows.select_related("contact", "said_by").order_by("contact__at", "id"):
        some = parts.get(row.contact_id, {})
        whole = may_have_note(kept.get(row.id, ()), reader, part=reader in some)
        if whole or (row.said_by_id in letting and None not in kept.get(row.id, ())):
            found.append(NoteFor(_line(row, some.get(reader, ""), reader, whole=whole), frozenset(some)))
    return found


def _parts(case_id: int) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = ContactPart.objects.filter(contact__case_id=case_id, level=ORDINARY).exclude(words="")
    for contact, person, words in rows.values_list("contact_id", "person_id", "words"):
        found[contact][person] = words
    return found


def _line(row: Note, part: str, reader: int, *, whole: bool) -> CopyLine:
    """All of it, with their part; else only the own words of whoever lets a carer read them.

    Of an entry with parts, what somebody else said word for word is theirs and stays out.
    """
    own = row.own_words if not part or row.said_by_id == reader else ""
    texts = (row.text, own, *row.sections.values(), part) if whole else (row.own_words,)
    speaker = "" if whole or row.said_by is None else row.said_by.display_name
    words = "\n".join(text for text in texts if text)
    return CopyLine(str(KeptItem.NOTE.label), "", words, speaker, row.contact.at.date())


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
