"""Who saw a person's record: the whole list for the privacy officer, and the letter for the person."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from alongside.agency.organisation import queries as organisation
from alongside.agency.tokens import queries as tokens
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation import clock
from alongside.oversight.audit.queries.report import Report, access_report, letter_lines, people_of_case
from alongside.record.people.queries.covered import posting


class FindForm(forms.Form):
    """Whose record: the number of the case in the request."""

    number = forms.CharField(
        label=gettext_lazy("Number of the case"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("It stands on every letter to the person. Write it as it stands there."),
    )


@require_GET
@officers
def find(request: DeskRequest) -> HttpResponse:
    """Find the person who asks who saw her record, by the number of her case and in no other way."""
    number = request.GET.get("number", "").strip()[:24]
    context = {"form": FindForm({"number": number}), "number": number, "found": None}
    if number:
        context["found"] = people_of_case(number)
    return render(request, "desk/privacy/find.html", context)


@require_GET
@officers
def report(request: DeskRequest, person: UUID) -> HttpResponse:
    """Everybody who saw something about a person: who, when, what, on what ground and why."""
    found = _report(person, "access report")
    programs = tokens.programs(one.session_id for one in found.seen)
    lines = [(one, programs.get(one.session_id or 0, "")) for one in found.seen]
    return render(request, "desk/privacy/report.html", {"report": found, "lines": lines, "person": person})


@require_GET
@officers
def letter(request: DeskRequest, person: UUID) -> HttpResponse:
    """The same for the person herself, to be printed; workers are named only where the agency's rule is so."""
    found = _report(person, "access letter")
    context = {
        "report": found,
        "lines": letter_lines(found, names=settings.LETTER_NAMES),
        "names": settings.LETTER_NAMES,
        "agency": organisation.the_agency(),
        "today": clock.today(),
        "person": person,
        "posting": posting(found.person_id),
    }
    return render(request, "desk/privacy/letter.html", context)


def _report(person: UUID, act: str) -> Report:
    found = access_report(person, act=act)
    if found is None:
        raise Http404
    return found
