"""The copy and the letter on paper. Only jobs import this module: typesetting is too heavy for a request."""

from __future__ import annotations

import base64
import hashlib
from uuid import UUID

from django.db import transaction

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Key, Place, encrypt
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.typesetting import Record, Summary, typeset
from alongside.oversight.requests.actions.taking import keep
from alongside.oversight.requests.enums import PaperKind, RequestState
from alongside.oversight.requests.models import RequestedPassage, RequestPaper
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.queries.passages import PAPERS, key_for, texts_of
from alongside.oversight.requests.rules.copying import Decided, copy_of, letter_of


@transaction.atomic
def make_copy(*, request: UUID, by: Reader) -> None:
    """Make copy and letter of a request from the text that is kept, and from nothing else."""
    row = request_row(request, lock=True)
    if row.state != RequestState.MAKING:
        return
    rows = list(RequestedPassage.objects.filter(request=row).order_by("place"))
    decided = [
        Decided(one.section, text, one.level, one.choice, one.reason, one.spans)
        for one, text in zip(rows, texts_of(row, rows), strict=True)
    ]
    agency, day = organisation.the_agency().name, clock.now()
    sheets: dict[str, Record | Summary] = {
        PaperKind.COPY: copy_of(decided, agency=agency, made_at=day),
        PaperKind.LETTER: letter_of(decided, agency=agency, number=row.number, law=row.law, made_at=day),
    }
    for paper in RequestPaper.objects.filter(request=row):
        _fill(paper, typeset(sheets[paper.kind]), key_for(row, paper.circle_id))
    keep(row, "made")


def _fill(paper: RequestPaper, content: bytes, key: Key) -> None:
    place = Place(PAPERS, "content", str(paper.public_id))
    text = base64.b64encode(content).decode()
    paper.content = encrypt(text, key=key, place=place)
    paper.digest, paper.made_at = hashlib.sha256(content).hexdigest(), clock.now()
    paper.version += 1
    paper.save(update_fields=["content", "digest", "made_at", "version"])
