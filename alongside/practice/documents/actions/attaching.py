"""Bringing a file to a case, replacing it with a better one, withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from alongside.agency.keys.actions import encrypt_bytes_with_key
from alongside.ground.files.kinds import FileKind, kind_of
from alongside.ground.files.lines import strokes_of
from alongside.ground.files.names import clean_name, without_ending
from alongside.ground.files.unfit import Unfit
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries.attachments import TABLE, WAITS
from alongside.practice.documents.rules.attaching import (
    fits_the_case,
    may_add_at,
    may_add_file,
    may_replace_file,
    may_withdraw_file,
    words_of_refusal,
)
from alongside.record.cases.models import Case
from alongside.record.cases.queries import standing

CHECK = "documents.check"
"""The job that makes a file safe, registered by the door of the jobs."""
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class NewFile:
    """What somebody brings: what she calls it, the name that it has on her machine, its bytes, who may see it."""

    name: str
    content: bytes
    title: str = ""
    level: int = ORDINARY


@transaction.atomic
def add_file(*, case: Case, file: NewFile, public_id: UUID | None = None, by: Reader) -> Attachment:
    """Add a file to a case. It can be opened once a job has made it anew; until then its bytes lie encrypted.

    Refused: outside the team, a level that ``by`` does not hold, a kind of file that is not kept (found from its
    bytes), too large, a case that is full. Recorded: that it was added, in history, without its bytes.
    """
    return _added(case, file, _kind(file.content), public_id=public_id, by=by)


@transaction.atomic
def add_drawn_file(*, case: Case, lines: str, title: str, level: int, by: Reader) -> Attachment:
    """Keep lines that were drawn on the screen, such as a signature (``ground.files.lines``), as a picture.

    Refused like a file; and whatever is no line, or hardly one.
    """
    if strokes_of(lines) is None:
        reason = _("Nothing was drawn that could be kept. Draw it again, or type the name instead.")
        raise Refused("file.lines", reason, fields={"drawn": reason})
    return _added(case, NewFile("", lines.encode(), title, level), FileKind.LINES, by=by)


@transaction.atomic
def replace_file(*, attachment: Attachment, file: NewFile, by: Reader) -> Attachment:
    """Put a better file in the place of another, which stays as its earlier version. Level and title go along.

    Refused like ``add_file``, and for a file that was withdrawn or replaced before.
    """
    old = _held(attachment)
    require(may_replace_file(withdrawn=old.withdrawn_at is not None, replaced=old.replaced_at is not None))
    better = NewFile(file.name, file.content, file.title or old.title, old.level)
    new = _added(old.case, better, _kind(file.content), replaces=old, by=by)
    old.replaced_at = clock.now()
    old.version += 1
    old.save(update_fields=["replaced_at", "version"])
    return new


@transaction.atomic
def withdraw_file(*, attachment: Attachment, why: str, version: int | None = None, by: Reader) -> Attachment:
    """Withdraw a file, such as one that was added to the wrong case: nobody opens it any more, nothing is deleted.

    Refused: without a reason, by others than whoever added it or leads the case. Raises ``Stale``.
    """
    row = _held(attachment)
    if version is not None and version != row.version:
        raise Stale(_("This file was changed meanwhile. Look at it again."), {"title": row.title})
    own = row.added_by_id == by.actor_id
    require(may_withdraw_file(by, standing(row.case, by), own=own, withdrawn=row.withdrawn_at is not None))
    if not why.strip():
        reason = _("Say why in a few words, such as: belongs to another case.")
        raise Refused("file.why", reason, fields={"why": reason})
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_why = clock.now(), by.actor_id, why.strip()[:300]
    row.version += 1
    row.save(update_fields=["withdrawn_at", "withdrawn_by_id", "withdrawn_why", "version"])
    return row


@transaction.atomic
def recheck_file(*, attachment: Attachment, by: Reader) -> None:
    """Have a file checked again whose check did not end, or that no scanner has seen. Refused outside the team."""
    row = _held(attachment)
    require(may_add_file(by, standing(row.case, by), row.case.state))
    if row.state not in WAITS:
        raise Refused("file.checked", _("This file is checked already."))
    defer(CHECK, attachment=str(row.public_id), actor=by.actor_id)


def _kind(content: bytes) -> FileKind:
    try:
        return kind_of(content)
    except Unfit as unfit:
        words = words_of_refusal(unfit.code)
        raise Refused(f"file.{unfit.code}", words, fields={"files": words}) from None


def _added(
    case: Case,
    file: NewFile,
    kind: FileKind,
    *,
    public_id: UUID | None = None,
    replaces: Attachment | None = None,
    by: Reader,
) -> Attachment:
    stands = standing(case, by)
    require(may_add_file(by, stands, case.state))
    require(may_add_at(by, stands, file.level), field="level")
    kept = Attachment.objects.filter(case=case).aggregate(bytes=Sum("size"))["bytes"] or 0
    require(fits_the_case(kept, len(file.content)), field="files")
    named, name = uuid4() if public_id is None else public_id, clean_name(file.name)
    title = " ".join(file.title.split()) or without_ending(name) or _("File")
    box = encrypt_bytes_with_key(
        circle=case.circle_id, place=Place(TABLE, "content", str(named)), content=file.content, by=by
    )
    row = Attachment.objects.create(
        public_id=named,
        circle_id=case.circle_id,
        level=file.level,
        case=case,
        title=title[:LONGEST_TITLE],
        file_name=name,
        kind=kind.value,
        size=len(file.content),
        content=box,
        replaces=replaces,
        added_at=clock.now(),
        added_by_id=by.actor_id,
    )
    defer(CHECK, attachment=str(named), actor=by.actor_id)
    return row


def _held(attachment: Attachment) -> Attachment:
    rows = Attachment.objects.defer("content", "thumbnail").select_related("case__circle")
    return held(rows.filter(id=attachment.id))
