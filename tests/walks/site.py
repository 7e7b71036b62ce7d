"""A site for the walks: the production server on its own copy of the template database, which can be wounded."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.staff import queries as staff
from alongside.config.bootstrap import application_url, secrets_of
from alongside.ground.foundation.reader import Reader
from tests.database import plugin
from tests.database.copies import pointing_at

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIGNED_IN_BY = "account_authentication_methods"
"""Where the sign-in library keeps when and how somebody proved who she is."""
STARTING = 40.0
"""Seconds that a server may take to answer on a busy machine."""


class Site:
    """One server process and its database.

    ``acting("worker")`` writes as one of the cast, with the product's own actions; ``kill`` ends the server without
    warning, ``start`` brings it back on the same address. ``kind`` is "template" for the cast in an empty agency, or
    "stories" for the demonstration.
    """

    def __init__(self, suffix: str, kind: str = "template") -> None:
        self.admin_url, self.database = plugin.copy_of_template(suffix, kind)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a program of the product needs to work with the site's database."""
        return {
            **os.environ,
            "ALONGSIDE_TESTING": "1",
            "DATABASE_URL": self.admin_url,
            "ALONGSIDE_APP_DATABASE_URL": application_url(self.admin_url, secrets_of(plugin.DATA)["APP_PASSWORD"]),
        }

    def start(self) -> None:
        """Start the server and wait until it answers."""
        words = [
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--no-ws",
            "--log-level",
            "error",
        ]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                *words,
                "--no-ws",
                "--log-level",
                "error",
                "alongside.config.wsgi:application",
            ],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + STARTING
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The site of the walks does not answer; its own words stand above.")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Tell whether the server says that it is ready."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/readyz", headers={"Host": "localhost"})
            return asked.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            asked.close()

    def do_jobs(self, folder: Path) -> None:
        """Do what waits in the queue, as the worker's process does, and end; its keys and lists lie in ``folder``."""
        own = {
            "ALONGSIDE_SEAL_KEY": str(folder / "seal-key.pem"),
            "ALONGSIDE_SEALS_FILE": str(folder / "seals.jsonl"),
            "ALONGSIDE_DISPOSALS_FILE": str(folder / "disposals.jsonl"),
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        }
        command = [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot", "--no-listen-notify"]
        subprocess.run(command, env=self.environment | own, check=True)

    def kill(self) -> None:
        """End the server at once, with all of its processes, as a power cut would."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def close(self) -> None:
        """End the server and throw its database away."""
        self.kill()
        plugin.drop(self.database)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Let this process's own queries go to the site's database."""
        unsafe = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        try:
            with pointing_at(self.database):
                yield
        finally:
            if unsafe is None:
                del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]

    @contextmanager
    def acting(self, username: str) -> Iterator[Reader]:
        """Act as one of the cast in one transaction on the site, where the agency is."""
        with self.inside(), timezone.override(ZoneInfo("Europe/Dublin")):
            actor = Account.objects.get(username=username).actor_id
            with access.acting(actor_id=actor, kind=SessionKind.COMMAND, note="walk") as by:
                yield staff.with_roles(by)

    def session_of(self, username: str) -> dict[str, str]:
        """A cookie of a fresh sign-in as one of the cast, for a browser's context."""
        with self.inside():
            account = Account.objects.get(username=username)
            session = SessionStore()
            session[SESSION_KEY] = str(account.pk)
            session[BACKEND_SESSION_KEY] = BACKEND
            session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            session[SIGNED_IN_BY] = [{"method": "password", "at": time.time(), "username": username}]
            session[f"{SIGNED_IN_BY}_user"] = str(account.pk)
            session.set_expiry(timedelta(minutes=15))
            session.create()
        return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": self.url}

    def end_sessions(self) -> None:
        """End every sign-in on the server's side; the browsers do not know yet."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute("delete from django_session")
