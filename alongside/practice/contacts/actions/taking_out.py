"""Taking an entry out of one person's file, of one case's, or of all: always asked, never silent (S-175)."""

from __future__ import annotations

from django.db import transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import require
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.contacts.enums import TakenFrom
from alongside.practice.contacts.models import Contact, ContactRemoval
from alongside.practice.contacts.queries.several import people_of, same_occasion
from alongside.practice.contacts.rules.several import may_take_out, taking_out_faults
from alongside.record.cases.queries import standing


@transaction.atomic
def take_out_contact(
    *, contact: Contact, where: str, person_id: int | None = None, why: str, by: Reader
) -> list[ContactRemoval]:
    """Take an entry out of the file of one person (``person_id``), of this case, or of every file ``by`` sees it in.

    Refused: which of these is not said, no reason, somebody in whose file it does not stand, and a case that ``by``
    does not carry. What was signed stays as it was signed; it is in no list and no copy any more. Recorded: from which
    file, why, by whom. Taken out twice is taken out once. Returns what was taken out now.
    """
    here = Contact.objects.select_related("case__circle").get(id=contact.id)
    there = people_of(here)
    refuse_faults("contact.take_out", taking_out_faults(where=where, person_id=person_id, why=why, there=[*there]))
    rows = same_occasion(here) if where == TakenFrom.ALL else [here]
    whose = person_id if where == TakenFrom.PERSON else None
    for row in rows:
        require(may_take_out(by, standing(row.case, by)))
    done = set(
        ContactRemoval.objects.filter(contact__in=[row.id for row in rows], person=whose).values_list(
            "contact_id", flat=True
        )
    )
    return [
        ContactRemoval.objects.create(
            circle_id=row.circle_id,
            level=row.level,
            contact=row,
            person_id=whose,
            why=why.strip(),
            at=clock.now(),
            author_id=by.actor_id,
        )
        for row in rows
        if row.id not in done
    ]
