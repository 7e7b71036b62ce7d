"""The front page of a case, and its timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound
from alongside.ground.ui.values import Link
from alongside.oversight.overviews.case_page import SHOWN, CasePage, case_page, case_timeline


@require_GET
def overview(request: DeskRequest, case: UUID) -> HttpResponse:
    """Where the case stands: hope, goals, what comes next, what happened."""
    try:
        page = case_page(case, show=_show(request), after=request.GET.get("after", ""), by=request.reader)
    except NotFound:
        raise Http404 from None
    return render(request, "desk/cases/overview.html", _context(page, "overview"))


@require_GET
def case_history(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything that happened, newest first, some of it at a time."""
    try:
        page = case_timeline(case, show=_show(request), after=request.GET.get("after", ""), by=request.reader)
    except NotFound:
        raise Http404 from None
    return render(request, "desk/cases/timeline.html", _context(page, "timeline"))


def _show(request: DeskRequest) -> str:
    show = request.GET.get("show", "all")
    return show if show in SHOWN else "all"


def _context(page: CasePage, tab: str) -> dict[str, Any]:
    base = f"/cases/{page.head.public_id}/" + ("happened/" if tab == "timeline" else "")
    labels = {"all": _("All"), "contacts": _("Contacts"), "steps": _("Steps and decisions")}
    return {
        **frame_of(page.head, tab),
        "page": page,
        "filters": tuple(Link(labels[key], f"{base}?show={key}#timeline", current=page.show == key) for key in SHOWN),
        "filters_label": _("What the timeline shows"),
        "more_url": f"/cases/{page.head.public_id}/happened/?show={page.show}&after={page.more}" if page.more else "",
    }
