"""What was gathered for a request, opened for whoever has it open."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.agency.keys.queries import unwrapped
from alongside.ground.files.kinds import PICTURES
from alongside.ground.foundation.encryption import Key, Place, Unopened, decrypt, is_encrypted, key_number
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.exports.rules.case_sections import LEVELS
from alongside.oversight.requests.enums import Choice, PaperKind, Worry
from alongside.oversight.requests.models import RecordRequest, RequestedPassage, RequestPaper
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.rules.files import MOST_READ, MOST_SHOWN, can_be_cut
from alongside.oversight.requests.rules.keeping import Piece, Span, pieces
from alongside.oversight.requests.rules.passages import TITLES

PASSAGES = "requests_requestedpassage"
PAPERS = "requests_requestpaper"
UNDECIDED = ("", Choice.ASK)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as its page shows it: what it is, whether it can be looked at here, and whether parts can be cut out.

    ``there`` says that it can still be opened; ``read`` that a machine can read words in it; ``all_shown`` that all of
    them stand on the page, and ``all_searched`` that all were looked through for other people.
    """

    kind_words: str
    size: int
    picture: bool
    cuttable: bool
    there: bool
    read: bool
    all_shown: bool
    all_searched: bool


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage as its page shows it."""

    public_id: UUID
    version: int
    place: int
    of: int
    case: str
    section: str
    level_words: str
    text: str
    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]
    worry_words: str
    choice: str
    reason: str
    reason_words: str
    before: UUID | None
    after: UUID | None
    file: FileView | None = None


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One passage in the list: where it is from, why to look first, what was decided."""

    public_id: UUID
    place: int
    section: str
    case: str
    level: int
    worry: str
    worry_words: str
    choice: str
    choice_words: str
    suggestions: int

    @property
    def undecided(self) -> bool:
        """Whether a human still has to decide."""
        return self.choice in UNDECIDED


def passage_lines(request: UUID) -> tuple[PassageLine, ...]:
    """Every passage that the reader has open, in the order of the copy; without its words. Noted as read."""
    row = request_row(request)
    rows = list(RequestedPassage.objects.filter(request=row).select_related(None).defer("text").order_by("place"))
    numbers = case_numbers(row)
    note_reading("copy page", people=[row.person_id] if row.person_id else [], kind="request", ids=[row.id])
    return tuple(
        PassageLine(
            one.public_id,
            one.place,
            str(TITLES.get(one.section, one.section)),
            numbers.get(one.place, ""),
            one.level,
            one.worry,
            str(Worry(one.worry).label),
            one.choice,
            str(Choice(one.choice).label) if one.choice else "",
            len(one.spans),
        )
        for one in rows
    )


def case_numbers(row: RecordRequest) -> dict[int, str]:
    """The number of the case that each passage is from, by its place."""
    with connection.cursor() as cursor:
        cursor.execute("select l.place, l.case_number from app.request_log(%s) l", [row.id])
        return dict(cursor.fetchall())


def passage_view(request: UUID, passage: UUID) -> PassageView:
    """One passage with its words, its suggestions, and its neighbours; ``NotFound`` when it is not open. Noted."""
    row = request_row(request)
    one = passage_row(row, passage)
    others = list(RequestedPassage.objects.filter(request=row).order_by("place").values_list("public_id", flat=True))
    at = others.index(one.public_id)
    text = texts_of(row, [one])[0]
    note_reading("requested passage", circle=one.circle_id, people=[row.person_id or 0], kind="passage", ids=[one.id])
    return PassageView(
        public_id=one.public_id,
        version=one.version,
        place=one.place,
        of=len(others),
        case=case_numbers(row).get(one.place, ""),
        section=str(TITLES.get(one.section, one.section)),
        level_words=str(LEVELS.get(one.level, "")),
        text=text[:MOST_SHOWN] if one.file_kind else text,
        pieces=tuple(pieces(*_shown(one, text))),
        spans=tuple({**span, "text": text[span["from"] : span["to"]]} for span in one.spans),
        worry_words=str(Worry(one.worry).label),
        choice=one.choice,
        reason=one.reason,
        reason_words=one.reason_words,
        before=others[at - 1] if at else None,
        after=others[at + 1] if at + 1 < len(others) else None,
        file=_file_view(row, one, text) if one.file_kind else None,
    )


def _shown(one: RequestedPassage, text: str) -> tuple[str, Sequence[Span]]:
    """The words that stand on a page, and what is marked in them: of a file, its first ones."""
    if not one.file_kind:
        return text, one.spans
    return text[:MOST_SHOWN], [span for span in one.spans if span["to"] <= MOST_SHOWN]


def _file_view(row: RecordRequest, one: RequestedPassage, text: str) -> FileView:
    return FileView(
        kind_words=str(one.get_file_kind_display()),
        size=one.file_size,
        picture=one.file_kind in PICTURES,
        cuttable=can_be_cut(one.file_kind, text),
        there=one.id in openable(row),
        read=any(letter.isalnum() for letter in text),
        all_shown=len(text) <= MOST_SHOWN,
        all_searched=len(text) <= MOST_READ,
    )


def openable(row: RecordRequest) -> frozenset[int]:
    """The numbers of those passages of a request whose file can still be opened."""
    with connection.cursor() as cursor:
        cursor.execute("select f.passage_id from app.request_files(%s, 0) f", [row.id])
        return frozenset(number for (number,) in cursor.fetchall())


def passage_row(row: RecordRequest, passage: UUID) -> RequestedPassage:
    """One passage of a request as a handle; ``NotFound`` when it is absent or not open."""
    found = RequestedPassage.objects.filter(request=row, public_id=passage).first()
    if found is None:
        raise NotFound
    return found


def texts_of(row: RecordRequest, passages: Sequence[RequestedPassage]) -> list[str]:
    """The words of passages, with one look at the keys."""
    keys = keys_of(row)
    return [_opened(one.text, keys, Place(PASSAGES, "text", str(one.public_id))) for one in passages]


def paper_of(request: UUID, paper: UUID) -> tuple[str, bytes]:
    """Name and bytes of a paper of a request; ``NotFound`` when it is not open or not made yet. Noted as read."""
    row = request_row(request)
    one = RequestPaper.objects.filter(request=row, public_id=paper, made_at__isnull=False).first()
    if one is None:
        raise NotFound
    note_reading("copy made", circle=one.circle_id, people=[row.person_id or 0], kind="request", ids=[row.id])
    text = _opened(one.content, keys_of(row), Place(PAPERS, "content", str(one.public_id)))
    return f"{row.number}-{one.kind}.{'zip' if one.kind == PaperKind.FILES else 'pdf'}", base64.b64decode(text)


def key_for(row: RecordRequest, circle: int) -> Key:
    """The newest key of a circle that something was gathered from, with which a paper is encrypted."""
    keys = [one for one in _wrapped(row) if one[1] == circle]
    if not keys:
        raise Unopened("What was gathered for this request is shut. Open it again from the page of the request.")
    return unwrapped(*max(keys))


def _wrapped(row: RecordRequest) -> list[tuple[int, int, bytes, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.request_keys(%s)", [row.id])
        rows: list[tuple[int, int, bytes, str]] = cursor.fetchall()
        return rows


def keys_of(row: RecordRequest) -> dict[int, Key]:
    """The keys of everything that was gathered for a request and is open to the reader, by their numbers."""
    found = _wrapped(row)
    return {number: unwrapped(number, circle, wrapped, master) for number, circle, wrapped, master in found}


def _opened(text: str, keys: dict[int, Key], place: Place) -> str:
    if not is_encrypted(text):
        return text
    key = keys.get(key_number(text))
    if key is None:
        raise Unopened("What was gathered for this request is shut. Open it again from the page of the request.")
    return decrypt(text, key=key, place=place)
