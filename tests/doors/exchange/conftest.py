"""A program that comes in at the exchange door: ``call("worker")`` gives one with every scope."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from alongside.agency.access import queries as readings
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from tests.conftest import Become


class Program:
    """A program with a token (or without); answers are parsed."""

    def __init__(self, token: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.status = 0
        self.answered: Any = None

    def get(self, path: str, **query: Any) -> Any:
        """The answer to a GET below ``/api/v1``."""
        return self._kept(self.client.get(f"/api/v1{path}", query, headers=self.headers))

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a call with a JSON body; ``headers`` as ``If_Match="3"``."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        found = self.client.generic(
            method, f"/api/v1{path}", raw, content_type="application/json", headers={**self.headers, **more}
        )
        return self._kept(found)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a POST."""
        return self.send("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        """The answer to a PATCH."""
        return self.send("PATCH", path, body, **headers)

    def _kept(self, response: Any) -> Any:
        self.response, self.status = response, response.status_code
        self.answered = response.json() if response.content else None
        return self.answered


Call = Callable[..., Program]
Count = Callable[[Program, str], int]
CAST = ("worker", "colleague", "excluded", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin")
SEES = ("worker", "colleague", "supervisor")
"""Who of the cast sees a case of the worker's team from which the excluded one is kept out."""


@pytest.fixture
def call(become: Become) -> Call:
    """Give a program with a token of one of the cast; ``scopes`` narrows what it may do."""

    def coming_in(username: str, *, scopes: Collection[str] = SCOPES) -> Program:
        token = make_token(name="A program", scopes=scopes, by=become(username))
        readings.leave()
        return Program(token)

    return coming_in


@pytest.fixture
def count() -> Count:
    """Count the statements of a GET, from the token's coming in to the reading log; savepoints are left out."""

    def counted(program: Program, path: str) -> int:
        seen: list[str] = []

        def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            program.get(path)
        assert program.status == 200, program.answered
        return len([sql for sql in seen if "SAVEPOINT" not in sql])

    return counted
