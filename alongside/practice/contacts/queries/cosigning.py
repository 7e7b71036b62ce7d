"""Whether a note waits for the signature of a qualified worker, and who gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import CoSignature, Note
from alongside.practice.contacts.rules.cosigning import may_cosign


@dataclass(frozen=True, slots=True)
class Cosigning:
    """``waits``: nobody has signed it too; ``may``: the reader may; else who did, when, and what she says of it."""

    waits: bool
    may: bool
    by: str
    at: datetime | None
    words: str


def cosigning_of(contact: UUID, *, by: Reader) -> Cosigning | None:
    """How it stands with a note that a student or volunteer signed; None for every other. Two statements."""
    note = Note.objects.filter(contact__public_id=contact, needs_cosign=True).first()
    if note is None:
        return None
    found = CoSignature.objects.filter(note=note).select_related("author").first()
    if found is not None:
        return Cosigning(waits=False, may=False, by=found.author.name, at=found.at, words=found.words)
    decision = may_cosign(by, needed=True, done=False, author_id=note.author_id, signed_by_id=note.signed_by_id)
    return Cosigning(waits=True, may=decision.allowed, by="", at=None, words="")
