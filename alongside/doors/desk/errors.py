"""Pages for when something cannot be shown: the same plain words for absent and hidden, and the text kept."""

from __future__ import annotations

import logging
import sys

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alongside.ground.foundation.encryption import Unopened
from alongside.ground.foundation.masters import NoMaster

READ_ONLY = "25006"
logger = logging.getLogger(__name__)


def page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    """A page of a few words, with ``status``."""
    body = render_to_string("desk/problem.html", {"title": title, "words": words, "status": status})
    return HttpResponse(body, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and hidden: byte for byte the same."""
    return page(request, 404, _("Nothing here"), _("There is nothing here that you can open. Check the address."))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that this role does not open."""
    return page(request, 403, _("Not part of your role"), _("This page belongs to another role in your agency."))


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent from a page that is too old or not ours."""
    words = _("This page was open too long to be sent safely. Go back, your text is still there, and send it again.")
    return page(request, 403, _("Please send it again"), words)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense to us."""
    return page(request, 400, _("We could not read that"), _("Something in the address or form was not readable."))


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Tried too often: guessing is slow, whoever guesses."""
    words = _("That was tried too often. Wait a few minutes, then try again.")
    response = page(request, 429, _("Please wait a little"), words)
    response.headers["Retry-After"] = "300"
    return response


def database_is_away(error: BaseException | None) -> bool:
    """Whether an error means that the database does not answer, has no room, or is only a copy for reading now."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return isinstance(error, Error) and getattr(error.__cause__, "sqlstate", None) == READ_ONLY


def broken(request: HttpRequest) -> HttpResponse:
    """A fault on our side; while the database is away it is not ours, and passes."""
    if database_is_away(sys.exception()):
        return unavailable(request)
    if isinstance(sys.exception(), Unopened | NoMaster):
        return locked(request, sys.exception())
    words = _("Something broke on our side. What you typed is saved as a draft. Try again in a moment.")
    return page(request, 500, _("Something broke on our side"), words)


def locked(request: HttpRequest, fault: BaseException | None) -> HttpResponse:
    """Something here is encrypted and its key is missing: said plainly, since an empty page would look like nothing."""
    logger.error("A key is missing: %s", fault)  # it names a key and nothing that anybody typed
    words = _(
        "Part of this page is encrypted, and the key that opens it is not on this machine. Nothing is lost. Tell "
        "whoever looks after the system; its log names the key."
    )
    return page(request, 503, _("A key is missing"), words)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database does not answer: no record can be shown, because no reading could be logged."""
    words = _("Records cannot be opened just now. Keep this page open; what you typed is still here. Try again soon.")
    response = page(request, 503, _("Records are not available just now"), words)
    response.headers["Retry-After"] = "5"
    return response
