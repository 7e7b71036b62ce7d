"""Writing down what came of the check of a file, which the job looked up in a process apart (``queries.checking``)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from alongside.agency.keys.actions import encrypt_bytes_with_key
from alongside.ground.files.apart import Cleaned
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.holding import held_if_any
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.practice.documents.actions.attaching import CHECK
from alongside.practice.documents.enums import AttachmentState
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries.attachments import TABLE, WAITS
from alongside.practice.documents.queries.checking import Examined, Waiting
from alongside.practice.documents.rules.attaching import PAUSES


@transaction.atomic
def settle_file(*, public_id: UUID, file: Waiting, found: Examined, by: Reader) -> None:
    """Write down what came of a check. The bytes that were brought are gone from the row, whatever came of it.

    Nothing is written when the file was changed meanwhile. Without an answer of the scanner it is tried again later.
    """
    rows = Attachment.objects.defer("content", "thumbnail")
    row = held_if_any(rows.filter(public_id=public_id, state__in=WAITS, version=file.version))
    if row is None:
        return
    row.version += 1
    if found.cleaned is not None:
        _keep(row, found.cleaned, by)
    elif found.refusal:
        row.state, row.refusal, row.content, row.size = AttachmentState.REFUSED, found.refusal, None, 0
        row.checked_at = clock.now()
        row.save(update_fields=["state", "refusal", "content", "size", "checked_at", "version"])
    else:
        row.state, row.tries = AttachmentState.UNSCANNED, min(row.tries + 1, 9999)
        row.save(update_fields=["state", "tries", "version"])
        pause = timedelta(minutes=PAUSES[min(row.tries, len(PAUSES)) - 1])
        defer(CHECK, at=clock.now() + pause, attachment=str(public_id), actor=by.actor_id)


def _keep(row: Attachment, made: Cleaned, by: Reader) -> None:
    def boxed(column: str, content: bytes) -> bytes | None:
        place = Place(TABLE, column, str(row.public_id))
        return encrypt_bytes_with_key(circle=row.circle_id, place=place, content=content, by=by) if content else None

    row.content, row.thumbnail = boxed("content", made.content), boxed("thumbnail", made.thumbnail)
    row.kind, row.size, row.state = made.kind.value, len(made.content), AttachmentState.READY
    row.checked_at = clock.now()
    row.save(update_fields=["content", "thumbnail", "kind", "size", "state", "checked_at", "version"])
