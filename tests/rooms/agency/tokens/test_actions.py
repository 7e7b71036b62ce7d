"""A token is made for its worker and ended by her, or by whoever administers."""

from __future__ import annotations

import hashlib

import pytest

from alongside.agency.access.models import AccessSession, History
from alongside.agency.staff.actions import end_worker
from alongside.agency.staff.models import Worker
from alongside.agency.tokens.actions import end_token, make_token
from alongside.agency.tokens.models import Token
from alongside.agency.tokens.rules import secret_in
from alongside.ground.foundation.errors import NotFound, Refused
from tests.conftest import Become


def test_only_a_hash_of_the_secret_is_kept_and_history_tells_that_it_was_made(become: Become) -> None:
    by = become("worker")
    words = make_token(name=" Figures ", scopes=["cases:read"], days=30, by=by)
    token = Token.objects.get(actor_id=by.actor_id)
    session = AccessSession.objects.get(id=token.session_id)
    secret = secret_in(words)
    assert secret
    assert bytes(session.secret_hash) == hashlib.sha256(secret).digest()
    assert (token.name, token.begins, session.kind) == ("Figures", words[: len(token.begins)], "token")
    assert len(token.begins) < len(words) - 30
    assert session.expires_at == token.expires_at
    become("privacy")
    assert History.objects.filter(table_name="tokens_token", row_id=token.id, verb="insert").exists()


def test_what_may_not_be_made_is_refused_and_nothing_is_kept(become: Become) -> None:
    by = become("worker")
    with pytest.raises(Refused, match="from 1 to 365"):
        make_token(name="Figures", scopes=["cases:read"], days=400, by=by)
    assert not Token.objects.exists()


def test_whoever_has_left_makes_none(become: Become) -> None:
    gone = become("colleague")
    worker = Worker.objects.get(actor_id=gone.actor_id)
    end_worker(worker=worker, by=become("admin"))
    with pytest.raises(Refused, match="has left the agency"):
        make_token(name="Figures", scopes=["cases:read"], by=gone)
    assert not Token.objects.exists()


def test_nobody_ends_the_token_of_another(become: Become) -> None:
    by = become("worker")
    make_token(name="Figures", scopes=["cases:read"], by=by)
    token = Token.objects.get(actor_id=by.actor_id)
    for username in ("colleague", "supervisor", "privacy"):
        with pytest.raises(NotFound):
            end_token(token=token.public_id, by=become(username))
    end_token(token=token.public_id, by=become("admin"))
    by = become("worker")
    assert Token.objects.get(id=token.id).ended_at
    with pytest.raises(NotFound):
        end_token(token=token.public_id, by=by)
