"""The front door over all routes: headers, forms only of our own pages, reading that changes nothing, quiet errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings

from alongside.agency.access.models import Account
from alongside.doors.exchange import pace
from alongside.doors.exchange.entrance import DOORS
from alongside.doors.exchange.pace import Pace
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.house.test_access_matrix import address, program
from tests.routes import routes

Visit = Callable[[str], Client]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
WITH_PROOF_OF_THEIR_OWN = ("/session/again/", "/csp-report/")
"""Routes without the token of a form: the first proves by a header that our page sent it, the second keeps nothing."""
LOGS = {
    "access_reading",
    "access_accesssession",
    "django_session",
    "usersessions_usersession",
    "shared_counter",
    "tokens_token",
}
"""What reading may write: that it was done, that the session goes on, that a token was used."""
LEAKS = (
    "Traceback",
    'File "',
    "psycopg",
    "django.",
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "SQLSTATE",
    "alongside_app",
    "Kettlewick",
)
ODD = {
    "page": "99999999999999999999999",
    "after": "'; select 1 --",
    "q": "Kettlewick \ud7ff%00",
    "sort": "--",
    "state": "nothing",
    "on": "2026-02-31",
    "person": "Kettlewick",
    "case": "0",
    "next": "//elsewhere.example/",
}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let strangers ask as often as these tests do."""
    monkeypatch.setattr(pace, "STRANGERS", Pace(100_000))


@pytest.fixture
def pages(become: Become) -> list[str]:
    """Every address, with a real case where one is asked for."""
    case: UUID = a_case(become("worker")).public_id
    return [address(route, case) for route in routes()]


def comers(path: str, people: Client, programs: Client) -> Client:
    return programs if path.startswith(DOORS) else people


def faults(response: HttpResponse) -> Iterator[str]:
    for name, value in HEADERS.items():
        if response.headers.get(name) != value:
            yield name
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        yield "Content-Security-Policy"
    if "://" in policy:
        yield "an outside origin in the policy"
    if "no-store" not in response.headers.get("Cache-Control", ""):
        yield "Cache-Control"
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy"
    if response.headers.get("Server") or response.headers.get("X-Powered-By"):
        yield "the name of the server"


@override_settings(
    SECURE_HSTS_SECONDS=31536000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_HSTS_PRELOAD=True,
    SECURE_SSL_REDIRECT=True,
)
@pytest.mark.long
def test_every_answer_of_every_route_carries_every_header(pages: list[str], visit: Visit, become: Become) -> None:
    worker, nobody, robot = visit("worker"), Client(), program("worker", become)
    missing = set()
    for path in [*pages, "/nowhere/", "/api/v1/nowhere"]:
        for client, verb in ((comers(path, worker, robot), "get"), (nobody, "post")):
            response = getattr(client, verb)(path, secure=True)
            missing |= {f"{verb} {path} {response.status_code}: {fault}" for fault in faults(response)}
    assert not sorted(missing)
    assert nobody.get("/", secure=False).headers["Location"].startswith("https://")


@pytest.mark.long
def test_only_our_own_pages_send_a_form(pages: list[str], become: Become) -> None:
    become("admin")
    client = Client(enforce_csrf_checks=True)
    for who in ("admin",):
        client.force_login(Account.objects.get(username=who), backend=BACKEND)
        let_in = []
        for path in pages:
            if path.startswith(DOORS):
                assert client.post(path).status_code in (401, 404, 405), path  # a session is nothing at that door
                continue
            for verb in ("post", "delete"):
                status = getattr(client, verb)(path).status_code
                if status not in (401, 403, 404, 405) and not path.startswith(WITH_PROOF_OF_THEIR_OWN):
                    let_in.append(f"{who} {verb} {path} {status}")
        assert not let_in


def written() -> dict[str, int]:
    """How many rows this transaction has written so far, by table."""
    with connection.cursor() as cursor:
        cursor.execute("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


@pytest.mark.long
def test_reading_changes_nothing(pages: list[str], visit: Visit, become: Become) -> None:
    changed = []
    robot = program("worker", become)
    for who in ("worker", "supervisor", "admin", "privacy"):
        client = visit(who)
        client.get("/")
        before = written()
        for path in pages:
            for verb in ("get", "head"):
                getattr(comers(path, client, robot), verb)(path)
                after = written()
                changed += [
                    f"{who} {verb} {path}: {table}"
                    for table in after
                    if after[table] != before.get(table, 0) and table not in LOGS
                ]
                before = after
    assert not sorted(set(changed))


@pytest.mark.long
def test_errors_tell_nothing_of_the_inside(pages: list[str], visit: Visit, become: Become) -> None:
    worker, admin, robot = visit("worker"), visit("admin"), program("worker", become)
    for client in (worker, admin, robot):
        client.raise_request_exception = False
    told = []
    logging.disable(logging.CRITICAL)
    try:
        for path in pages:
            client = comers(path, admin if path.startswith("/set-up/") else worker, robot)
            for response in (
                client.get(path, ODD),
                client.post(path, ODD),
                client.post(path, '{"text": "Kettlewick", "text": 1e999, "n": [[[', content_type="application/json"),
                client.post(path, b"\xff\xfe\x00Kettlewick=%ff", content_type="application/x-www-form-urlencoded"),
            ):
                if response.status_code >= 500:
                    told.append(f"{path} {response.status_code}")
                if response.status_code >= 400 and not response.streaming:
                    body = response.content.decode(errors="replace")
                    told += [f"{path} {response.status_code}: {leak}" for leak in LEAKS if leak in body]
    finally:
        logging.disable(logging.NOTSET)
    assert not sorted(set(told))
