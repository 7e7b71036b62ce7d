"""Autosave, the list of drafts, and throwing one away."""

from __future__ import annotations

import json
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.drafts import actions, queries
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import Refused


@require_GET
def drafts(request: DeskRequest) -> HttpResponse:
    """Everything typed and not yet saved; each goes on where it was left."""
    return render(request, "desk/drafts/list.html", {"drafts": queries.my_drafts(by=request.reader)})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def one_draft(request: DeskRequest, key: str) -> HttpResponse:
    """One draft for the page that types it: POST keeps it, GET gives it back.

    Signed out answers 401 before anything else is judged, so that the page can ask to sign in again in place.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"message": _("You were signed out. Your text is still on this page.")}, status=401)
    return _keep(request, key) if request.method == "POST" else _give_back(request, key)


def _give_back(request: DeskRequest, key: str) -> HttpResponse:
    kept = queries.draft(key, by=request.reader)
    return JsonResponse({"version": kept.version, "data": dict(kept.data), "saved_at": _clock(kept.saved_at)})


@csrf_protect
def _keep(request: HttpRequest, key: str) -> HttpResponse:
    sent = request.POST
    try:
        kept = actions.keep_draft(
            key=key,
            data=_fields(sent.get("data", "")),
            base=int(sent.get("base", "") or 0) if sent.get("base", "").isdecimal() else 0,
            page=sent.get("page", ""),
            label=sent.get("label", ""),
            url=sent.get("url", ""),
            by=request.reader,  # type: ignore[attr-defined]  # a DeskRequest; csrf_protect knows only HttpRequest
        )
    except actions.DraftMoved as moved:
        other = {"version": moved.version, "data": moved.data, "saved_at": _clock(moved.saved_at)}
        return JsonResponse(other, status=409)
    except Refused as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal.message)}, status=422)
    return JsonResponse({"version": kept.version, "saved_at": _clock(kept.saved_at)})


def _fields(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("draft.data", _("A draft holds the fields of a form: a name and a text for each."))
    return found


def _clock(moment: datetime | None) -> str:
    """The time of the server as the page shows it."""
    return timezone.localtime(moment).strftime("%H:%M:%S") if moment else ""


@require_POST
def throw_away(request: DeskRequest, key: str) -> HttpResponse:
    """Throw a draft away."""
    actions.throw_away(key=key, by=request.reader)
    messages.success(request, _("Draft thrown away."))
    return redirect("drafts")
