"""A token is made, and ends."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from alongside.agency.access.actions import open_session
from alongside.agency.access.enums import SessionKind
from alongside.agency.tokens.models import Token
from alongside.agency.tokens.rules import PREFIX, SECRET_BYTES, SHOWN, USUAL_DAYS, may_make, words_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import Reader


@transaction.atomic
def make_token(*, name: str, scopes: Collection[str], days: int = USUAL_DAYS, by: Reader) -> str:
    """Make a token for a program that acts for ``by``, ending after ``days``; returns its words, told only now.

    It reads what ``by`` may read, at every moment, and never more; what it may do is bounded by ``scopes``. Refused
    to who does not work here, without a name or a known scope, for longer than a year. History records it.
    """
    require(may_make(name, scopes, days, works_here=by.worker_id is not None))
    secret = secrets.token_bytes(SECRET_BYTES)
    until = clock.now() + timedelta(days=days)
    session = open_session(
        actor_id=by.actor_id, kind=SessionKind.TOKEN, secret=secret, expires_at=until, note=name.strip()
    )
    if session is None:
        raise Refused("actor.ended", _("This worker has left the agency and cannot act any more."))
    words = words_of(secret)
    Token.objects.create(
        actor_id=by.actor_id,
        session_id=session,
        name=name.strip(),
        begins=words[: len(PREFIX) + SHOWN],
        scopes=sorted(scopes),
        expires_at=until,
    )
    return words


def end_token(*, token: UUID, by: Reader) -> None:
    """End a token: the next call with it is refused. Only its worker, or whoever administers, may; others find none."""
    with connection.cursor() as cursor:
        cursor.execute("select app.end_token(%s)", [token])
        if not cursor.fetchone()[0]:
            raise NotFound
