"""Who looked at what: the reading log in numbers, and the review of emergency access."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alongside.agency.access import actions, queries
from alongside.agency.access.enums import RESULTS, GrantReason, act_words
from alongside.agency.staff import queries as staff
from alongside.agency.tokens import queries as tokens
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import READS_LOGS
from alongside.ground.ui.forms import DateBox

PAGE = 100
View = Callable[..., HttpResponse]


class LogForm(forms.Form):
    """Which day, and whose events."""

    on = forms.DateField(label=gettext_lazy("Day"), required=False, widget=DateBox())
    worker = forms.UUIDField(label=gettext_lazy("Worker"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [*staff.workers(), *staff.workers_who_left()]
        self.fields["worker"].widget.choices = [
            ("", _("Everyone")),
            *[(str(line.public_id), line.name) for line in known],
        ]


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


def officers(view: View) -> View:
    """Open a page to privacy officers and to nobody else."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.reader.holds(READS_LOGS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@officers
def log(request: DeskRequest) -> HttpResponse:
    """The reading log of a day, of everyone or of one worker: who, when, what kind, on what ground."""
    form = LogForm({"on": request.GET.get("on") or clock.today().isoformat(), "worker": request.GET.get("worker", "")})
    day, worker = clock.today(), None
    if form.is_valid():
        day, worker = form.cleaned_data["on"] or day, form.cleaned_data["worker"]
    line = staff.worker_by_public_id(worker) if worker else None
    begins = morning(day)
    before = request.GET.get("before", "")
    found = queries.log_page(
        begins=begins,
        ends=morning(day + timedelta(days=1)),
        actor_id=line.actor_id if line else None,
        before=int(before) if before.isdecimal() else None,
        size=PAGE + 1,
    )
    words = dict(GrantReason.choices)
    programs = tokens.programs(event.session_id for event in found)
    context = {
        "form": form,
        "day": day,
        "worker": worker or "",
        "events": [
            (event, act_words(event.act), words.get(event.ground, ""), programs.get(event.session_id or 0, ""))
            for event in found[:PAGE]
        ],
        "results": RESULTS,
        "more": found[PAGE - 1].id if len(found) > PAGE else None,
        "waiting": len(queries.emergencies()),
    }
    return render(request, "desk/privacy/log.html", context)


@require_GET
@officers
def emergencies(request: DeskRequest) -> HttpResponse:
    """Emergency accesses: those that wait for a look, and those that were looked at."""
    found = queries.emergencies(open_only=False)
    context = {
        "waiting": [one for one in found if one.reviewed_at is None],
        "seen": [one for one in found if one.reviewed_at is not None],
        "self": request.reader.actor_id,
    }
    return render(request, "desk/privacy/emergencies.html", context)


@require_http_methods(["GET", "POST"])
@officers
def review(request: DeskRequest, grant: UUID) -> HttpResponse:
    """Look at one emergency access and say what was found. Nobody reviews her own."""
    found = next((one for one in queries.emergencies() if one.grant == grant), None)
    if found is None or found.actor_id == request.reader.actor_id:
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not actions.review_emergency(grant=grant, note=form.cleaned_data["note"], by=request.reader):
            raise Http404
        messages.success(request, _("Kept with the record"))
        return redirect("emergencies")
    return render(request, "desk/privacy/review.html", {"one": found, "form": form})


def morning(day: date) -> datetime:
    """When a day begins in the agency's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
