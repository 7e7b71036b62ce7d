"""The page of teams."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.organisation import actions, queries
from alongside.agency.organisation.enums import TeamKind
from alongside.agency.staff import queries as staff
from alongside.doors.console.entrance import ConsoleRequest, administrators
from alongside.doors.console.forms import TeamForm, show
from alongside.doors.console.places import places
from alongside.ground.foundation.errors import Refused


@require_http_methods(["GET", "POST"])
@administrators
def list_teams(request: ConsoleRequest) -> HttpResponse:
    """The teams, who is in each, which programmes each serves; and a new one."""
    form = TeamForm(request.POST or None, initial={"kind": TeamKind.CASEWORK})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_team(
                name=form.cleaned_data["name"], kind=TeamKind(form.cleaned_data["kind"]), by=request.reader
            )
        except Refused as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("The team is there. Give workers a role in it."))
            return redirect("teams")
    programmes, workers = queries.programmes(), staff.staff()
    lines = [
        {
            "name": team.name,
            "kind": TeamKind(team.kind).label,
            "members": [line.name for line in workers if any(held.team_id == team.id for held in line.roles)],
            "programmes": [line.name for line in programmes if team.id in (*line.team_ids, line.intake_team_id)],
        }
        for team in queries.teams()
    ]
    return render(request, "console/teams.html", {"form": form, "teams": lines, "places": places("teams")})
