"""Who comes in by a token, and the tokens there are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from alongside.agency.organisation.queries import AgencyView, agency_view
from alongside.agency.staff.enums import Role
from alongside.agency.tokens.models import Token
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ADMINISTERS, Reader


@dataclass(frozen=True, slots=True)
class ComingIn:
    """A program that came in: for whom it reads, by which token, and what the token allows."""

    reader: Reader
    token_id: int
    scopes: frozenset[str]
    agency: AgencyView | None


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token in a list. The secret is not known here; ``begins`` is how its words begin."""

    public_id: UUID
    actor_id: int
    whose: str
    name: str
    begins: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None
    ended_at: datetime | None

    @property
    def live(self) -> bool:
        """Whether a program can still come in by it."""
        return self.ended_at is None and self.expires_at > clock.now()


def come_in_by_token(secret: bytes, request_id: UUID) -> ComingIn | None:
    """Set the reader of this transaction from a token; None, and no reader, for one that is unknown, ended or over."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.come_in_by_token(%s, %s, %s)", [secret, request_id, clock.today()])
        row = cursor.fetchone()
    if row is None:
        return None
    actor_id, kind, name, session_id, powers, teams, index_teams, supervises, worker_id, roles, *more = row
    agency, token_id, scopes = more
    held = frozenset(Role(role) for role in roles)
    reader = Reader(
        actor_id, kind, name, session_id, powers, tuple(teams), tuple(index_teams), tuple(supervises), worker_id, held
    )
    settings = json.loads(agency) if isinstance(agency, str) else agency
    return ComingIn(reader, token_id, frozenset(scopes), agency_view(settings) if settings else None)


def tokens_seen(*, by: Reader) -> list[TokenLine]:
    """One's own tokens, newest first; for whoever administers those of everybody."""
    rows = Token.objects.select_related("actor").order_by("-id")
    if not by.holds(ADMINISTERS):
        rows = rows.filter(actor_id=by.actor_id)
    return [
        TokenLine(
            row.public_id,
            row.actor_id,
            row.actor.name,
            row.name,
            row.begins,
            tuple(row.scopes),
            row.created_at,
            row.expires_at,
            row.last_used_on,
            row.ended_at,
        )
        for row in rows
    ]


def programs(sessions: Iterable[int | None]) -> dict[int, str]:
    """The names of the tokens among ``sessions``, by session: what was read in these was read by a program.

    For whoever reads the logs; everybody else knows her own.
    """
    wanted = {one for one in sessions if one is not None}
    return dict(Token.objects.filter(session_id__in=wanted).values_list("session_id", "name")) if wanted else {}
