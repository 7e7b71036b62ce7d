"""One's own tokens: for programs that act for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.tokens import actions, queries
from alongside.agency.tokens.enums import CALENDAR, FEED, READING, SCOPES, Noun, Verb, scope_of
from alongside.agency.tokens.queries import TokenLine
from alongside.agency.tokens.rules import LONGEST_DAYS, PREFIX
from alongside.doors.desk.account.forms import NewToken
from alongside.doors.desk.again import once_more
from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Listed:
    """A token in the list, with what it may do in words."""

    line: TokenLine
    whose: str
    may: str


@require_http_methods(["GET", "POST"])
@once_more
def tokens(request: DeskRequest) -> HttpResponse:
    """The tokens there are; the words of a new one, or the address of a new calendar, are shown this once."""
    form = NewToken(request.POST or None, initial={"days": "90"})
    made: list[str] = []
    address = ""
    if request.method == "POST" and "calendar" in request.POST:
        address, form = _calendar_address(request), NewToken(initial={"days": "90"})
    elif request.method == "POST" and carried_out(form, lambda: made.append(_made(request, form))):
        form = NewToken(initial={"days": "90"})
    found = [_listed(line, request) for line in queries.tokens_seen(by=request.reader)]
    context = {
        "form": form,
        "made": made[0] if made else "",
        "address": address,
        "live": [one for one in found if one.line.live],
        "ended": [one for one in found if not one.line.live],
    }
    return render(request, "desk/account/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def end_token(request: DeskRequest) -> HttpResponse:
    """End a token: one's own, or for whoever administers anybody's."""
    try:
        actions.end_token(token=UUID(request.POST.get("token", "")), by=request.reader)
    except (NotFound, ValueError):
        raise Http404 from None
    messages.success(request, _("Ended. The next call with it is refused."))
    return redirect("tokens")


def _made(request: DeskRequest, form: NewToken) -> str:
    said = form.cleaned_data
    scopes = SCOPES if said["may"] == "all" else READING if said["may"] == "read" else said["scopes"]
    return actions.make_token(name=said["name"], scopes=scopes, days=int(said["days"]), by=request.reader)


def _calendar_address(request: DeskRequest) -> str:
    """A new secret address of the reader's calendar; with ``words`` it shows initials."""
    scopes = FEED if "words" in request.POST else {CALENDAR}
    words = actions.make_token(name=_("My calendar"), scopes=scopes, days=LONGEST_DAYS, by=request.reader)
    return request.build_absolute_uri(reverse("calendar", args=[words.removeprefix(PREFIX)]))


def _listed(line: TokenLine, request: DeskRequest) -> Listed:
    whose = "" if line.actor_id == request.reader.actor_id else line.whose
    return Listed(line, whose, may_words(frozenset(line.scopes)))


def may_words(scopes: frozenset[str]) -> str:
    """What a token may do, in words."""
    if scopes == FEED:
        return _("Shows your appointments with initials, in a calendar")
    if scopes <= FEED:
        return _("Shows when your appointments are, in a calendar")
    if scopes == SCOPES:
        return _("Reads and writes everything you can")
    if scopes == READING:
        return _("Reads everything you can")
    nouns: Any = [
        f"{noun.label} ({_('reads and writes') if scope_of(noun, Verb.WRITE) in scopes else _('reads')})"
        for noun in Noun
        if {scope_of(noun, Verb.READ), scope_of(noun, Verb.WRITE)} & scopes
    ]
    return ", ".join(nouns)
