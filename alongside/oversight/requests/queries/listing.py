"""Requests as lists and pages show them: where they stand and how many days are left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.holding import held_if_any
from alongside.oversight.requests.enums import Asker, Choice, HoldReason, Law, PaperKind, Proof, RequestState
from alongside.oversight.requests.models import RecordRequest, RequestedPassage, RequestPaper
from alongside.oversight.requests.rules.laws import law_of
from alongside.oversight.requests.rules.passages import TITLES
from alongside.oversight.requests.rules.states import CLOSED, OPEN
from alongside.practice.documents.enums import AttachmentKind
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import ContactPoint
from alongside.record.people.queries.covered import Posting, posting
from alongside.record.people.queries.reaching import preferences_of
from alongside.record.people.rules.wording import safe_words

SOON = 7
"""With so many days left a request is shown as pressing."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list."""

    public_id: UUID
    number: str
    asker_name: str
    person_name: str
    state: str
    state_words: str
    due_on: date
    days_left: int
    closed_on: date | None

    @property
    def pressing(self) -> bool:
        """Whether few days are left."""
        return self.closed_on is None and self.days_left <= SOON


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of a request; ``made`` says whether it is there. ``part`` counts bundles where there are several."""

    public_id: UUID
    kind: str
    words: str
    made: bool
    part: int = 0


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """Everything that a request's page says but for what was gathered."""

    line: RequestLine
    asker: str
    asker_words: str
    arrival_words: str
    received_on: date
    law_words: str
    rule: str
    wanted: str
    longer_on: date | None
    longer_why: str
    may_be_longer: date | None
    proof_words: str
    authority: str
    known_on: date | None
    refusal_words: str
    way_words: str
    digest: str
    complain: str
    open: bool
    opened: bool
    passages: int
    files_waiting: int
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """What was decided about one passage, without its words; ``parts`` is how many parts of it are held back.

    Of a file, what it is, and the SHA-256 of what of it is in the copy.
    """

    place: int
    section: str
    case: str
    level: int
    choice: str
    choice_words: str
    reason: str
    words: str
    parts: int
    decided_at: datetime | None
    decided_by: str
    file_words: str
    left_digest: str


def requests(*, closed: bool = False) -> list[RequestLine]:
    """The requests that wait, the soonest day first; or those that are closed, the newest first."""
    rows = RecordRequest.objects.filter(state__in=CLOSED if closed else OPEN)
    found = list(rows.order_by("-closed_on", "-id")[:200] if closed else rows.order_by("due_on", "id"))
    note_reading("requests list", kind="request", ids=[row.id for row in found])
    return [line_of(row) for row in found]


def line_of(row: RecordRequest) -> RequestLine:
    """A request as a list shows it."""
    return RequestLine(
        row.public_id,
        row.number,
        row.asker_name,
        row.person_name,
        row.state,
        str(RequestState(row.state).label),
        row.due_on,
        (row.due_on - clock.today()).days,
        row.closed_on,
    )


def request_row(public_id: UUID, *, lock: bool = False) -> RecordRequest:
    """A request as a handle; ``NotFound`` when absent or hidden."""
    rows = RecordRequest.objects.filter(public_id=public_id)
    row = held_if_any(rows) if lock else rows.first()
    if row is None:
        raise NotFound
    return row


def request_sheet(public_id: UUID) -> RequestSheet:
    """One request; noted as read."""
    row = request_row(public_id)
    note_reading("request page", people=[row.person_id] if row.person_id else [], kind="request", ids=[row.id])
    law = law_of(row.law)
    papers = RequestPaper.objects.filter(request=row).order_by("id").defer("content")
    return RequestSheet(
        line=line_of(row),
        asker=row.asker,
        asker_words=str(Asker(row.asker).label),
        arrival_words=row.get_arrival_display(),
        received_on=row.received_on,
        law_words=str(Law(row.law).label),
        rule=law.rule,
        wanted=row.wanted,
        longer_on=row.longer_on,
        longer_why=row.longer_why,
        may_be_longer=law.due_longer(row.received_on, row.days) if not row.longer_on else None,
        proof_words=f"{Proof(row.proof).label}. {row.proof_words}" if row.proof else "",
        authority=row.authority,
        known_on=row.known_on,
        refusal_words=f"{row.get_refusal_display()}. {row.refusal_words}" if row.refusal else "",
        way_words=row.get_way_display() if row.way else "",
        digest=row.digest,
        complain=str(law.complain),
        open=row.state in OPEN,
        opened=RequestedPassage.objects.filter(request=row).exists(),
        passages=len(log_rows(row.id)) if row.gathered_at else 0,
        files_waiting=row.files_waiting,
        papers=_paper_lines(list(papers)),
    )


def _paper_lines(papers: Sequence[RequestPaper]) -> tuple[PaperLine, ...]:
    """The papers as a page shows them; a bundle only once it is made, with its number where there are several."""
    bundles = [one.id for one in papers if one.kind == PaperKind.FILES and one.made_at]
    part = {number: at for at, number in enumerate(bundles, start=1)} if len(bundles) > 1 else {}
    return tuple(
        PaperLine(one.public_id, one.kind, str(PaperKind(one.kind).label), one.made_at is not None, part.get(one.id, 0))
        for one in papers
        if one.kind != PaperKind.FILES or one.made_at
    )


def redactions(public_id: UUID) -> tuple[RequestLine, tuple[LogLine, ...]]:
    """The log of what was decided, kept in the house: no word of what was held back stands in it. Noted as read."""
    row = request_row(public_id)
    note_reading("redactions", people=[row.person_id] if row.person_id else [], kind="request", ids=[row.id])
    return line_of(row), tuple(log_rows(row.id))


def log_rows(number: int) -> list[LogLine]:
    """Every passage of a request with its decision, for officers without a conflict of interest."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.request_log(%s)", [number])
        return [_log_line(row) for row in cursor.fetchall()]


def _log_line(row: tuple[Any, ...]) -> LogLine:
    place, section, case, level, choice, reason, words, spans, at, by, kind, digest = row
    held = json.loads(spans) if isinstance(spans, str) else spans
    parts = sum(1 for one in held if one["held"]) if choice == Choice.PART else 0
    label = str(Choice(choice).label) if choice else ""
    why = str(HoldReason(reason).label) if reason else ""
    title, file = str(TITLES.get(section, section)), str(AttachmentKind(kind).label) if kind else ""
    return LogLine(place, title, case, level, choice, label, why, words, parts, at, by or "", file, digest)


def points_of(number: int) -> list[ContactPoint]:
    """Ways to reach the person of a request, with what she called safe; the values stay covered."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.request_points(%s)", [number])
        names = [column.name for column in cursor.description or ()]
        return [ContactPoint(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def ways_of(public_id: UUID) -> list[tuple[str, str]]:
    """The person's ways to be reached, as choices: covered, with what she called safe. Noted as read."""
    row = request_row(public_id)
    points = [one for one in points_of(row.id) if one.kind in (ContactPointKind.ADDRESS, ContactPointKind.EMAIL)]
    note_reading("request page", people=[row.person_id or 0], kind="contact point", ids=[one.id for one in points])
    return [
        (
            str(one.public_id),
            f"{one.get_kind_display()} {one.label}: {safe_words(preferences_of(one), say_as=one.say_as)}",
        )
        for one in points
    ]


def posting_of(public_id: UUID) -> Posting:
    """Whether a letter about a request may go by post: to the person only where she called that safe (R-28)."""
    row = request_row(public_id)
    if row.asker != Asker.PERSON:
        return Posting(True, _("By post only to the address on the signed paper."))
    if row.person_id:
        return posting(row.person_id)
    return Posting(False, _("Nobody knows yet where a letter is safe. Ask how the answer may come."))
