"""For whoever runs the server: alive, and ready only as a role that row-level security binds."""

from __future__ import annotations

from django.db import connections
from django.test import Client

from alongside.doors.desk.operations import views


def test_alive_and_ready_without_signing_in() -> None:
    assert Client().get("/healthz").content == b"ok\n"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_an_unbound_role_is_not_ready(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    monkeypatch.setattr(views, "connection", connections["owner"])
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert b"not bound" in answer.content
