"""Looking at a file before anybody may: what waits, and what comes of it. Two steps of a job, none of which writes.

No transaction waits for a scanner or a decoder.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from alongside.agency.keys.queries import opened_bytes
from alongside.ground.files.apart import Cleaned, cleaned
from alongside.ground.files.kinds import FileKind
from alongside.ground.files.scanning import NoAnswer, is_clean
from alongside.ground.files.unfit import Unfit
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.reader import Reader
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries.attachments import TABLE, WAITS


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file as it was brought, in memory alone."""

    version: int
    kind: FileKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of a check: the file made anew; a code of refusal; or neither, when no scanner answered."""

    cleaned: Cleaned | None = None
    refusal: str = ""


def waiting_file(*, public_id: UUID, by: Reader) -> Waiting | None:
    """The file that a job is to make safe; None when ``by`` does not see it any more, or when it is done."""
    row = Attachment.objects.filter(public_id=public_id, state__in=WAITS).first()
    if row is None or row.content is None:
        return None
    clear = opened_bytes(bytes(row.content), Place(TABLE, "content", str(public_id)))
    return Waiting(row.version, FileKind(row.kind), clear)


def examined(file: Waiting) -> Examined:
    """Ask the scanner, where the agency has one, and make the file anew in a process apart. Needs no database.

    Without an answer of the scanner the file stays as it is, unseen: silence is never taken for clean.
    """
    try:
        if settings.SCANNER and not is_clean(file.content, address=settings.SCANNER):
            return Examined(refusal="virus")
        return Examined(cleaned=cleaned(file.kind, file.content))
    except NoAnswer:
        return Examined()
    except Unfit as unfit:
        return Examined(refusal=unfit.code[:20])
