"""The definer functions: only the secret of a live token lets in, and only for its worker."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from alongside.agency.access import queries as readings
from alongside.agency.access.actions import open_session
from alongside.agency.access.enums import SessionKind
from alongside.agency.tokens.actions import end_token, make_token
from alongside.agency.tokens.models import Token
from alongside.agency.tokens.queries import come_in_by_token
from alongside.agency.tokens.rules import secret_in
from alongside.ground.foundation import clock
from tests.conftest import Become

SCOPE_OF = {"worker": "cases:read", "supervisor": "people:read", "intake": "intakes:read"}


def test_the_secret_of_another_entrance_lets_nobody_in(become: Become) -> None:
    by = become("worker")
    secret = hashlib.sha256(b"desk").digest()
    until = clock.now() + timedelta(hours=1)
    open_session(actor_id=by.actor_id, kind=SessionKind.DESK, secret=secret, expires_at=until)
    assert come_in_by_token(secret, uuid4()) is None
    assert readings.enter(secret) is not None


def test_when_it_was_last_used_is_kept_without_a_history_of_it(become: Become) -> None:
    by = become("worker")
    secret = secret_in(make_token(name="Figures", scopes=["cases:read"], by=by))
    assert secret
    for _time in range(2):
        found = come_in_by_token(secret, uuid4())
        assert found
        assert found.reader.actor_id == by.actor_id
    with connection.cursor() as cursor:
        cursor.execute("select last_used_on, version from tokens_token where actor_id = %s", [by.actor_id])
        assert cursor.fetchone() == (clock.today(), 1)


def test_the_application_cannot_change_a_token_by_itself(become: Become) -> None:
    by = become("worker")
    make_token(name="Figures", scopes=["cases:read"], by=by)
    for sql in ("update tokens_token set scopes = '{cases:write}'", "delete from tokens_token"):
        with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_each_token_opens_its_own_and_one_that_ended_opens_nothing(become: Become) -> None:
    words = {name: make_token(name=name, scopes=[scope], by=become(name)) for name, scope in SCOPE_OF.items()}
    ended = make_token(name="Ended", scopes=["cases:read"], by=become("worker"))
    one = Token.objects.get(name="Ended")
    end_token(token=one.public_id, by=become("worker"))
    for name, scope in SCOPE_OF.items():
        secret = secret_in(words[name])
        assert secret
        found = come_in_by_token(secret, uuid4())
        assert found
        assert (found.reader.name, set(found.scopes)) == (become(name).name, {scope})
    secret = secret_in(ended)
    assert secret
    assert come_in_by_token(secret, uuid4()) is None
    assert come_in_by_token(b"nobody's", uuid4()) is None


def test_only_the_token_that_was_used_is_said_to_be_used(become: Become) -> None:
    by = become("worker")
    secret = secret_in(make_token(name="Used", scopes=["cases:read"], by=by))
    make_token(name="Lying", scopes=["cases:read"], by=by)
    assert secret
    come_in_by_token(secret, uuid4())
    become("worker")
    assert {row.name: row.last_used_on for row in Token.objects.all()} == {"Used": clock.today(), "Lying": None}
