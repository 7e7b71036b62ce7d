"""The other files of a family in which an entry may stand too, and those in which it does (S-175)."""

from __future__ import annotations

from django.db.models import Q

from alongside.agency.access.enums import CircleKind
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import Contact, ContactPart, ContactPerson
from alongside.practice.contacts.queries.facts import CaseFacts, recording_facts
from alongside.record.cases.enums import CaseState
from alongside.record.cases.models import Assignment, Case, Participant
from alongside.record.cases.queries import carrying_on
from alongside.record.people.models import Relationship

MOST = 6
"""So many other files are offered."""


def files_of_family(facts: CaseFacts, *, by: Reader) -> tuple[CaseFacts, ...]:
    """The other open cases of the same family that ``by`` carries: somebody of this one, or their kin, takes part.

    What she does not carry is not looked at, so that nothing tells her of it. A victim service stands by itself.
    Noted as read.
    """
    if facts.case.circle.kind == CircleKind.VICTIM_SERVICE:
        return ()
    here = {one.id for one in facts.people}
    ties = Relationship.objects.filter(Q(person__in=here) | Q(other__in=here), withdrawn_on=None)
    family = here | {number for pair in ties.values_list("person_id", "other_id") for number in pair}
    today = clock.today()
    mine = Assignment.objects.filter(carrying_on(today), worker_id=by.worker_id or 0).values("case_id")
    parts = Participant.objects.filter(Q(until_on=None) | Q(until_on__gt=today), person__in=family).values("case_id")
    rows = (
        Case.objects.filter(id__in=parts)
        .filter(id__in=mine, state__in=(CaseState.OPEN, CaseState.REOPENED))
        .exclude(id=facts.case.id)
    )
    found = rows.exclude(circle__kind=CircleKind.VICTIM_SERVICE).order_by("number").values_list("id", flat=True)
    files = tuple(recording_facts(case=number, by=by) for number in found[:MOST])
    for file in files:
        people = [one.id for one in file.people]
        note_reading("contact form", circle=file.case.circle_id, people=people, kind="case", ids=[file.case.id])
    return files


def same_occasion(contact: Contact) -> list[Contact]:
    """Every entry of the same occasion that the reader sees, this one first."""
    rows = Contact.objects.filter(occasion=contact.occasion).select_related("case__circle").order_by("id")
    return sorted(rows, key=lambda row: row.id != contact.id)


def people_of(contact: Contact) -> dict[int, str]:
    """In whose files an entry stands here, by number: those who were there, and whoever has a part of it."""
    there = ContactPerson.objects.filter(contact=contact, was_there=True).values_list(
        "person_id", "person__display_name"
    )
    parts = ContactPart.objects.filter(contact=contact).exclude(words="")
    return dict(there) | dict(parts.values_list("person_id", "person__display_name"))
