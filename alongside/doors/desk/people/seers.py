"""Who can see a person, why and until when, and who did; the list to hand over to her."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.frame import card_or_404
from alongside.oversight.overviews.person_access import person_access


@require_GET
def of_person(request: DeskRequest, person: UUID) -> HttpResponse:
    """Who can see this person, why and until when, and who did; with ``for=her`` the list to hand over to her."""
    card = card_or_404(person, request)
    for_her = request.GET.get("for") == "her"
    page = person_access(card, for_her=for_her, by=request.reader)
    return render(request, "desk/people/access.html", {"card": card, "page": page, "for_her": for_her})
