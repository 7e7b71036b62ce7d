"""A qualified worker signs what a student or a volunteer signed."""

from __future__ import annotations

from django.db import transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import CoSignature, Note
from alongside.practice.contacts.queries.facts import recording_facts
from alongside.practice.contacts.rules.contacts import may_record
from alongside.practice.contacts.rules.cosigning import may_cosign


@transaction.atomic
def cosign_note(*, note: Note, words: str = "", by: Reader) -> CoSignature:
    """Sign a note that waits for it; from then on it stands, and may be in what the person is given (S-206).

    Refused: a note that does not wait, whoever wrote it, a student or volunteer, someone outside the team. Recorded:
    who, when, and what she says of it; never changed.
    """
    row = held(Note.objects.filter(id=note.id))
    done = CoSignature.objects.filter(note=row).exists()
    require(
        may_cosign(
            by,
            needed=row.needs_cosign and row.signed_at is not None,
            done=done,
            author_id=row.author_id,
            signed_by_id=row.signed_by_id,
        )
    )
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    return CoSignature.objects.create(
        circle_id=row.circle_id,
        level=row.level,
        note=row,
        at=clock.now(),
        words=words.strip(),
        author_id=by.actor_id,
    )
