"""The exchange's entrance: a token, a reader, one transaction, the reading log written before the answer leaves.

Programs never meet sessions, cookies or forms: this middleware answers every address of the door itself, so that
nothing of the desk's entrance applies, and a token can never become a sign-in.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation
from psycopg_pool import PoolTimeout

from alongside.agency.access import queries as readings
from alongside.agency.organisation import queries as organisation
from alongside.agency.tokens import queries as tokens
from alongside.agency.tokens.rules import PREFIX, secret_in
from alongside.doors.exchange import answers, pace
from alongside.doors.exchange.strict import LARGEST, LARGEST_WITH_FILE
from alongside.ground.foundation import padding
from alongside.ground.foundation.reader import Reader

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)

CALENDAR = "/calendar/"
DOORS = ("/api/", CALENDAR)
OPEN = ("/api/openapi.json",)
"""Addresses that say what the door can do, and nothing of anybody's record."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Vary": "Authorization, Accept-Language",
    "X-Frame-Options": "DENY",
}
WITH_FILE = "/api/v1/attachments"
"""The one address whose body may hold a file."""
READING = ("GET", "HEAD", "OPTIONS")
WRITING = ("POST", "PUT", "PATCH")


class ExchangeRequest(HttpRequest):
    """A request of a program whose reader and scopes are known; views of the door are typed with it."""

    reader: Reader
    request_id: UUID
    scopes: frozenset[str]


def answer_programs(get_response: Handler) -> Handler:
    """Middleware: answer what is asked at this door; everything else goes on to the next."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(DOORS):
            return get_response(request)
        started = time.monotonic()
        with translation.override(translation.get_language_from_request(request)):
            response = _answer(request)
        padding.wait(response, started)
        if request.path_info.startswith(CALENDAR):
            response._has_been_logged = True  # type: ignore[attr-defined]  # the address holds the secret: no log line
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return handle


def _answer(request: HttpRequest) -> HttpResponse:
    request.request_id = uuid4()  # type: ignore[attr-defined]  # see ExchangeRequest
    most = LARGEST_WITH_FILE if request.path_info.rstrip("/") == WITH_FILE and request.method == "POST" else LARGEST
    if _size(request) > most:
        return answers.too_large(most)
    match = _place(request)
    try:
        if match and request.path_info in OPEN:
            return _call(request, match)
        with transaction.atomic():
            return _let_in(request, match)
    except (OperationalError, PoolTimeout):
        return answers.unavailable()
    except Exception:
        logger.exception("A call of the API broke (%s)", request.request_id)  # type: ignore[attr-defined]
        return answers.broken()
    finally:
        readings.drop_readings()
        organisation.hold_agency(None)


def _place(request: HttpRequest) -> ResolverMatch | None:
    """The view of the address, with or without a slash at its end."""
    path = request.path_info.rstrip("/") or "/"
    try:
        return resolve(path)
    except Resolver404:
        return None


def _let_in(request: HttpRequest, match: ResolverMatch | None) -> HttpResponse:
    """Find out who comes in, and answer; what was read is noted whatever the answer, what was refused is not kept."""
    address = request.META.get("REMOTE_ADDR", "")
    secret = _secret(request)
    found = tokens.come_in_by_token(secret, request.request_id) if secret else None  # type: ignore[attr-defined]
    if found is None:
        seconds = pace.STRANGERS.wait(address)
        return answers.too_often(seconds) if seconds else _nobody(request)
    if seconds := pace.TOKENS.wait(str(found.token_id)):
        return answers.too_often(seconds)
    if match is None:
        return answers.absent()
    if request.method in WRITING and _size(request) and not _is_json(request):
        return answers.not_json()
    request._body = request.read(_size(request))  # its size was bounded above, by more than the settings allow forms
    request.reader = found.reader  # type: ignore[attr-defined]
    request.scopes = found.scopes  # type: ignore[attr-defined]
    organisation.hold_agency(found.agency)
    readings.collect_readings()
    with timezone.override(organisation.agency_zone()):
        response = _called(request, match)
    if response.status_code >= 500:
        transaction.set_rollback(True)
    else:
        if response.status_code in (403, 404):
            asked = [value for value in match.kwargs.values() if isinstance(value, UUID)]
            readings.note_refusal(match.view_name or match.route, asked=asked)
        readings.flush_readings()
    return response


def _called(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    if request.method in READING:
        return _call(request, match)
    with transaction.atomic():
        response = _call(request, match)
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def _call(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    """What the view answers. HEAD is GET without the body; OPTIONS tells the methods, and reads nothing."""
    asked = request.method
    request.method = "GET" if asked == "HEAD" else asked
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 405:
        allowed = _methods(response.headers.get("Allow", ""))
        return answers.methods(allowed) if asked == "OPTIONS" else answers.not_that_way(allowed)
    if asked == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _methods(told: str) -> str:
    found = {word.strip() for word in told.split(",") if word.strip()} | {"OPTIONS"}
    return ", ".join(sorted(found | {"HEAD"} if "GET" in found else found))


def _size(request: HttpRequest) -> int:
    """How many bytes the body has by its own word; more than we read when that is no number."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else LARGEST + 1


def _is_json(request: HttpRequest) -> bool:
    charset = (request.content_params or {}).get("charset", "utf-8")
    if request.path_info.startswith(CALENDAR):
        return True
    return request.content_type == "application/json" and charset.lower() in ("utf-8", "utf8", "us-ascii")


def _nobody(request: HttpRequest) -> HttpResponse:
    """Without a good token: the API says how to come in; a calendar's address that is wrong was never there."""
    return answers.absent() if request.path_info.startswith(CALENDAR) else answers.without_token()


def _secret(request: HttpRequest) -> bytes | None:
    """The secret of the token: in the header, or in the address of a calendar, since calendars send no headers."""
    if request.path_info.startswith(CALENDAR):
        name = request.path_info.removeprefix(CALENDAR)
        return secret_in(PREFIX + name.removesuffix(".ics")) if name.endswith(".ics") else None
    kind, _space, words = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return secret_in(words.strip()) if kind.lower() == "bearer" else None
