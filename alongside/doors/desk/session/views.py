"""Staying signed in, and signing in again on the page that was being written, without losing a letter."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from alongside.ground.foundation.errors import Refused

SALT = "alongside.session.again"
CODES = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]


def again_url(username: str) -> str:
    """Where a page of this account signs in again: the page itself says for whom, since the session may be gone."""
    return reverse("session-again-as", args=[signing.dumps(username, salt=SALT)])


@require_POST
def extend(request: HttpRequest) -> HttpResponse:
    """Stay signed in: the idle time starts anew. 401 when the session has ended already."""
    if not request.user.is_authenticated:
        return JsonResponse({"message": _("You were signed out. Your text is still on this page.")}, status=401)
    request.session["seen"] = int(time.time())
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def again(request: HttpRequest, who: str = "") -> HttpResponse:
    """Sign the writer of this page in again by her password, and her code when she has one.

    Answers 200 with a fresh token for the page, or 400 with a sentence that says what would be right. The token of the
    page may have gone with its cookies, so the request proves otherwise that it comes from our own page.
    """
    if not _from_our_page(request):
        return JsonResponse({"message": _("This request did not come from our page.")}, status=403)
    username = _writer(who)
    try:
        if not (request.user.is_authenticated and request.user.get_username() == username):
            _sign_in(request, username)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=400)
    answer = JsonResponse({"csrf": get_token(request)})
    answer.headers["X-Session-Expires"] = str(int(time.time()) + settings.SESSION_COOKIE_AGE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _from_our_page(request: HttpRequest) -> bool:
    """Another site cannot send this header without asking first, and is never allowed to."""
    origin = request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("X-Requested-With") == "fetch" and (not origin or origin == ours)


def _writer(who: str) -> str:
    try:
        return str(signing.loads(who, salt=SALT, max_age=settings.SESSION_ABSOLUTE_SECONDS))
    except signing.BadSignature:
        return ""


def _sign_in(request: HttpRequest, username: str) -> None:
    if not username:
        words = _("This page has been open too long. Sign in on another page of this browser, then press here again.")
        raise Refused("session.page", words)
    adapter = get_adapter(request)
    try:
        account = adapter.authenticate(request, username=username, password=request.POST.get("password", ""))
    except ValidationError as error:
        raise Refused("session.wait", " ".join(error.messages)) from None
    if account is None:
        raise Refused("session.password", _("That password did not match. Your text is still here; try again."))
    _check_code(account, request.POST.get("code", ""))
    record_authentication(request, account, method="password", username=username)
    adapter.login(request, account)


def _check_code(account: AbstractBaseUser, code: str) -> None:
    """Ask for the second factor when the account has one; a passkey needs its own page."""
    if not is_mfa_enabled(account):
        return
    if not is_mfa_enabled(account, CODES):
        words = _("You sign in with a passkey. Use it on another page of this browser, then press here again.")
        raise Refused("session.passkey", words)
    form = AuthenticateForm({"code": code}, user=account)
    if not form.is_valid():
        raise Refused("session.code", _("That code did not match. Type the six digits that your device shows now."))
    form.save()
