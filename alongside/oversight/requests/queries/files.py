"""The files of a request, opened for whoever has it open, and what must stay hidden in all of its cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.ground.files.kinds import MEDIA_TYPES, FileKind
from alongside.ground.foundation.encryption import (
    Place,
    Unopened,
    decrypt_bytes,
    is_encrypted_bytes,
    key_number_of_bytes,
)
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.requests.enums import Choice, PaperKind
from alongside.oversight.requests.models import RecordRequest, RequestedPassage
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.queries.passages import keys_of, passage_row
from alongside.oversight.requests.rules.files import GoingFile, in_bundles
from alongside.practice.documents.queries import GivenFile
from alongside.record.people.queries.guarding import protected_from
from alongside.record.people.rules.guarding import Protected

LOOKED = "requested file"


def file_to_look_at(request: UUID, passage: UUID) -> GivenFile:
    """A gathered file, to be looked at before anybody decides about it; its reading is logged before it leaves.

    ``NotFound`` when it is not open, no file, or withdrawn since it was gathered.
    """
    row = request_row(request)
    one = passage_row(row, passage)
    content = bytes_of(row, one)
    if content is None:
        raise NotFound
    note_reading(LOOKED, circle=one.circle_id, people=[row.person_id or 0], kind="passage", ids=[one.id])
    name = GoingFile(one.place, one.file_kind).name
    return GivenFile(f"{row.number}-{name}", MEDIA_TYPES[FileKind(one.file_kind)], content)


def bytes_of(row: RecordRequest, one: RequestedPassage) -> bytes | None:
    """The bytes of a gathered file as they were then; None when nobody can open it any more."""
    with connection.cursor() as cursor:
        call = "select f.held_in, f.content from app.request_files(%s, %s) f where f.passage_id = %s"
        cursor.execute(call, [row.id, one.id, one.id])
        found = cursor.fetchone()
    if found is None:
        return None
    held_in, content = found[0], bytes(found[1])
    if is_encrypted_bytes(content):
        key = keys_of(row).get(key_number_of_bytes(content))
        if key is None:
            raise Unopened("What was gathered for this request is shut. Open it again from the page of the request.")
        content = decrypt_bytes(content, key=key, place=Place(held_in, "content", str(one.source)))
    return content if hashlib.sha256(content).hexdigest() == one.file_digest else None


def protected_in(row: RecordRequest) -> list[Protected]:
    """What must stay hidden of everybody whom the cases of a request concern."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.request_protected(%s)", [row.id])
        return protected_from(cursor.fetchall())


def files_of(rows: Iterable[RequestedPassage]) -> dict[int, GoingFile]:
    """The files among the passages of a copy, in its order, by their places: numbered, whatever was decided."""
    found = [one for one in rows if one.file_kind]
    return {one.place: GoingFile(at, one.file_kind, one.left_digest) for at, one in enumerate(found, start=1)}


def papers_for(rows: Sequence[RequestedPassage]) -> dict[str, int]:
    """How many papers of each kind a copy needs: with files that leave, also the bundles in which all of it lies."""
    sizes = [one.file_size for one in rows if one.file_kind and one.choice in (Choice.WHOLE, Choice.PART)]
    return {PaperKind.COPY: 1, PaperKind.LETTER: 1, PaperKind.FILES: len(list(in_bundles(sizes)))}
