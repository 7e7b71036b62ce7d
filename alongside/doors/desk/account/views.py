"""One's own settings, and one's sign-ins on other devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.access import actions as access
from alongside.doors.desk.account.forms import OwnSettings
from alongside.doors.desk.entrance import DeskRequest, secret_of_session

BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera"}
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in: on what, from where, since when, and when it was last used."""

    number: int
    device: str
    address: str
    since: datetime
    seen: datetime | None
    current: bool


@require_http_methods(["GET", "POST"])
def settings_page(request: DeskRequest) -> HttpResponse:
    """How pages look and sound, and the ways to one's password, second factors and sign-ins."""
    account: Any = request.user
    kept = {
        "language": account.language or translation.get_language(),
        "theme": account.theme or "system",
        "density": account.density or "comfortable",
        "single_keys": account.single_keys,
    }
    form = OwnSettings(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        access.keep_settings(account=account, by=request.reader, **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your settings are saved."))
        response = redirect("settings")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    context = {
        "form": form,
        "username": account.get_username(),
        "second_factor": is_mfa_enabled(account),
        "sign_ins": len(_sign_ins(request)),
    }
    return render(request, "desk/account/settings.html", context)


@require_GET
def sign_ins(request: DeskRequest) -> HttpResponse:
    """Where one is signed in."""
    return render(request, "desk/account/sign_ins.html", {"sign_ins": _sign_ins(request)})


@require_POST
def end_sign_in(request: DeskRequest) -> HttpResponse:
    """End one sign-in, or every other one with ``all``; what was open there sees nothing from now on."""
    chosen = request.POST.get("sign_in", "")
    mine = [one for one in UserSession.objects.purge_and_list(request.user) if not one.is_current()]
    if chosen != "all":
        mine = [one for one in mine if str(one.pk) == chosen]
        if not mine:
            raise Http404
    for one in mine:
        access.end_session(secret=secret_of_session(one.session_key))
        one.end()
    messages.success(request, _("Ended. That device is asked to sign in again."))
    return redirect("sign-ins")


def _sign_ins(request: DeskRequest) -> list[SignIn]:
    found = [_shown(one) for one in UserSession.objects.purge_and_list(request.user)]
    return sorted(found, key=lambda one: (not one.current, -one.since.timestamp()))


def _shown(row: UserSession) -> SignIn:
    seen = SessionStore(row.session_key).get("seen")
    return SignIn(
        number=row.pk,
        device=device(row.user_agent),
        address=row.ip,
        since=row.created_at,
        seen=datetime.fromtimestamp(seen, tz=UTC) if seen else None,
        current=row.is_current(),
    )


def device(agent: str) -> str:
    """Browser and device in two words, from what the browser says of itself."""
    browser = next((NAMES.get(name, name) for name in BROWSERS if f"{name}/" in agent), "")
    on = next((words for mark, words in DEVICES if mark in agent), "")
    if browser and on:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": on}
    return browser or on or _("A browser that does not say its name")
