"""For whoever runs the server: alive, and ready only as a role that row-level security binds."""

from __future__ import annotations

import json

import pytest
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


def test_a_report_of_a_browser_is_logged_without_names(caplog: pytest.LogCaptureFixture) -> None:
    report = {
        "document-uri": "https://agency.example/people/0b0e7a2c-1111-4111-8111-1234567890ab/?q=Amara",
        "effective-directive": "script-src-elem\nforged line",
        "blocked-uri": "https://elsewhere.example/Amara.js",
    }
    client = Client(enforce_csrf_checks=True)
    for body, status in (
        (json.dumps({"csp-report": report}), 204),
        ("[]", 204),
        ("no json", 204),
        ("x" * 9000, 413),
    ):
        assert client.post("/csp-report/", body, content_type="application/csp-report").status_code == status
    assert "script-src-elemforgedline on 'agency.example/people/*/' ('https')" in caplog.text
    assert "Amara" not in caplog.text
    answers = {client.post("/csp-report/", "{}", content_type="application/csp-report").status_code for _ in range(40)}
    assert answers == {204, 429}
    assert client.get("/csp-report/").status_code == 405
