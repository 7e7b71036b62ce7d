"""The REST API: its document, what each call may answer, and how every fault becomes a problem in plain words."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import HttpBearer

from alongside.agency.tokens.enums import SCOPES, Noun, Verb, scope_of
from alongside.doors.exchange import answers
from alongside.doors.exchange.describing import described
from alongside.doors.exchange.examples import with_examples
from alongside.doors.exchange.shapes import Conflict, Problem
from alongside.doors.exchange.strict import StrictParser, Unreadable
from alongside.ground.foundation.encryption import Unopened
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.masters import NoMaster

logger = logging.getLogger(__name__)

DESCRIPTION = """
The record of one agency, for programs that act for one of its workers. A token reads what its worker may read, at
every moment, and never more. A record that does not exist and one that the worker may not see both answer 404.

Lists come in pages: send `after` of one page as `?after=` of the next. Writes accept an `Idempotency-Key` (the same
press gives the same thing); those on what is there, an `If-Match` with the version that you saw (409 and both versions
when it is stale).
Every reading is written to the reading log with the token that read.
"""


class Token(HttpBearer):
    """A worker's token; ``scope`` is what the operation needs of it, nothing for what every token may know."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """Who came in was found out at the entrance; here it is asked whether the token allows this."""
        return self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The reader; a problem when the token's scopes leave this out."""
        if (self.scope and self.scope not in request.scopes) or not request.scopes & SCOPES:  # type: ignore[attr-defined]  # see ExchangeRequest
            raise OutOfScope(self.scope)
        return request.reader  # type: ignore[attr-defined]


class OutOfScope(Refused):
    """The token was made for other things."""

    def __init__(self, scope: str) -> None:
        words = _("This token does not allow “%(scope)s”. Make one that does, in Settings.") % {"scope": scope}
        super().__init__("token.scope", words)


class Exact(NinjaJSONEncoder):
    """Times to the microsecond, as in every other answer: a list and a detail say the same."""

    def default(self, o: Any) -> Any:
        """What JSON has no sign for."""
        return o.isoformat().replace("+00:00", "Z") if isinstance(o, datetime) else super().default(o)


class Renderer(JSONRenderer):
    """Writes answers."""

    encoder_class = Exact


class Api(NinjaAPI):
    """The API; operations are called in its document as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """``read_person``, not the whole path of the module."""
        return operation.view_func.__name__


api = Api(
    title="Alongside",
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
    renderer=Renderer(),
    urls_namespace="exchange",
)

READS: Mapping[Any, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
WRITES: Mapping[Any, Any] = {**READS, 204: None, 400: Problem, 409: Conflict, 413: Problem, 415: Problem}

IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,64}$"},
    "description": "A key of your own for this press: sent again, it gives the same thing and writes nothing.",
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": r'^(\*|(W/)?"?[0-9]{1,9}"?)$'},
    "description": "The version that you saw; when it is stale the answer is 409 with both versions.",
}


def reads(noun: Noun | None, shape: Any, **more: Any) -> dict[str, Any]:
    """The arguments of an operation that reads: the scope it needs (None: any token) and everything it can answer."""
    scope = scope_of(noun, Verb.READ) if noun else ""
    return {
        "auth": Token(scope),
        "response": {200: shape, **READS},
        "by_alias": True,
        "openapi_extra": {"x-scope": scope},
        **more,
    }


def begins(noun: Noun, shape: Any, **more: Any) -> dict[str, Any]:
    """The arguments of an operation that begins a thing of its own: there is no version yet that could be stale."""
    return _writing(noun, {201: shape}, [IDEMPOTENCY_KEY], **more)


def writes(noun: Noun, shape: Any, *, status: int = 200, **more: Any) -> dict[str, Any]:
    """The arguments of an operation on what is there; 204 is for what the worker sees no more once it is done."""
    return _writing(noun, {status: shape}, [IDEMPOTENCY_KEY, IF_MATCH], **more)


def _writing(noun: Noun, done: Mapping[int, Any], headers: list[Any], **more: Any) -> dict[str, Any]:
    scope = scope_of(noun, Verb.WRITE)
    return {
        "auth": Token(scope),
        "response": {**done, **WRITES},
        "by_alias": True,
        "openapi_extra": {"parameters": headers, "x-scope": scope},
        **more,
    }


@api.exception_handler(NotFound)
def _absent(request: HttpRequest, fault: Exception) -> HttpResponse:
    return answers.absent()


@api.exception_handler(OutOfScope)
def _out_of_scope(request: HttpRequest, fault: OutOfScope) -> HttpResponse:
    return answers.problem(403, fault.code, str(fault.message))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    return answers.refused(fault)


@api.exception_handler(Unopened)
@api.exception_handler(NoMaster)
def _locked(request: HttpRequest, fault: Exception) -> HttpResponse:
    logger.error("A key is missing: %s", fault)
    words = _("Part of this is encrypted, and the key that opens it is not on this machine. Nothing is lost.")
    return answers.problem(503, "locked", words)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    return answers.without_token()


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, fault: HttpError) -> HttpResponse:
    why = fault.__cause__.message if isinstance(fault.__cause__, Unreadable) else _("The body is not JSON.")
    return answers.problem(fault.status_code, "unreadable", str(why))


@api.exception_handler(ValidationError)
def _fields(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """A sentence for each field at fault; never what was sent, which may be somebody's secret."""
    fields = {_place_of(one["loc"]): _sentence(one) for one in fault.errors}
    return answers.problem(422, "fields", _("Some fields are missing or hold what they cannot hold."), fields)


def _place_of(loc: Any) -> str:
    parts = [str(part) for part in loc if part not in ("body", "query", "path", "header")]
    return ".".join(parts[1:] if parts[:1] in (["given"], ["sought"]) else parts) or "body"


def _sentence(one: Mapping[str, Any]) -> str:
    kind = str(one.get("type", ""))
    if kind == "missing":
        return _("This is needed.")
    if kind == "extra_forbidden":
        return _("There is no such field here.")
    return str(one.get("msg", "")).removeprefix("Value error, ")


@cache
def _document() -> bytes:
    """The same for everybody and in every language: made once for each process."""
    return json.dumps(described(with_examples(api.get_openapi_schema(path_prefix="/api/v1/")))).encode()


def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document of the API."""
    if request.method not in ("GET", "HEAD"):
        return answers.not_that_way("GET, HEAD")
    return HttpResponse(_document(), content_type="application/json")
