"""Taking a list out as a file, and the list of what left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.again import once_more
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.taking.forms import LIST_FORMS, TakeForm
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import READS_LOGS
from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.exports.queries.leaving import left_after
from alongside.oversight.exports.rules.limits import AGAIN_ABOVE, MOST, WHY_ABOVE
from alongside.oversight.exports.rules.sheets import MEDIA
from alongside.oversight.journeys.taking import take_list
from alongside.oversight.overviews.lists import Choice, Listing, command_of, listing_of
from alongside.oversight.overviews.lists_kept import keeps_back

if TYPE_CHECKING:
    View = Callable[[DeskRequest], HttpResponse]


@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, name: str) -> HttpResponse:
    """Say how long a list is, ask as what and what for, and give the file; who takes much says again who she is."""
    try:
        listing = listing_of(name, by=request.reader)
    except NotFound:
        raise Http404 from None
    choice = {key: value for key, value in request.GET.dict().items() if value and key not in ("after", "before")}
    rows = listing.count(choice, MOST + 1, request.reader)

    def asked(request: DeskRequest) -> HttpResponse:
        return _take(request, listing, choice, rows)

    if request.method == "POST" and AGAIN_ABOVE < rows <= MOST:
        return once_more(asked)(request)
    return asked(request)


def _take(request: DeskRequest, listing: Listing, choice: Choice, rows: int) -> HttpResponse:
    form = TakeForm(request.POST or None, choices=LIST_FORMS, needed=rows > WHY_ABOVE)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, listing, choice, form)
        except Refused as refusal:
            put_right(form, refusal)
    context = {
        "listing": listing,
        "filters": listing.filters(choice, request.reader),
        "back": f"{listing.back}?{urlencode(choice)}" if choice else listing.back,
        "rows": rows,
        "form": form,
        "most": MOST,
        "too_many": rows > MOST,
        "command": command_of(listing.name),
        "again": rows > AGAIN_ABOVE,
        "keeps_back": keeps_back(request.reader),
    }
    return render(request, "desk/taking/list.html", context, status=422 if form.errors else 200)


def _file(request: DeskRequest, listing: Listing, choice: Choice, form: TakeForm) -> HttpResponse:
    """The file, made in this transaction and read from the disk afterwards."""
    kind = ExportFormat(form.cleaned_data["form"])
    taken = take_list(
        name=listing.name,
        choice=choice,
        form=kind,
        why=form.cleaned_data["why"],
        may_leave=form.cleaned_data["may_leave"],
        by=request.reader,
    )
    response = FileResponse(taken.content, as_attachment=True, filename=taken.file_name, content_type=MEDIA[kind])
    response.headers["Content-Security-Policy"] = "sandbox"
    return cast(HttpResponse, response)


@require_GET
def left(request: DeskRequest) -> HttpResponse:
    """What left: one's own, and for whoever reads the logs everybody's."""
    if request.reader.worker_id is None:
        raise PermissionDenied
    try:
        page = left_after(after=_uuid(request.GET.get("after", "")), by=request.reader)
    except Refused:
        raise Http404 from None
    context = {"lines": page.items, "more": page.after, "everybody": request.reader.holds(READS_LOGS)}
    return render(request, "desk/taking/left.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
