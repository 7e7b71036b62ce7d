"""What the settings are where real records are kept: read in a process of its own, neither test nor demonstration."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from django.conf import settings
from django.contrib.auth.hashers import make_password

READ = """
import json
from alongside.config import settings as s
wanted = ("SESSION_COOKIE", "CSRF_COOKIE", "SECURE_", "ACCOUNT_LOGIN")
print(json.dumps({name: getattr(s, name) for name in dir(s) if name.startswith(wanted)}, default=str))
"""


def real() -> dict[str, object]:
    """The settings of a real installation."""
    environment = {**os.environ, "ALONGSIDE_TESTING": "0", "ALONGSIDE_DEMO": "0"}
    done = subprocess.run([sys.executable, "-c", READ], env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_cookies_belong_to_this_host_and_to_tls_alone() -> None:
    found = real()
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrf"
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY"):
        assert found[name] is True, name
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SESSION_COOKIE_AGE"] == 15 * 60
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31536000


def test_no_way_in_by_mail_alone() -> None:
    assert real()["ACCOUNT_LOGIN_BY_CODE_ENABLED"] is False


def test_passwords_are_kept_by_argon2() -> None:
    assert make_password("a long enough password").startswith("argon2$argon2id$")


def test_a_session_ends_by_itself() -> None:
    assert settings.SESSION_COOKIE_AGE == 15 * 60
    assert settings.SESSION_ABSOLUTE_SECONDS == 12 * 3600
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
