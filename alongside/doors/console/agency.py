"""The page of the agency's own settings."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.organisation import actions, queries
from alongside.doors.console.entrance import ConsoleRequest, administrators
from alongside.doors.console.forms import AgencyForm, show
from alongside.doors.console.places import places
from alongside.ground.foundation.errors import Refused


@require_http_methods(["GET", "POST"])
@administrators
def settings_page(request: ConsoleRequest) -> HttpResponse:
    """Name, time zone, holidays, languages, and the numbers that people must find at once."""
    agency = queries.the_agency()
    form = AgencyForm(request.POST or None, initial={**asdict(agency), "languages": ", ".join(agency.languages)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_agency(demonstration=agency.demonstration, by=request.reader, **form.cleaned_data)
        except Refused as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("The agency's settings are saved."))
            return redirect("agency")
    return render(request, "console/agency.html", {"form": form, "places": places("agency")})
