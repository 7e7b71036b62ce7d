"""Life events, places and orders of a case on one page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.happenings.frame import opened
from alongside.oversight.overviews.happenings_page import happenings_page

ROLES = {
    "in_force": ("leaf", "check"),
    "ends_soon": ("clay", "clock"),
    "to_come": ("sky", "hourglass"),
}
"""How the state of an order looks; every other one is over."""


@require_GET
def happenings(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything that is written down of lives, places and orders in this case."""
    head, context = opened(request, case)
    page = happenings_page(head)
    context["orders"] = [(one, *ROLES.get(one.state, ("stone", "x"))) for one in page.orders]
    return render(request, "desk/happenings/page.html", {**context, "page": page})
