"""Who can see a person, why and until when, and who did; the letter to hand over to her."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.days import days_of, evening
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.frame import card_or_404
from alongside.ground.foundation import clock
from alongside.oversight.overviews.person_access import person_access
from alongside.oversight.overviews.person_as_it_was import person_as_it_was, person_changed


@require_GET
def of_person(request: DeskRequest, person: UUID) -> HttpResponse:
    """Who can see this person, why and until when, and who did; with ``for=her`` the letter to hand over."""
    card = card_or_404(person, request)
    for_her = request.GET.get("for") == "her"
    page = person_access(card, for_her=for_her, by=request.reader)
    context = {"card": card, "page": page, "agency": organisation.the_agency(), "today": clock.today()}
    if for_her:
        return render(request, "desk/people/access_letter.html", context)
    return render(request, "desk/people/access.html", context)


@require_GET
def was(request: DeskRequest, person: UUID) -> HttpResponse:
    """A person at the end of a day: names, ways to reach, households, relationships; or what changed between two."""
    card, days = card_or_404(person, request), days_of(request)
    context: dict[str, Any] = {"card": card, "form": days.form, "on": days.on, "until": days.until}
    if days.until:
        context["changes"] = person_changed(card, evening(days.on), evening(days.until))
    else:
        context["was"] = person_as_it_was(card, evening(days.on))
    return render(request, "desk/people/was.html", context, status=422 if days.form.errors else 200)
