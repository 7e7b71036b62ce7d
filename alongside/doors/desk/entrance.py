"""The desk's entrance: one transaction for each request, the reader set for it, the reading log written before it ends.

The transaction wraps session, view and rendering, so that nothing is read outside it and an answer never leaves
without its events in the reading log.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.doors.desk import errors, padding
from alongside.ground.foundation.reader import Reader

Handler = Callable[[HttpRequest], HttpResponse]

OPERATIONS = ("/healthz", "/readyz")
TOUCH_SECONDS = 60


class DeskRequest(HttpRequest):
    """A request whose reader is known; views of the desk are typed with it."""

    reader: Reader
    request_id: UUID


def one_transaction(get_response: Handler) -> Handler:
    """Middleware: run the request in one transaction, roll back on a server fault, write the reading log first."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path in OPERATIONS:
            return get_response(request)
        started = time.monotonic()
        try:
            with transaction.atomic():
                readings.collect_readings()
                response = get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                else:
                    readings.flush_readings()
        except OperationalError:
            return errors.unavailable(request)
        padding.wait(response, started)
        return response

    return handle


def reader_of_request(get_response: Handler) -> Handler:
    """Middleware: find out who is this, and tell the database; signed-out visitors read nothing."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid4()  # type: ignore[attr-defined]  # see DeskRequest
        request.reader = None  # type: ignore[attr-defined]
        if request.path in OPERATIONS or not request.user.is_authenticated:
            return get_response(request)  # the keeper of the door says what a visitor may see
        reader = _enter(request)
        if reader is None:
            logout(request)
            return get_response(request)  # from here on nobody is signed in; the keeper of the door says so
        request.reader = staff.with_roles(reader)  # type: ignore[attr-defined]
        _touch(request)
        with timezone.override(organisation.agency_zone()):
            response = get_response(request)
        response.headers["X-Session-Expires"] = str(int(time.time()) + settings.SESSION_COOKIE_AGE)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def _enter(request: HttpRequest) -> Reader | None:
    secret = session_secret(request)
    request_id: UUID = request.request_id  # type: ignore[attr-defined]
    reader = readings.enter(secret, request_id)
    if reader is None:
        opened = access.open_session(
            actor_id=request.user.actor_id,  # type: ignore[union-attr]  # an Account once authenticated
            kind=SessionKind.DESK,
            secret=secret,
            expires_at=timezone.now() + timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS),
            note=request.META.get("HTTP_USER_AGENT", "")[:200],
        )
        reader = readings.enter(secret, request_id) if opened else None
    return reader


def session_secret(request: HttpRequest) -> bytes:
    """The secret of this sign-in's access session, derived from the session key and never stored."""
    return secret_of_session(request.session.session_key or "")


def secret_of_session(key: str) -> bytes:
    """The secret of the access session that belongs to the sign-in with the session ``key``."""
    return hmac.new(settings.SECRET_KEY.encode(), f"access|{key}".encode(), hashlib.sha256).digest()


def _touch(request: HttpRequest) -> None:
    """Keep an active session alive, writing at most once a minute."""
    seen = request.session.get("seen", 0)
    if time.time() - seen > TOUCH_SECONDS:
        request.session["seen"] = int(time.time())
