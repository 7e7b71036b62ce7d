"""The partner door's entrance: a link, a device that gave its code, a reader, one transaction, the reading log.

Partners never meet the desk's sessions or sign-in: this middleware answers every address of the door itself. Absent,
revoked, expired and taken back answer alike, byte for byte. The address holds the secret: it is never logged and never
sent to another site as a referrer.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation
from psycopg_pool import PoolTimeout

from alongside.agency.access import queries as readings
from alongside.agency.organisation import queries as organisation
from alongside.doors.partner import answers
from alongside.ground.foundation import padding
from alongside.ground.foundation.reader import Reader
from alongside.practice.careteams import actions, queries
from alongside.practice.careteams.rules.links import SECRET_BYTES, SITTING, code_in, secret_in, token_of

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)

DOOR = "/partner/"
CODE = "code"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Vary": "Cookie, Accept-Language",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
LARGEST = 20_000


class PartnerRequest(HttpRequest):
    """A request of a member of a care team whose reader is known; views of the door are typed with it."""

    reader: Reader
    request_id: UUID
    token: str


class Forms(CsrfViewMiddleware):
    """Forms must have been sent from our own page. A refusal is not logged, since the address holds the secret."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return answers.send_again()


def answer_partners(get_response: Handler) -> Handler:
    """Middleware: answer what is asked at this door; everything else goes on to the next."""
    forms = Forms(get_response)

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(DOOR):
            return get_response(request)
        started = time.monotonic()
        with translation.override(translation.get_language_from_request(request)):
            response = _answer(request, forms)
        padding.wait(response, started)
        response._has_been_logged = True  # type: ignore[attr-defined]  # the address holds the secret: no log line
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return handle


def _answer(request: HttpRequest, forms: Forms) -> HttpResponse:
    request.request_id = uuid4()  # type: ignore[attr-defined]  # see PartnerRequest
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdigit() or int(size) > LARGEST:
        return answers.unreadable()
    try:
        with transaction.atomic():
            return _guarded(request, forms)
    except (OperationalError, PoolTimeout):
        return answers.unavailable()
    except Exception as fault:
        logger.error("A page of the partner door broke (%s): %s", request.request_id, type(fault).__name__)  # type: ignore[attr-defined]
        return answers.broken()
    finally:
        readings.drop_readings()
        organisation.hold_agency(None)


def _guarded(request: HttpRequest, forms: Forms) -> HttpResponse:
    """Forms must have been sent from our own page; then who comes in."""
    match, token = _place(request)
    secret = secret_in(token)
    if match is None or secret is None:
        return answers.absent(request)
    forms.process_request(request)
    if forms.process_view(request, match.func, match.args, match.kwargs) is not None:
        return answers.send_again()
    response = _let_in(request, match, secret)
    if response.status_code >= 500:
        transaction.set_rollback(True)
    forms.process_response(request, response)
    return response


def _let_in(request: HttpRequest, match: ResolverMatch, secret: bytes) -> HttpResponse:
    reader = _reader(request, secret)
    if reader is None:
        return _first(request, match, secret)
    request.reader = reader  # type: ignore[attr-defined]
    request.token = token_of(secret)  # type: ignore[attr-defined]
    readings.collect_readings()
    with timezone.override(organisation.agency_zone()):
        response = _called(request, match)
    if response.status_code == 404:
        asked = [value for value in match.kwargs.values() if isinstance(value, UUID)]
        readings.note_refusal(match.view_name or "partner", asked=asked)
    readings.flush_readings()
    return response


def _called(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    with transaction.atomic():
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        if request.method == "POST" and response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def _first(request: HttpRequest, match: ResolverMatch, secret: bytes) -> HttpResponse:
    """A device that has not been let in: it gives the code, unless the link asks for none."""
    asks = queries.link_asks(secret)
    if asks is None:
        return answers.absent(request)
    giving = match.url_name == "partner-code" and request.method == "POST"
    if asks and not giving:
        return answers.ask_code(request, token_of(secret))
    device = secrets.token_bytes(SECRET_BYTES)
    note = request.META.get("HTTP_USER_AGENT", "")
    came_in = actions.open_link(
        secret=secret, code=code_in(request.POST.get(CODE, "")) if asks else "", device=device, note=note
    )
    if came_in is None:
        return answers.absent(request)
    if not came_in:
        return answers.ask_code(request, token_of(secret), wrong=True)
    response = answers.go_on(token_of(secret))
    if not asks:
        request.COOKIES[cookie_name(secret)] = token_of(device)
        response = _let_in(request, match, secret)
    _keep_device(response, secret, device)
    return response


def _place(request: HttpRequest) -> tuple[ResolverMatch | None, str]:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None, ""
    return match, str(match.kwargs.get("token", ""))


def cookie_name(secret: bytes) -> str:
    """The name of the cookie by which a device is known at one link; it tells nothing of the link."""
    begins = "__Host-partner-" if settings.SECURE else "partner-"
    return begins + hashlib.sha256(b"cookie" + secret).hexdigest()[:12]


def _reader(request: HttpRequest, secret: bytes) -> Reader | None:
    device = secret_in(request.COOKIES.get(cookie_name(secret), ""))
    if device is None:
        return None
    return queries.come_in_by_link(secret, device, request.request_id)  # type: ignore[attr-defined]


def _keep_device(response: HttpResponse, secret: bytes, device: bytes) -> None:
    response.set_cookie(
        cookie_name(secret),
        token_of(device),
        max_age=int(SITTING.total_seconds()),
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
