"""For whoever runs the server: is it alive, and may it serve."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LONGEST_REPORT = 8 * 1024
REPORTS_A_MINUTE = 30
NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
logger = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers, and as a role that row-level security binds."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
            row = cursor.fetchone()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if row is None or row[0]:
        return HttpResponse("the database role is not bound by row-level security\n", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@csrf_exempt
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """A browser tells that a page asked for what its policy does not allow; it goes to the log, and nowhere else.

    Kept are the rule and the kind of page: no name of a record, nothing of what was asked for but its scheme.
    """
    wait = _too_many(request.META.get("REMOTE_ADDR", ""))
    if wait or int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_REPORT:
        return HttpResponse(status=429 if wait else 413)
    said = _report(request.body)
    rule = re.sub(r"[^a-z-]", "", str(said.get("effective-directive") or said.get("violated-directive") or ""))[:40]
    page = NAMES.sub("*", str(said.get("document-uri", "")).split("?")[0].split("#")[0].partition("://")[2])[:120]
    blocked = str(said.get("blocked-uri", "")).partition(":")[0][:20]
    logger.warning("A page asked for what its policy forbids: %s on %r (%r)", rule or "unknown", page, blocked)
    return HttpResponse(status=204)


def _too_many(address: str) -> bool:
    """Count a report; a page that is broken everywhere must not fill the log."""
    key = f"policy-report|{address}"
    cache.add(key, 0, 60)
    return cache.incr(key) > REPORTS_A_MINUTE


def _report(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    inner = said.get("csp-report") if isinstance(said, dict) else None
    return inner if isinstance(inner, dict) else {}
