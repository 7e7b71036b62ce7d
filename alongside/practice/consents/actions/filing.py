"""Keeping what proves a signature: the paper that was signed by hand, or the lines drawn on the screen."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.consents.enums import FilePart
from alongside.practice.consents.models import Consent, ConsentFile
from alongside.practice.documents import actions as documents
from alongside.practice.documents.actions import NewFile
from alongside.practice.documents.models import Attachment


@transaction.atomic
def add_signed_paper(*, consent: Consent, file: NewFile, by: Reader) -> Attachment:
    """Add the paper on which a consent was signed, as a scan or a photo; also later, when it comes back by post.

    Refused for a consent that was said no to, and like ``documents.add_file``. Nothing of the consent changes.
    """
    if consent.refused_at is not None:
        raise Refused("consent.refused", _("They said no to this consent, so there is no signed paper of it."))
    named = replace(file, title=file.title or _("Signed consent"), level=consent.level)
    return _joined(consent, documents.add_file(case=consent.case, file=named, by=by), FilePart.PAPER)


@transaction.atomic
def add_drawn_signature(*, consent: Consent, lines: str, name: str, by: Reader) -> Attachment:
    """Keep a signature as it was drawn on the screen, beside the name of who signed. Refused when nothing was drawn."""
    title = _("Signature of %(name)s") % {"name": name.strip()}
    row = documents.add_drawn_file(case=consent.case, lines=lines, title=title, level=consent.level, by=by)
    return _joined(consent, row, FilePart.DRAWN)


def _joined(consent: Consent, row: Attachment, part: FilePart) -> Attachment:
    ConsentFile.objects.create(
        circle_id=row.circle_id, level=row.level, consent=consent, attachment=row, part=part.value
    )
    return row
