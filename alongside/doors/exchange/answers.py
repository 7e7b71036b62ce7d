"""Answers to programs: one shape for everything that goes wrong, the same bytes for absent and hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused


def problem(status: int, code: str, message: str, fields: Mapping[str, str] | None = None, **more: Any) -> HttpResponse:
    """What went wrong: a code for the program, a sentence for whoever reads its log, a sentence for each field."""
    body = {"code": code, "message": message, "fields": dict(fields or {}), **more}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def absent() -> HttpResponse:
    """Absent and hidden: byte for byte the same."""
    return problem(404, "not_found", _("There is nothing here that you can open."))


def without_token() -> HttpResponse:
    """Nobody came in."""
    words = _("Send a token that is still good: “Authorization: Bearer alongside_…”. A worker makes one in Settings.")
    response = problem(401, "token", words)
    response.headers["WWW-Authenticate"] = 'Bearer realm="Alongside"'
    return response


def refused(refusal: Refused) -> HttpResponse:
    """An action said no, and why."""
    fields = {name: str(sentence) for name, sentence in refusal.fields.items()}
    more = {"basis": str(refusal.basis)} if refusal.basis else {}
    return problem(422, refusal.code, str(refusal.message), fields, **more)


def too_often(seconds: int) -> HttpResponse:
    """Asked too often."""
    response = problem(429, "too_often", _("That was asked too often. Wait a moment, then go on more slowly."))
    response.headers["Retry-After"] = str(seconds)
    return response


def too_large(limit: int) -> HttpResponse:
    """Longer than we read."""
    words = _("This is longer than the %(limit)s bytes that one call may hold. Send it in parts.") % {"limit": limit}
    return problem(413, "too_large", words)


def not_json() -> HttpResponse:
    """The body does not say that it is JSON."""
    return problem(415, "not_json", _("Send the body as JSON, with the header “Content-Type: application/json”."))


def not_that_way(allowed: str) -> HttpResponse:
    """The address is there, but not for this method."""
    words = _("This address does not answer to that method; it answers to %(methods)s.") % {"methods": allowed}
    response = problem(405, "method", words)
    response.headers["Allow"] = allowed
    return response


def methods(allowed: str) -> HttpResponse:
    """To which methods an address answers."""
    response = HttpResponse(status=204)
    response.headers["Allow"] = allowed
    return response


def broken() -> HttpResponse:
    """A fault on our side; nothing was kept."""
    return problem(500, "broken", _("Something broke on our side. Nothing was kept; try again in a moment."))


def unavailable() -> HttpResponse:
    """The database does not answer: no record can be shown, because no reading could be logged."""
    response = problem(503, "unavailable", _("Records are not available just now. Try again in a moment."))
    response.headers["Retry-After"] = "5"
    return response
