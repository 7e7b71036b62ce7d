"""A team's page, and the look at an emergency afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from alongside.agency.access.actions import review_emergency
from alongside.doors.desk.cases.frame import LOOKS
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.reader import READS_LOGS, Reader
from alongside.oversight.overviews.team_page import EmergencyRow, TeamPage, emergency_rows, team_page

WAITING_SHOWN = 8
"""How many cases that nobody carries stand open on the page; the rest is one press away."""


class ReviewForm(forms.Form):
    """What the look at an emergency found."""

    note = forms.CharField(
        label=gettext_lazy("What you found"),
        widget=forms.Textarea,
        min_length=10,
        max_length=2000,
        help_text=gettext_lazy("Was it needed, and what follows? At least 10 letters. It is kept."),
        error_messages={"min_length": gettext_lazy("Say a little more: at least 10 letters.")},
    )


@require_GET
def team(request: DeskRequest) -> HttpResponse:
    """Who carries how much, and what waits for somebody. For the privacy officer: the emergencies only."""
    by = request.reader
    if not _may_open(by):
        raise PermissionDenied
    page = team_page(by=by)
    waiting = [(line, LOOKS[line.stage]) for line in page.unassigned]
    context = {
        "page": page,
        "title": page.teams[0].name if len(page.teams) == 1 else _("Team"),
        "state": _state(page),
        "supervises": bool(by.supervises),
        "unassigned": waiting[:WAITING_SHOWN],
        "later_unassigned": waiting[WAITING_SHOWN:],
        "nothing_words": _("Nothing waits for somebody"),
        "nothing_text": _("Cases that nobody carries and requests that nobody has taken would stand here."),
    }
    return render(request, "desk/team/team.html", context)


@require_http_methods(["GET", "POST"])
def review(request: DeskRequest, grant: UUID) -> HttpResponse:
    """Look at one emergency access and say what was found."""
    by = request.reader
    if not _may_open(by):
        raise PermissionDenied
    row = _waiting(grant, by)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not review_emergency(grant=grant, note=form.cleaned_data["note"], by=by):
            raise Http404
        messages.success(request, _("Kept with the record"))
        return redirect("team")
    context: dict[str, Any] = {"row": row, "form": form, "kept_words": _("What you typed is still here.")}
    return render(request, "desk/team/review.html", context, status=422 if form.errors else 200)


def _waiting(grant: UUID, by: Reader) -> EmergencyRow:
    """The emergency that waits for a look by ``by``; her own waits for somebody else."""
    for row in emergency_rows(by=by):
        if row.emergency.grant == grant and not row.own:
            return row
    raise Http404


def _may_open(by: Reader | None) -> bool:
    return by is not None and (bool(by.teams) or by.holds(READS_LOGS))


def _state(page: TeamPage) -> str:
    """One sentence that says the state: workers, cases, what waits."""
    workers = sum(len(view.workers) for view in page.teams)
    carried = sum(view.cases for view in page.teams)
    waiting = len(page.unassigned) + len(page.urgent) + len(page.accepted)
    parts = []
    if page.teams:
        many = ngettext("%(n)d worker", "%(n)d workers", workers) % {"n": workers}
        parts.append(_("%(workers)s, %(cases)s.") % {"workers": many, "cases": _open_cases(carried)})
    if waiting:
        words = ngettext("%(n)d thing waits for somebody.", "%(n)d things wait for somebody.", waiting)
        parts.append(words % {"n": waiting})
    if page.emergencies:
        count = len(page.emergencies)
        parts.append(ngettext("%(n)d emergency to look at.", "%(n)d emergencies to look at.", count) % {"n": count})
    return " ".join(parts)


def _open_cases(count: int) -> str:
    return ngettext("%(n)d open case", "%(n)d open cases", count) % {"n": count}
