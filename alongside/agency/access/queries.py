"""Who is reading, who can see a circle and why, who did see it; and the reading log itself."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from alongside.agency.access.models import Account, Circle, History, Reading
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import fold

_readings: ContextVar[list[dict[str, Any]] | None] = ContextVar("alongside_readings", default=None)


@dataclass(frozen=True, slots=True)
class Opening:
    """One grant that opens a circle: to whom, through what, why, from when until when, and when she last looked."""

    actor_id: int
    name: str
    scope: str
    levels: int
    reason: str
    why: str
    valid_from: datetime
    valid_until: datetime
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """One event of the reading log, as those who may see the circle read it."""

    at: datetime
    actor_id: int
    name: str
    act: str
    ground: str


@dataclass(frozen=True, slots=True)
class Logged:
    """One event of the reading log as the privacy officer reads it: numbers, no names of people, no words."""

    id: int
    at: datetime
    actor_id: int
    name: str
    act: str
    ground: str
    circle_id: int | None
    people: int
    kind: str
    things: int
    result: str
    session_id: int | None


@dataclass(frozen=True, slots=True)
class Emergency:
    """One emergency access: who, where, why, until when, and what the review said."""

    grant: UUID
    actor_id: int
    name: str
    circle_id: int
    team: str
    why: str
    valid_from: datetime
    valid_until: datetime
    reviewed_at: datetime | None
    review_note: str


@dataclass(frozen=True, slots=True)
class Masked:
    """What someone with the index right alone may know of a circle: whose team, and whom to ask."""

    circle_id: int
    team: str
    carriers: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a row's history."""

    at: datetime
    table: str
    row_id: int
    verb: str
    before: dict[str, Any] | None
    actor_id: int | None
    why: str


def enter(secret: bytes, request_id: UUID | None = None) -> Reader | None:
    """Set the reader of this transaction from the secret of an entrance.

    Returns None, and leaves no reader, when the session is unknown, ended, expired, or its actor has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from app.begin_session(%s, %s)", [secret, request_id or uuid4()])
        row = cursor.fetchone()
    if row is None:
        return None
    actor_id, kind, name, session_id, powers, teams, index_teams, supervises = row
    return Reader(actor_id, kind, name, session_id, powers, tuple(teams), tuple(index_teams), tuple(supervises))


def leave() -> None:
    """Take the reader away again; what follows in this transaction sees no record."""
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")


def house_actor() -> int:
    """The number of the house's own actor, as whom jobs act; asked before there is a reader."""
    return int(_rows("select app.house_actor()", [])[0][0])


def account_named(username: str) -> Account | None:
    """The account that signs in by a name, whatever its case; None when there is none."""
    return Account.objects.filter(username__iexact=username).first()


def account_of(actor_id: int) -> Account:
    """The account of an actor who has one."""
    return Account.objects.get(actor_id=actor_id)


def accounts_by_address(address: str) -> list[Account]:
    """The open accounts with an e-mail address, whatever its case."""
    return list(Account.objects.filter(email__iexact=address, is_active=True).exclude(email=""))


def account_by_number(number: int) -> Account | None:
    """One open account, or None."""
    return Account.objects.filter(id=number, is_active=True).first()


def note_reading(
    act: str,
    *,
    circle: int | None = None,
    people: Iterable[int] = (),
    kind: str = "",
    ids: Iterable[int] = (),
    result: str = "shown",
    asked: str = "",
) -> None:
    """Remember that something was read; written to the reading log before the answer leaves.

    ``act`` names the page or resource in words (``case page``); ``circle``, ``people`` and ``ids`` are house numbers.
    ``asked`` is what was asked for, where that is no number: ``asked_digest`` of a search's words, or the outside name
    of what was refused. The database adds the grant that opened it. Outside a request the event is written at once.
    """
    event = {
        "act": act[:60],
        "circle": circle,
        "people": list(people),
        "kind": kind,
        "ids": list(ids),
        "result": result,
        "asked": asked[:64],
    }
    pending = _readings.get()
    if pending is None:
        _write_readings([event])
    else:
        pending.append(event)


def note_refusal(page: str, *, asked: Iterable[object] = ()) -> None:
    """Remember that a reader was told "not found" or "not for you", and for which record she asked.

    The same is written whether the record is hidden or was never there.
    """
    names = [str(one) for one in asked]
    note_reading("refused", kind=page[:40], result="refused", asked=names[0] if names else "")


def asked_digest(words: str) -> str:
    """A digest of typed words that nobody can guess again without the installation's secret; nothing for nothing.

    The same words, in whatever letters and accents, have the same digest, so that two searches can be compared.
    """
    plain = fold(words)
    key = hashlib.sha256(f"asked|{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest() if plain else ""


def collect_readings() -> None:
    """Begin to collect this request's readings, to be written in one statement by ``flush_readings``."""
    _readings.set([])


def flush_readings() -> int:
    """Write the collected readings; returns how many. Fails the request when the log cannot be written."""
    pending = _readings.get()
    _readings.set(None)
    if pending:
        _write_readings(pending)
    return len(pending or ())


def drop_readings() -> None:
    """Collect no more, and forget what was not written: a request that failed showed nothing."""
    _readings.set(None)


def _write_readings(events: list[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select app.note_reading(%s::jsonb)", [json.dumps(events)])


def who_can_see(circle: int) -> list[Opening]:
    """Every live grant that opens ``circle``, for a reader who may see it herself; else an empty list."""
    return [Opening(*row) for row in _rows("select * from app.who_can_see(%s)", [circle])]


def who_looked(circle: int, limit: int = 100) -> list[Look]:
    """The newest ``limit`` readings of ``circle``, for a reader who may see it; else an empty list."""
    return [Look(*row) for row in _rows("select * from app.who_looked(%s, %s)", [circle, limit])]


def emergencies(*, open_only: bool = True) -> list[Emergency]:
    """Emergency accesses that this reader reviews (supervisor of the team, or privacy officer), newest first."""
    return [Emergency(*row) for row in _rows("select * from app.emergencies(%s)", [open_only])]


def log_page(
    *, begins: datetime, ends: datetime, actor_id: int | None = None, before: int | None = None, size: int = 100
) -> list[Logged]:
    """The reading log between two moments, newest first: who, when, what kind, on what ground; no word of a record.

    For the privacy officer; everybody else sees her own events. ``before`` is the number of the last event of the page
    before.
    """
    rows = Reading.objects.filter(at__gte=begins, at__lt=ends).select_related("actor").order_by("-id")
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    note_reading("reading log", kind="log")
    return [
        Logged(
            row.id,
            row.at,
            row.actor_id,
            row.actor.name,
            row.act,
            row.ground,
            row.circle_id,
            len(row.person_ids),
            row.object_kind,
            len(row.object_ids),
            row.result,
            row.session_id,
        )
        for row in rows[:size]
    ]


def log_count(*, begins: datetime, ends: datetime, actor_id: int | None = None, most: int) -> int:
    """How many events ``log_page`` would show on all its pages, counted no further than ``most``."""
    rows = Reading.objects.filter(at__gte=begins, at__lt=ends)
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    return rows.order_by()[:most].count()


def masked_circle(public_id: UUID) -> Masked | None:
    """What the index right alone shows of a circle; None when absent or not to be known."""
    rows = _rows("select * from app.masked_circle(%s)", [public_id])
    return Masked(*rows[0]) if rows else None


def circle_public_id(circle: int) -> UUID | None:
    """The outside name of a circle that this reader sees."""
    return Circle.objects.filter(id=circle).values_list("public_id", flat=True).first()


def changes_of(table: str, row_id: int) -> list[Change]:
    """The history of one row, newest first, as far as this reader may see the row."""
    rows = History.objects.filter(table_name=table, row_id=row_id).order_by("-id")
    return [Change(h.at, h.table_name, h.row_id, h.verb, h.before, h.actor_id, h.why) for h in rows]


def _rows(sql: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
