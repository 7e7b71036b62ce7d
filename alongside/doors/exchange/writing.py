"""How a program writes: once for each key, on the version that it saw."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alongside.agency.drafts.actions import submit_once
from alongside.doors.exchange import answers
from alongside.doors.exchange.api import api
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.shapes import Given, Resource, Shown
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.holding import hold

S = TypeVar("S", bound=Shown)

KEY = re.compile(r"[!-~]{1,64}")
ANOTHER = "submission.changed"
"""The refusal of a key that came with something else before."""
NOTHING = -1
"""No version at all."""
VERSION = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def version_seen(request: HttpRequest, now: int) -> int:
    """The version that ``If-Match`` names; ``now`` when the program does not say which one it saw."""
    said = request.headers.get("If-Match", "*").strip()
    if said == "*":
        return now
    found = VERSION.fullmatch(said)
    if found is None:
        raise Refused("if_match", _("If-Match names one version, like “3”: the one in the answer that you read."))
    return int(found[1])


def unchanged(request: HttpRequest, row: Any) -> None:
    """Raise ``Stale`` when ``If-Match`` names another version than that of ``row``: for verbs that do not ask for one.

    The row is held until the verb is done, so that of two programs which saw the same version one comes too late.
    """
    if version_seen(request, NOTHING) != NOTHING:
        hold(row)
        same_version(request, row.version)


def same_version(request: HttpRequest, version: int) -> None:
    """Raise ``Stale`` when ``If-Match`` names another version than ``version``."""
    if version_seen(request, version) != version:
        raise Stale(_("Somebody changed this since you read it. Read it again, then decide."), {})


def written(
    request: ExchangeRequest,
    act: Callable[[], UUID],
    show: Callable[[UUID], S],
    *,
    status: int = 200,
    sent: Given | None = None,
    at: UUID | None = None,
    now: Callable[[UUID], Shown] | None = None,
) -> HttpResponse:
    """Do ``act`` once for this ``Idempotency-Key`` and answer with the thing it leads to.

    ``act`` returns the thing's outside name, which ``show`` reads; the second call with the same key and body does
    nothing and shows the same thing. When somebody else changed it meanwhile, the answer is 409 with both versions;
    ``at`` is then the thing to show, read by ``now`` when it is of another kind; without it something begins, and there
    is no version that ``If-Match`` could name. What the reader does not see any more
    once it is done (she handed it on) is answered 204.
    """
    if version_seen(request, NOTHING) != NOTHING and at is None:
        raise Refused("if_match", _("What begins has no version yet. Leave If-Match out, or change what is there."))
    key = request.headers.get("Idempotency-Key")
    if key is not None and not KEY.fullmatch(key):
        raise Refused("idempotency_key", _("An Idempotency-Key has 1 to 64 signs, without spaces."))
    body = {"call": [request.method or "", request.path], "body": [request.body.decode("utf-8")]}
    try:
        name = submit_once(key=f"api:{key}" if key else "", body=body, act=lambda: str(act()), by=request.reader)
    except Stale as stale:
        return _conflict(stale, (now or show)(at) if at else None, sent)
    except Refused as refusal:
        if refusal.code == ANOTHER:
            words = _("This Idempotency-Key was sent before, with another call or body. Use a key of its own for each.")
            raise Refused("idempotency_key", words) from None
        raise
    try:
        thing = show(UUID(name))
    except NotFound:
        return HttpResponse(status=204)
    return shown(request, thing, status=status)


def shown(request: HttpRequest, thing: Shown, *, status: int = 200) -> HttpResponse:
    """The thing, with its version, when it has one, as ETag."""
    response = api.create_response(request, thing.model_dump(mode="json", by_alias=True), status=status)
    return _tagged(response, thing)


def _tagged(response: HttpResponse, thing: Shown) -> HttpResponse:
    if isinstance(thing, Resource):
        response.headers["ETag"] = f'"{thing.version}"'
    return response


def _conflict(stale: Stale, current: Shown | None, sent: Given | None) -> HttpResponse:
    now = current.model_dump(mode="json", by_alias=True) if current else dict(stale.theirs)
    yours = sent.model_dump(mode="json", exclude_unset=True) if sent else {}
    response = answers.problem(409, stale.code, str(stale.message), {}, current=now, yours=yours)
    return _tagged(response, current) if current else response
