"""Who comes in by a token, and who sees which tokens."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from alongside.agency.access import queries as readings
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.queries import come_in_by_token, tokens_seen
from alongside.agency.tokens.rules import secret_in
from alongside.ground.foundation import clock
from tests.conftest import Become


def test_who_comes_in_is_the_worker_with_her_teams_and_roles(become: Become) -> None:
    by = become("worker")
    secret = secret_in(make_token(name="Figures", scopes=["cases:read"], by=by))
    readings.leave()
    assert secret
    found = come_in_by_token(secret, uuid4())
    assert found
    assert (found.reader.actor_id, found.reader.worker_id, found.reader.teams) == (by.actor_id, by.worker_id, by.teams)
    assert found.reader.roles == by.roles
    assert found.scopes == {"cases:read"}
    assert found.agency
    assert found.agency.name
    assert come_in_by_token(b"x" * 32, uuid4()) is None


def test_a_token_that_is_over_lets_nobody_in(become: Become) -> None:
    by = become("worker")
    with clock.standing_at(clock.now() - timedelta(days=40)):
        secret = secret_in(make_token(name="Figures", scopes=["cases:read"], days=30, by=by))
    assert secret
    assert come_in_by_token(secret, uuid4()) is None
    become("worker")
    assert [line.live for line in tokens_seen(by=by)] == [False]


def test_each_sees_her_own_and_who_administers_all(become: Become) -> None:
    for username in ("worker", "colleague"):
        make_token(name=f"Of {username}", scopes=["cases:read"], by=become(username))
    by = become("worker")
    assert [line.name for line in tokens_seen(by=by)] == ["Of worker"]
    assert tokens_seen(by=become("supervisor")) == []
    assert [line.name for line in tokens_seen(by=become("admin"))] == ["Of colleague", "Of worker"]
