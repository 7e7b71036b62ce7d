"""A consent beside the one that it replaces: what is different, in words; and the files that prove signatures."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from alongside.practice.consents.enums import FilePart, RecipientKind, Regime
from alongside.practice.consents.models import Consent, ConsentFile
from alongside.practice.consents.queries.forms import item_words, purpose_words, until_words
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries import AttachmentLine
from alongside.practice.documents.queries.attachments import line_of, shown_rows


@dataclass(frozen=True, slots=True)
class Change:
    """What a newer consent says otherwise: what it is about, as it was, as it is."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a consent, and what it is to it."""

    part: str
    file: AttachmentLine


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The consent that one replaces with what changed, the one that replaces it, and its files."""

    replaces: UUID | None
    changes: tuple[Change, ...]
    replaced_by: UUID | None
    files: tuple[FileLine, ...]


def neighbours_of(public_id: UUID) -> Neighbours:
    """What stands around a consent that the reader sees. Its own reading is noted where it is shown."""
    row = Consent.objects.select_related("replaces").get(public_id=public_id)
    newer = Consent.objects.filter(replaces=row, refused_at=None).order_by("-id").first()
    return Neighbours(
        replaces=row.replaces.public_id if row.replaces else None,
        changes=changes(row.replaces, row) if row.replaces else (),
        replaced_by=newer.public_id if newer else None,
        files=_files(row),
    )


def changes(old: Consent, new: Consent) -> tuple[Change, ...]:
    """What ``new`` says otherwise than ``old``, in the order of a conversation; nothing of what stayed."""
    before, after = _told(old), _told(new)
    return tuple(Change(label, before[label], after[label]) for label in after if before[label] != after[label])


def _told(row: Consent) -> dict[str, str]:
    return {
        _("Which form"): str(Regime(row.regime).label),
        _("Who may receive it"): row.recipient,
        _("That is"): str(RecipientKind(row.recipient_kind).label),
        _("Who gets it from them"): row.passes_on_to,
        _("What may be told"): item_words(row.items, row.items_words),
        _("What for"): purpose_words(row.purpose, row.purpose_words),
        _("Until"): until_words(row.until_on, row.until_event),
    }


def _files(row: Consent) -> tuple[FileLine, ...]:
    parts = dict(ConsentFile.objects.filter(consent=row).values_list("attachment_id", "part"))
    rows = shown_rows(Attachment.objects.filter(id__in=parts)).order_by(F("id"))
    return tuple(FileLine(str(FilePart(parts[one.id]).label), line_of(one)) for one in rows)
