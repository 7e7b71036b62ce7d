"""Adding a file to a contact, such as a letter that was handed over at a visit."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.contacts.models import Contact, ContactFile
from alongside.practice.documents import actions as documents
from alongside.practice.documents.actions import NewFile
from alongside.practice.documents.models import Attachment


@transaction.atomic
def add_file_to_contact(*, contact: Contact, file: NewFile, by: Reader) -> Attachment:
    """Add a file to a contact and so to its case; also when the note is signed, since the note stays as it was.

    Of a contact that fewer people see, the file is seen by no more. Refused like ``documents.add_file``.
    """
    level = contact.level if contact.level != ORDINARY else file.level
    row = documents.add_file(case=contact.case, file=replace(file, level=level), by=by)
    ContactFile.objects.create(circle_id=row.circle_id, level=row.level, contact=contact, attachment=row)
    return row
