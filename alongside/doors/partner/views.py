"""The page of a member of a care team: their lines of the plan, and what became of them (S-118)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.agency.access.actions import end_session
from alongside.doors.partner import answers
from alongside.doors.partner.entrance import PartnerRequest, cookie_name
from alongside.doors.partner.forms import TellForm
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.practice.careteams.queries import own_place
from alongside.practice.careteams.rules.links import secret_in
from alongside.practice.plans.actions import tell_of_line
from alongside.practice.plans.queries.sharing import slice_line, slice_of

KEPT = "kept"


def lines(request: PartnerRequest, token: str) -> HttpResponse:
    """Everything that is shared with them, and nothing else."""
    if request.method not in ("GET", "HEAD"):
        return answers.absent(request)
    try:
        place = own_place(by=request.reader)
    except NotFound:
        return answers.absent(request)
    context = {
        "place": place,
        "lines": slice_of(place),
        "here": request.path,
        "kept": KEPT in request.GET,
    }
    return answers.page("lines", context, request=request)


def line(request: PartnerRequest, token: str, line: UUID) -> HttpResponse:
    """One line, and what became of it; every other line is not there."""
    if request.method not in ("GET", "HEAD", "POST"):
        return answers.absent(request)
    try:
        place = own_place(by=request.reader)
        shown = slice_line(place, line)
    except NotFound:
        return answers.absent(request)
    form = TellForm(request.POST or None, initial={"version": shown.version, "state": shown.state})
    status = 200
    if request.method == "POST":
        status = _told(request, line, form)
        if status == 302:
            return HttpResponseRedirect(f"{reverse('partner', args=[token])}?{KEPT}")
        if status == 404:
            return answers.absent(request)
        if status == 409:
            form.data = form.data.copy()  # type: ignore[attr-defined]  # what was sent
            form.data["version"] = str(shown.version)  # type: ignore[index]  # a copy may be changed
    context = {
        "place": place,
        "line": shown,
        "form": form,
        "back": reverse("partner", args=[token]),
        "kept": _("What you typed is still here."),
    }
    return answers.page("line", context, request=request, status=status)


def _told(request: PartnerRequest, line: UUID, form: TellForm) -> int:
    """The status of the answer; 302 when it was taken down."""
    if not form.is_valid():
        return 422
    what = form.cleaned_data
    try:
        tell_of_line(line=line, state=what["state"], words=what["words"], version=what["version"], by=request.reader)
    except NotFound:
        return 404
    except Stale as stale:
        form.add_error(None, str(stale.message))
        return 409
    except Refused as refusal:
        for name, words in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(words))
        if not refusal.fields:
            form.add_error(None, str(refusal.message))
        return 422
    return 302


def code(request: PartnerRequest, token: str) -> HttpResponse:
    """The code was given already: to the page itself."""
    return answers.go_on(token)


def leave(request: PartnerRequest, token: str) -> HttpResponse:
    """End this sitting, on this device, at once."""
    if request.method != "POST":
        return answers.go_on(token)
    name = cookie_name(secret_in(token) or b"")
    device = secret_in(request.COOKIES.get(name, ""))
    if device is not None:
        end_session(secret=device)
    response = answers.left()
    response.delete_cookie(name, samesite="Strict")
    return response
