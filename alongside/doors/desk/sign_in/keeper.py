"""The keeper of the door of desk and console: signed in, staff, and with a second factor, before anything opens."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alongside.agency.access.enums import ActorKind
from alongside.agency.organisation import queries as organisation
from alongside.doors.desk import errors
from alongside.ground.foundation.reader import Reader

Handler = Callable[[HttpRequest], HttpResponse]

BEFORE_SIGN_IN = (
    "/sign-in/",
    "/sign-out/",
    "/password/",
    "/welcome/",
    "/session/",
    "/language/",
    "/static/",
    "/csp-report/",
    "/healthz",
    "/readyz",
)
"""What answers a visitor who has not signed in; every other address leads her to the sign-in page."""
OTHER_DOORS = ("/portal/", "/partner/", "/field/", "/api/", "/fhir/", "/calendar/")
"""Doors with an entrance of their own; this keeper does not stand there."""
SCRIPTED = ("/drafts/",)
"""Addresses that only scripts ask."""
SETTING_UP = ("/settings/second-factor/", "/sign-in/", "/sign-out/")
PROVED = "second_factor_proved"
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def keep_door(get_response: Handler) -> Handler:
    """Middleware: turn away whoever may not come in by this door, and say in plain words why."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = turned_away(request) or get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return handle


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer for whoever may not come in; None for whoever may."""
    if settings.DEMO and not from_this_machine(request):
        return _words(request, _("This is a demonstration"), _("It opens only on the machine on which it runs."))
    if request.path.startswith(BEFORE_SIGN_IN + OTHER_DOORS):
        return None
    reader: Reader | None = getattr(request, "reader", None)
    if reader is None:
        return signed_out(request)
    if reader.kind != ActorKind.WORKER:
        body = render_to_string("desk/sign_in/for_staff.html", request=request)
        return HttpResponse(body, status=403)
    if lacks_second_factor(request) and not request.path.startswith(SETTING_UP):
        return redirect("second-factor-start")
    return None


def signed_out(request: HttpRequest) -> HttpResponse:
    """Lead a page to the sign-in and back; tell a script by 401, so that the page asks in place."""
    scripted = request.headers.get("X-Requested-With") == "fetch" or request.headers.get("HX-Request") == "true"
    if scripted or request.path.startswith(SCRIPTED) or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": _("You were signed out. Your text is still on this page.")}, status=401)
    if request.method not in ("GET", "HEAD"):
        words = _("You were signed out before this was sent. Sign in, go back to the page, and send it again.")
        return errors.page(request, 401, _("Please sign in"), words)
    return redirect_to_login(request.get_full_path())


def second_factor_wanted() -> bool:
    """Everywhere but in a demonstration and in tests (R-40); a demonstration is one only if its database says so."""
    if settings.TESTING:
        return False
    return not (settings.DEMO and organisation.the_agency().demonstration)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this sign-in still rests on a password alone where that is not enough."""
    return second_factor_wanted() and not has_proved(request)


def has_proved(request: HttpRequest) -> bool:
    """Whether a second factor was used, or set up, in this sign-in. A passkey by itself counts."""
    if request.session.get(PROVED):
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def from_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from the machine itself."""
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _words(request: HttpRequest, title: str, words: str) -> HttpResponse:
    return errors.page(request, 403, title, words)
