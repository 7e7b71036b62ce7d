"""The privacy officer's desk: what waits today, the soonest clock first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.views import officers
from alongside.oversight.overviews.privacy_desk import privacy_desk


@require_GET
@officers
def desk(request: DeskRequest) -> HttpResponse:
    """Requests with days left, breaches with their clocks, unusual accesses, emergencies, agreements, the log."""
    return render(request, "desk/privacy/desk.html", {"desk": privacy_desk(by=request.reader)})
