"""What the partner door says when it shows nothing of a record. Titles are neutral on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from alongside.agency.organisation import queries as organisation
from alongside.doors.partner.forms import CodeForm
from alongside.ground.ui.values import ShellView


def page(
    name: str, context: dict[str, Any], *, request: HttpRequest | None = None, status: int = 200, agency: bool = True
) -> HttpResponse:
    """A page of the door. It is drawn without the desk's frame; ``request`` is given where it holds a form."""
    known = organisation.the_agency() if agency else organisation.NO_AGENCY
    shell = ShellView(
        known.name,
        "",
        "",
        demo=known.demonstration,
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
    )
    more = {"csrf_token": get_token(request)} if request is not None else {}
    return HttpResponse(get_template(f"partner/{name}.html").render({**context, **more, "shell": shell}), status=status)


def _words(title: str, words: str, status: int) -> HttpResponse:
    return page("words", {"title": title, "words": words}, status=status, agency=False)


def absent(request: HttpRequest | None = None) -> HttpResponse:
    """Unknown, revoked, expired, taken back, another's: byte for byte the same."""
    return _words(
        _("Nothing here"),
        _("There is nothing here that you can open. If you were sent this address, ask who sent it for a new one."),
        404,
    )


def ask_code(request: HttpRequest, token: str, *, wrong: bool = False) -> HttpResponse:
    """Before a device reads anything it gives the code, which was told by another way."""
    form = CodeForm({"code": ""} if wrong else None)
    if wrong:
        form.errors.clear()
        form.add_error("code", _("This is not the code. Ask who sent the address. After five wrong tries it closes."))
    context = {"action": reverse("partner-code", args=[token]), "form": form}
    return page("code", context, request=request, status=422 if wrong else 200, agency=False)


def go_on(token: str) -> HttpResponse:
    """To the page itself."""
    return HttpResponseRedirect(reverse("partner", args=[token]))


def left() -> HttpResponse:
    """The sitting has ended."""
    return _words(
        _("You have left"), _("This device shows nothing any more. Open the address again to come back."), 200
    )


def send_again() -> HttpResponse:
    """A form from a page that is too old or not ours."""
    words = _("This page was open too long to be sent safely. Go back, your text is still there, and send it again.")
    return _words(_("Please send it again"), words, 403)


def unreadable() -> HttpResponse:
    """A request that is no page of ours."""
    return _words(_("We could not read that"), _("What was sent was too long or not readable."), 400)


def broken() -> HttpResponse:
    """A fault on our side."""
    return _words(_("Something broke on our side"), _("Nothing was changed. Try again in a moment."), 500)


def unavailable() -> HttpResponse:
    """The database does not answer, so no reading could be logged and nothing is shown."""
    words = _("This cannot be opened just now. Keep the page open; what you typed is still here. Try again soon.")
    response = _words(_("Not available just now"), words, 503)
    response.headers["Retry-After"] = "5"
    return response
