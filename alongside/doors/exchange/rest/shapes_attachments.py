"""What the API says of files, and what it takes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, WithJsonSchema

from alongside.doors.exchange.rest.shapes_practice import OfCase, Sentence, from_fact
from alongside.doors.exchange.shapes import Given, Line, Resource, Shown
from alongside.ground.files.kinds import LARGEST
from alongside.practice.documents.enums import AttachmentKind, AttachmentState
from alongside.practice.documents.queries import AttachmentLine

LETTERS = r"^[A-Za-z0-9+/]+={0,2}$"
IN_LETTERS = {"type": "string", "contentEncoding": "base64", "pattern": LETTERS, "maxLength": LARGEST * 4 // 3 + 4}
Bytes = Annotated[str, StringConstraints(pattern=LETTERS, max_length=LARGEST * 4 // 3 + 4), WithJsonSchema(IN_LETTERS)]
"""The bytes of a file as letters (base64)."""


class AttachmentsSought(OfCase):
    """Filters of files."""


class AttachmentShown(Resource):
    """A file of a case, without its bytes."""

    case: UUID
    title: str
    file_name: str = Field(description="What it was called where it came from.")
    kind: AttachmentKind = Field(description="What it is, as its bytes say.")
    state: AttachmentState = Field(description="Its bytes are given once it is ready: it was made anew until then.")
    refusal: str = Field(description="Why it was not kept, by a code; empty otherwise.")
    size: int = Field(description="In bytes.")
    level: int = Field(description="1 for everyone who sees the case; otherwise for fewer.")
    added_at: datetime
    added_by: str
    checked_at: datetime | None
    replaces: UUID | None = Field(description="The earlier version, if it is a better one of another.")
    replaced_at: datetime | None
    withdrawn_at: datetime | None = Field(description="Since when nobody is given its bytes any more.")
    withdrawn_why: str

    @classmethod
    def of(cls, fact: AttachmentLine) -> AttachmentShown:
        """From what the record says."""
        return from_fact(cls, fact, kind=AttachmentKind(fact.kind), state=AttachmentState(fact.state))


class ContentShown(Shown):
    """The bytes of a file, as they were made anew, under a neutral name."""

    file_name: str
    media_type: str
    content: Bytes


class NewAttachment(Given):
    """A file to be added to a case, or to a contact of it."""

    case: UUID
    contact: UUID | None = Field(None, description="A contact of the case to which it belongs.")
    name: Line = Field("", description="What the file is called; never believed about what it is.")
    title: Line = Field("", description="What it is; the name of the file by default.")
    restricted: bool = Field(False, description="Only for those who carry the case, and their supervisor.")
    content: Bytes = Field(description="At most 20 MB before they are written as letters.")


class WithdrawnAttachment(Given):
    """Why a file is withdrawn."""

    why: Sentence
