"""Signing in and out, second factors, and one's own sign-ins on other devices.

The library does the work; what stands here adds what it does not know: the database's own sessions, and that a second
factor set up in this sign-in counts for it.
"""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from alongside.agency.access import actions as access
from alongside.doors.desk.entrance import DeskRequest, session_secret
from alongside.doors.desk.sign_in.keeper import PROVED


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this sign-in here and in the database."""
    if request.user.is_authenticated:
        access.end_session(secret=session_secret(request))
    logout(request, show_message=False)
    return redirect(settings.LOGIN_URL)


@require_GET
def start_second_factor(request: DeskRequest) -> HttpResponse:
    """Lead through setting up the second factor, or to using the one there is."""
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return redirect("mfa_reauthenticate")
    if is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN]):
        return redirect("mfa_reauthenticate_webauthn")
    return render(request, "desk/sign_in/start_second_factor.html")


def set_up_app(request: DeskRequest) -> HttpResponse:
    """Set up the codes of a device."""
    response: HttpResponse = totp.activate_totp(request)
    return _proved(request, response, Authenticator.Type.TOTP)


def add_passkey(request: DeskRequest) -> HttpResponse:
    """Add a passkey or security key."""
    response: HttpResponse = webauthn.add_webauthn(request)
    return _proved(request, response, Authenticator.Type.WEBAUTHN)


def _proved(request: HttpRequest, response: HttpResponse, kind: str) -> HttpResponse:
    done = request.method == "POST" and response.status_code == 302
    if done and request.user.is_authenticated and is_mfa_enabled(request.user, [kind]):
        request.session[PROVED] = True
    return response
