"""What stops the web server from starting (R-04)."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.conf import settings

from alongside.config.fitness import unfit_database, unfit_settings

SAFE: dict[str, Any] = {
    "DEBUG": False,
    "SECRET_KEY": "x" * 64,
    "TESTING": False,
    "DEMO": False,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "SESSION_COOKIE_NAME": "__Host-session",
}


def test_the_application_s_own_role_is_fit() -> None:
    assert list(unfit_database(os.environ["ALONGSIDE_APP_DATABASE_URL"])) == []


def test_an_administrator_s_address_is_not() -> None:
    (sentence, *_) = unfit_database(os.environ["DATABASE_URL"])
    assert "superuser" in sentence or "row-level security" in sentence


def test_losing_saved_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c synchronous_commit=off")
    assert any("crash" in sentence for sentence in unfit_database(os.environ["ALONGSIDE_APP_DATABASE_URL"]))


def test_safe_settings_are_fit() -> None:
    assert list(unfit_settings(SAFE)) == []
    assert list(unfit_settings({name: getattr(settings, name) for name in SAFE})) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"SECRET_KEY": "short"}, "secret"),
        ({"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE"),
        ({"SECURE_SSL_REDIRECT": False}, "SECURE_SSL_REDIRECT"),
        ({"SESSION_COOKIE_NAME": "session"}, "cookie names"),
    ],
)
def test_every_unsafe_setting_is_named(change: dict[str, Any], word: str) -> None:
    assert any(word in sentence for sentence in unfit_settings({**SAFE, **change}))


def test_a_demonstration_may_do_without_tls() -> None:
    assert list(unfit_settings({**SAFE, "DEMO": True, "SECURE_SSL_REDIRECT": False})) == []
