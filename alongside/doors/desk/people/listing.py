"""The list of people: search first, then those whom the reader works with."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.agency.staff.enums import TEAM_ROLES
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.ui.values import Link
from alongside.oversight.overviews.people_list import people_list


@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """The people of the reader's teams and circles, by name or newest first, a page at a time."""
    if not TEAM_ROLES & request.reader.roles:
        raise PermissionDenied
    if text := request.GET.get("q", "").strip():
        return redirect(f"{reverse('search')}?{urlencode({'q': text})}")
    newest = request.GET.get("order") == "newest"
    page = people_list(by_name=not newest, after=_uuid(request.GET.get("after", "")), by=request.reader)
    context = {
        "lines": page.lines,
        "more": page.more,
        "order": "newest" if newest else "name",
        "orders": (
            Link(_("By name"), "?order=name", current=not newest),
            Link(_("Newest first"), "?order=newest", current=newest),
        ),
        "order_words": _("In which order"),
        "first_page": "after" not in request.GET,
        "none_words": _("Nobody yet"),
        "none_text": _("People come in by a request or with a case. You see those whom you or your team work with."),
        "died_words": _("Died"),
        "end_words": _("That was everybody"),
    }
    return render(request, "desk/people/list.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
