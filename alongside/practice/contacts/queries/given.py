"""Notes that one of a family may be given: opened to them by name, with a part for their file, or own words let read.

Everything that leaves for one of a family reads its notes here (S-174, S-175).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.contacts.models import ContactPart, ContactPerson, ContactRemoval, Note
from alongside.practice.dynamics.enums import CarerItem, KeptItem
from alongside.practice.dynamics.queries import kept_in_case
from alongside.practice.dynamics.rules import may_have_note

Sights = Sequence[tuple[int, Collection[str]]]


@dataclass(frozen=True, slots=True)
class GivenNote:
    """A note for somebody: its words for them. ``whole``: not only own words; ``by_name``: it was opened to them.

    ``own_words`` may stand in it; ``parts_of`` are those who have a part of their own in it.
    """

    row: Note
    texts: tuple[str, ...]
    whole: bool
    by_name: bool
    own_words: bool
    parts_of: frozenset[int]


def notes_given(case_id: int, reader: int, sights: Sights = ()) -> list[GivenNote]:
    """The notes of a case for ``reader``, oldest first.

    Only what is signed (by a qualified worker, too), not held back, and not taken out of their file. Of what is for
    one person's file alone, only theirs; of an entry with parts, what somebody else said word for word stays out.
    """
    kept, parts = kept_in_case(case_id, KeptItem.NOTE), _parts(case_id)
    letting = [person for person, items in sights if CarerItem.NOTES in items]
    mine = {contact for contact, some in parts.items() if reader in some}
    wanted = Q(id__in=[*kept]) | Q(contact__in=mine) | (Q(said_by_id__in=letting) & ~Q(own_words=""))
    rows = Note.objects.filter(wanted, case_id=case_id, level=ORDINARY, shared=True, signed_at__isnull=False)
    rows = rows.exclude(needs_cosign=True, cosigned=None).exclude(contact__in=_out(case_id, reader))
    found = []
    for row in rows.select_related("contact", "said_by").order_by("contact__at", "id"):
        to, some = kept.get(row.id, frozenset()), parts.get(row.contact_id, {})
        if may_have_note(to, reader, part=reader in some):
            own = not some or row.said_by_id == reader
            texts = (row.text, row.own_words if own else "", *row.sections.values(), some.get(reader, ""))
            said = tuple(text for text in texts if text)
            found.append(GivenNote(row, said, True, reader in to, own, frozenset(some)))
        elif row.said_by_id in letting and None not in to:
            found.append(GivenNote(row, (row.own_words,), False, False, True, frozenset(some)))
    return found


def contacts_given(case_id: int, reader: int) -> set[int]:
    """The numbers of the contacts at which ``reader`` was, and that were not taken out of their file."""
    there = ContactPerson.objects.filter(contact__case_id=case_id, person_id=reader, was_there=True, level=ORDINARY)
    return set(there.exclude(contact__in=_out(case_id, reader)).values_list("contact_id", flat=True))


def _out(case_id: int, reader: int) -> set[int]:
    rows = ContactRemoval.objects.filter(Q(person=None) | Q(person_id=reader), contact__case_id=case_id)
    return set(rows.values_list("contact_id", flat=True))


def _parts(case_id: int) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = ContactPart.objects.filter(contact__case_id=case_id, level=ORDINARY).exclude(words="")
    for contact, person, words in rows.values_list("contact_id", "person_id", "words"):
        found[contact][person] = words
    return found
