"""The copy and the letter on paper. Only jobs import this module: typesetting is too heavy for a request."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Key, Place, encrypt
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.typesetting import Record, Summary, typeset
from alongside.oversight.requests.actions.taking import keep
from alongside.oversight.requests.enums import Choice, PaperKind, RequestState
from alongside.oversight.requests.models import RecordRequest, RequestedPassage, RequestPaper
from alongside.oversight.requests.queries.files import bytes_of, files_of
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.queries.passages import PAPERS, key_for, texts_of
from alongside.oversight.requests.rules.copying import Decided, copy_of, letter_of
from alongside.oversight.requests.rules.files import in_bundles, zipped
from alongside.oversight.requests.rules.keeping import kept

LEAVING = (Choice.WHOLE, Choice.PART)
Going = tuple[RequestedPassage, str]
"""A file that leaves, whole or in part, and what can be read in it."""


@transaction.atomic
def make_copy(*, request: UUID, by: Reader) -> None:
    """Make copy and letter of a request from the text that is kept, and from nothing else, and put its files beside.

    Where a file was withdrawn while this waited, nothing is made: the request waits for a decision again.
    """
    row = request_row(request, lock=True)
    if row.state != RequestState.MAKING:
        return
    rows = list(RequestedPassage.objects.filter(request=row).order_by("place"))
    texts = texts_of(row, rows)
    going = [(one, text) for one, text in zip(rows, texts, strict=True) if one.file_kind and one.choice in LEAVING]
    if not _note_digests(row, going):
        keep(row, "decide")
        return
    numbered = files_of(rows)
    decided = [
        Decided(one.section, text, one.level, one.choice, one.reason, one.spans, numbered.get(one.place))
        for one, text in zip(rows, texts, strict=True)
    ]
    agency, day = organisation.the_agency().name, clock.now()
    sheets: dict[str, Record | Summary] = {
        PaperKind.COPY: copy_of(decided, agency=agency, made_at=day),
        PaperKind.LETTER: letter_of(
            decided, agency=agency, number=row.number, law=row.law, made_at=day, waiting=row.files_waiting
        ),
    }
    papers = {f"{kind}.pdf": typeset(sheet) for kind, sheet in sheets.items()}
    names = [f"files/{numbered[one.place].name}" for one, _text in going]
    _fill(row, PaperKind.COPY, [papers["copy.pdf"]])
    _fill(row, PaperKind.LETTER, [papers["letter.pdf"]])
    _fill(row, PaperKind.FILES, _bundles(row, papers, dict(zip(names, going, strict=True))))
    keep(row, "made")


def _note_digests(row: RecordRequest, going: Sequence[Going]) -> bool:
    """Record the digest of what leaves of each file; False when one of them cannot be opened any more."""
    for one, text in going:
        content = _leaving(row, one, text)
        if content is None:
            return False
        one.left_digest = hashlib.sha256(content).hexdigest()
    RequestedPassage.objects.bulk_update([one for one, _text in going], ["left_digest"])
    return True


def _leaving(row: RecordRequest, one: RequestedPassage, text: str) -> bytes | None:
    """What leaves of a file: its bytes, or, where it is cut, a text written anew from what is kept."""
    content = bytes_of(row, one)
    if content is None or one.choice == Choice.WHOLE:
        return content
    return kept(text, choice=one.choice, reason=one.reason, spans=one.spans).encode()


def _bundles(row: RecordRequest, papers: Mapping[str, bytes], going: Mapping[str, Going]) -> Iterator[bytes]:
    """The bundles of a copy with files, one in memory at a time: copy and letter lie in the first."""
    names = list(going)
    for places in in_bundles([one.file_size for one, _text in going.values()]):
        parts = dict(papers) if 0 in places else {}
        for name in (names[at] for at in places):
            parts[name] = _leaving(row, *going[name]) or b""
        yield zipped(parts)


def _fill(row: RecordRequest, kind: PaperKind, contents: Iterable[bytes]) -> None:
    """Fill as many papers of a kind as there are contents; those that an earlier copy needed as well stay empty."""
    papers = iter(RequestPaper.objects.filter(request=row, kind=kind).order_by("id"))
    for content in contents:
        paper = next(papers)
        _write(paper, content, key_for(row, paper.circle_id))


def _write(paper: RequestPaper, content: bytes, key: Key) -> None:
    place = Place(PAPERS, "content", str(paper.public_id))
    text = base64.b64encode(content).decode()
    paper.content = encrypt(text, key=key, place=place)
    paper.digest, paper.made_at = hashlib.sha256(content).hexdigest(), clock.now()
    paper.version += 1
    paper.save(update_fields=["content", "digest", "made_at", "version"])
