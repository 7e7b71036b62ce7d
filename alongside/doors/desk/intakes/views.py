"""The list of requests: what waits, what was decided, and where those that were handed on went."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_GET

from alongside.agency.staff.enums import TEAM_ROLES
from alongside.doors.desk.entrance import DeskRequest
from alongside.oversight.overviews import intake_page as page
from alongside.record.intakes import queries


@require_GET
def intakes(request: DeskRequest) -> HttpResponse:
    """Requests that wait, urgent ones first, then the decided ones, page by page."""
    by = request.reader
    if not TEAM_ROLES & by.roles:
        raise PermissionDenied
    before = _moment(request.GET.get("before", ""))
    board = queries.intake_board(before=before)
    decided = board.decided
    opened = page.cases_of_intakes([line.public_id for line in decided])
    seen = {line.public_id for line in board.waiting}
    context = {
        "waiting": board.waiting,
        "accepted": board.accepted,
        "decided": [(line, opened.get(line.public_id)) for line in decided],
        "handed_on": () if before else queries.handed_on(),
        "urgent_elsewhere": [line for line in queries.urgent_waiting() if line.intake not in seen],
        "may_take": bool(page.programmes_received(by)),
        "first_page": before is None,
        "more": decided[-1].received_at.isoformat() if len(decided) == queries.PAGE else "",
    }
    return render(request, "desk/intakes/list.html", context)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and is_aware(found) else None
