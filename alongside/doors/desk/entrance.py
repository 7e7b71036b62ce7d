"""The desk's entrance: one transaction for each request, the reader set for it, the reading log written before it ends.

The transaction wraps session, view and rendering, so that nothing is read outside it and an answer never leaves
without its events in the reading log. Session, account, reader, roles and the agency's settings come in one statement.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import Error as DatabaseError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.agency.staff.queries import Arrival
from alongside.doors.desk import errors
from alongside.ground.foundation import padding
from alongside.ground.foundation.reader import Reader

Handler = Callable[[HttpRequest], HttpResponse]

OPERATIONS = ("/healthz", "/readyz")
TOUCH_SECONDS = 60


class DeskRequest(HttpRequest):
    """A request whose reader is known; views of the desk are typed with it."""

    reader: Reader
    request_id: UUID
    arrival: Arrival | None


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
                    _note_refused(request, response)
                    readings.flush_readings()
        except DatabaseError as error:
            if not errors.database_is_away(error):
                raise
            return errors.unavailable(request)
        finally:
            readings.drop_readings()
            organisation.hold_agency(None)
        padding.wait(response, started)
        return response

    return handle


def _note_refused(request: HttpRequest, response: HttpResponse) -> None:
    """A reader who was told "not found" or "not for you" at the address of a record or of a page stands in the log."""
    match = request.resolver_match
    if response.status_code in (403, 404) and match is not None and getattr(request, "reader", None):
        asked = [value for value in match.kwargs.values() if isinstance(value, UUID)]
        if asked or response.status_code == 403:
            readings.note_refusal(match.view_name or "", asked=asked)


def arriving(get_response: Handler) -> Handler:
    """Middleware: read the session and whom it brings, before anything asks for either.

    What the framework would find out by itself it is told; where anything does not fit, nothing is told, the reader is
    taken away again, and the framework asks and answers as it always does.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid4()  # type: ignore[attr-defined]  # see DeskRequest
        request.arrival = None  # type: ignore[attr-defined]
        if request.path not in OPERATIONS and request.session.session_key:
            _arrive(request)
        return get_response(request)

    return handle


def _arrive(request: HttpRequest) -> None:
    request_id: UUID = request.request_id  # type: ignore[attr-defined]
    key = request.session.session_key or ""
    arrived = staff.arrive(session_key=key, secret=session_secret(request), request_id=request_id)
    if arrived is None:
        return
    session = request.session
    session._session_cache = session.decode(arrived.session_data)  # type: ignore[attr-defined]  # what load() returns
    if arrived.account is None:
        return
    if not _believed(request, arrived.account):
        readings.leave()
        return
    request._cached_user = arrived.account  # type: ignore[attr-defined]  # where get_user() looks first
    request.arrival = arrived  # type: ignore[attr-defined]
    organisation.hold_agency(arrived.agency)


def _believed(request: HttpRequest, account: AbstractBaseUser) -> bool:
    """Whether the session was signed in by this account, with the password that it has now, and it is still open."""
    said = request.session
    return (
        account.is_active
        and said.get(SESSION_KEY) == str(account.pk)
        and said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(said.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    )


def reader_of_request(get_response: Handler) -> Handler:
    """Middleware: find out who is this, and tell the database; signed-out visitors read nothing."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.reader = None  # type: ignore[attr-defined]  # see DeskRequest
        if request.path in OPERATIONS or not request.user.is_authenticated:
            return get_response(request)  # the keeper of the door says what a visitor may see
        reader = _enter(request)
        if reader is None:
            logout(request)
            return get_response(request)  # from here on nobody is signed in; the keeper of the door says so
        request.reader = reader  # type: ignore[attr-defined]
        _touch(request)
        _speak(request)
        with timezone.override(organisation.agency_zone()):
            response = get_response(request)
        response.headers["X-Session-Expires"] = str(int(time.time()) + settings.SESSION_COOKIE_AGE)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def _speak(request: HttpRequest) -> None:
    """Use the language that the reader has chosen, on whichever machine she signs in."""
    chosen: str = request.user.language  # type: ignore[union-attr]  # an Account once authenticated
    if chosen in dict(settings.LANGUAGES):
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen  # as the framework's own middleware sets it


def _enter(request: HttpRequest) -> Reader | None:
    """Who reads: known from the arrival, else from an entrance opened now, at the first request of a sign-in."""
    arrived: Arrival | None = request.arrival  # type: ignore[attr-defined]
    if arrived is not None:
        return arrived.reader
    secret = session_secret(request)
    access.open_session(
        actor_id=request.user.actor_id,  # type: ignore[union-attr]  # an Account once authenticated
        kind=SessionKind.DESK,
        secret=secret,
        expires_at=timezone.now() + timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS),
        note=request.META.get("HTTP_USER_AGENT", "")[:200],
    )
    reader = readings.enter(secret, request.request_id)  # type: ignore[attr-defined]
    return staff.with_roles(reader) if reader else None


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
