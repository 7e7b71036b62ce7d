"""The front page of a case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.entrance import DeskRequest


def overview(request: DeskRequest, case: UUID) -> HttpResponse:
    """Where the case stands, and who takes part."""
    _head, context = framed(request, case, tab="overview", act="case page")
    return render(request, "desk/cases/overview.html", context)
