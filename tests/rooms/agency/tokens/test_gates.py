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
from tests.factories.by_hand import Owner, Rows, told

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


class Tokens:
    """A token of each of two workers, and one more of the first; their secrets are their names."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self.actors: dict[str, int] = dict(owner("select username, actor_id from access_account"))
        self.sessions, self.tokens = {}, {}
        for name, username in (("hers", "worker"), ("also", "worker"), ("his", "colleague")):
            ((hashed,),) = owner("select sha256(%s::bytea)", name)
            actor, until = self.actors[username], clock.now() + timedelta(days=1)
            session = owner.row(
                "access_accesssession", actor_id=actor, secret_hash=hashed, expires_at=until, kind="token"
            )
            token = owner.row("tokens_token", actor_id=actor, session_id=session, name=name, expires_at=until)
            self.sessions[name], self.tokens[name] = session, token

    def public(self, name: str) -> object:
        """The outside name of a token."""
        ((public,),) = self.owner("select public_id from tokens_token where id = %s", self.tokens[name])
        return public

    def ended(self) -> tuple[set[str], set[str]]:
        """The names of the tokens that ended, and of those whose entrance ended."""
        rows = self.owner("select t.name, t.ended_at is not null, s.ended_at is not null from tokens_token t "
                          "join access_accesssession s on s.id = t.session_id where t.id = any(%s)",
                          [*self.tokens.values()])  # fmt: skip
        return {name for name, token, _ in rows if token}, {name for name, _, session in rows if session}


def test_a_program_comes_in_with_the_token_of_its_secret(owner: Owner) -> None:
    made = Tokens(owner)

    def look() -> Rows:
        return told("select actor_id, token_id from app.come_in_by_token('hers', %s, %s)", uuid4(), clock.today())

    found = [(made.actors["worker"], made.tokens["hers"])]
    assert look() == found
    assert owner("select name, last_used_on from tokens_token where last_used_on is not null") == [
        ("hers", clock.today())
    ]
    written = owner("select ctid from tokens_token where id = %s", made.tokens["hers"])
    assert look() == found
    assert owner("select ctid from tokens_token where id = %s", made.tokens["hers"]) == written, "once a day is enough"
    session, token = made.sessions["hers"], made.tokens["hers"]
    wounds = {
        "another secret": f"update access_accesssession set secret_hash = 'x' where id = {session}",
        "another entrance": f"update access_accesssession set kind = 'desk' where id = {session}",
        "ended": f"update tokens_token set ended_at = now() where id = {token}",
    }
    assert owner.unheeded(look, wounds) == []


def test_a_token_is_ended_by_its_worker_or_an_administrator_with_its_entrance_alone(
    become: Become, owner: Owner
) -> None:
    made = Tokens(owner)

    def ends(username: str, name: str) -> Rows:
        become(username)
        return told("select app.end_token(%s)", made.public(name))

    assert ends("colleague", "hers") == [(False,)]
    assert made.ended() == (set(), set())
    assert ends("worker", "hers") == [(True,)]
    assert made.ended() == ({"hers"}, {"hers"})
    moment = owner("select ended_at from tokens_token where id = %s", made.tokens["hers"])
    assert ends("worker", "hers") == [(False,)]
    assert owner("select ended_at from tokens_token where id = %s", made.tokens["hers"]) == moment
    before = clock.now() - timedelta(days=3)
    owner("update access_accesssession set ended_at = %s where id = %s", before, made.sessions["his"])
    assert ends("admin", "his") == [(True,)]
    assert made.ended() == ({"hers", "his"}, {"hers", "his"})
    assert owner("select ended_at from access_accesssession where id = %s", made.sessions["his"]) == [(before,)]
    assert ends("admin", "also") == [(True,)]
