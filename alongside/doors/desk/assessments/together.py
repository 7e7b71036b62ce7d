"""The family side by side: each area of life for each member and for the family together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.entrance import DeskRequest
from alongside.practice.assessments.queries.together import family_grid


@require_GET
def together(request: DeskRequest, case: UUID) -> HttpResponse:
    """The whole family on one page."""
    head, context = framed(request, case, tab="assessment", act="family grid")
    return render(request, "desk/assessments/together.html", {**context, "grid": family_grid(head.id)})
