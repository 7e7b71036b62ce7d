"""The list of pairs that may be one person, those that were said to be two, and looking for the other entry of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.agency.staff.enums import TEAM_ROLES
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.overviews.duplicates import duplicates_page
from alongside.oversight.overviews.search import search
from alongside.record.people import queries as people
from alongside.record.people.actions import comparing
from alongside.record.people.queries import likely

LONGEST = 200


def _refuse_others(request: DeskRequest) -> None:
    if not TEAM_ROLES & request.reader.roles:
        raise PermissionDenied


@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """The pairs of people, both of whom the reader sees, that may be one, the most alike first, a page at a time."""
    _refuse_others(request)
    page = duplicates_page(after=_uuid(request.GET.get("after", "")), by=request.reader)
    context = {
        "lines": page.lines,
        "more": page.more,
        "none_words": _("Nobody seems to be in twice"),
        "none_text": _(
            "New and changed people are compared with everybody every few minutes. Whom you see is shown here."
        ),
        "end_words": _("Those were all"),
        "first_page": "after" not in request.GET,
    }
    return render(request, "desk/duplicates/list.html", context)


@require_GET
def apart(request: DeskRequest) -> HttpResponse:
    """The people of whom somebody said that they are two, each of which can be taken back."""
    _refuse_others(request)
    context = {
        "pairs": likely.said_apart(by=request.reader),
        "none_words": _("Nobody yet"),
        "none_text": _(
            "Two people of whom somebody says that they are not the same stand here, and can be taken back."
        ),
    }
    return render(request, "desk/duplicates/apart.html", context)


@require_GET
def others(request: DeskRequest, person: UUID) -> HttpResponse:
    """Look for the other entry of one person: by what is like her, or by name."""
    _refuse_others(request)
    try:
        row = people.person_row(person)
    except NotFound:
        raise Http404 from None
    card = people.person_cards([row.id], by=request.reader)[row.id]
    text = request.GET.get("q", "").strip()[:LONGEST] or card.name
    found = search(text, by=request.reader)
    context = {
        "card": card,
        "text": text,
        "hits": [hit for hit in found.people if hit.match.person_id != row.id and not hit.match.masked],
    }
    return render(request, "desk/duplicates/others.html", context)


@require_POST
def later(request: DeskRequest, pair: UUID) -> HttpResponse:
    """Decide about a pair another time."""
    try:
        until = comparing.put_off_pair(pair=likely.pair_row(pair), by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("duplicates")
    messages.success(request, _("Put off until %(day)s.") % {"day": date_format(until, "j F")})
    return redirect("duplicates")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
