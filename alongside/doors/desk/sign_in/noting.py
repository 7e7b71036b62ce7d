"""That somebody came in by the desk, or tried to, stands in the reading log like everything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings

Handler = Callable[[HttpRequest], HttpResponse]
WAYS_IN = {
    "account_login",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "welcome",
}
"""The addresses at which a name, a password, a code or a key is tried."""


def note_ways_in(get_response: Handler) -> Handler:
    """Middleware: write down every try at a way in, in the transaction of the try, as who it was or as nobody's."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match is not None and match.view_name in WAYS_IN and response.status_code < 500:
            _note(request, response)
        return response

    return handle


def _note(request: HttpRequest, response: HttpResponse) -> None:
    inside, passed = request.user.is_authenticated, response.status_code == 302
    typed = request.POST.get("login", "")[:150]
    actor: int | None = request.user.actor_id if inside else None  # type: ignore[union-attr]  # an Account
    if not inside and typed:
        account = readings.account_named(typed)
        actor = account.actor_id if account else None
    act = "sign in, first step" if passed and not inside else "sign in"
    access.note_entrance(
        actor_id=actor,
        act=act,
        came_in=passed,
        asked="" if actor is not None else readings.asked_digest(typed),
        request_id=request.request_id,  # type: ignore[attr-defined]  # see DeskRequest
    )
