"""A copy of a drawing for somebody: which one, as what, on a day, without whom they must not learn of."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.forms import CopyForm
from alongside.doors.desk.family.page import layer_words
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.exports.enums import DrawingKind, ExportFormat
from alongside.oversight.exports.queries.leaving import drawing_paper, drawings_of
from alongside.oversight.journeys.taking_family import Copy, ask_for_drawing, take_drawing
from alongside.oversight.overviews.family import FamilyPage, family_page
from alongside.oversight.overviews.family_leaving import Left

TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, case: UUID) -> HttpResponse:
    """Ask which drawing, as what, without whom and what for; give the SVG, or have the others made."""
    head, context = framed(request, case, tab="family", act="drawing copy")
    page = family_page(case, act="drawing copy", by=request.reader)
    begin = {
        "what": request.GET.get("what") or DrawingKind.FAMILY,
        "form": ExportFormat.PDF,
        "day": request.GET.get("day") or page.day,
        "layers": ["households"],
        "restricted": True,
    }
    form = CopyForm(_people(page), list(layer_words().items()), request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            return _take(request, case, form)
        except Refused as refusal:
            put_right(form, refusal)
    drawings = drawings_of(case, by=request.reader)
    context |= {"head": head, "form": form, "drawings": drawings, "kept": _("What you typed is still here.")}
    return render(request, "desk/family/copy.html", context, status=422 if form.errors else 200)


@require_GET
def drawing(request: DeskRequest, case: UUID, paper: UUID) -> HttpResponse:
    """A drawing that the reader asked for."""
    try:
        name, content = drawing_paper(case, paper, by=request.reader)
    except NotFound:
        raise Http404 from None
    return _attached(content, name)


def _people(page: FamilyPage) -> list[tuple[str, str]]:
    """Whoever can be left out: those on the drawing, and those who have a part in the case beside them."""
    named = {str(one.person): one.name for one in page.rows}
    return list(({str(one.person): one.name for one in page.head.people} | named).items())


def _take(request: DeskRequest, case: UUID, form: CopyForm) -> HttpResponse:
    said = form.cleaned_data
    copy = Copy(
        case,
        DrawingKind(said["what"]),
        said["day"],
        tuple(said["layers"]),
        Left(
            frozenset(UUID(one) for one in said["left_out"]),
            restricted=said["restricted"],
            bonds="bonds" not in said["layers"],
        ),
        said["whom"],
    )
    if said["form"] == ExportFormat.SVG:
        taken = take_drawing(copy=copy, why=said["why"], may_leave=said["may_leave"], by=request.reader)
        return _attached(taken.content, taken.file_name)
    ask_for_drawing(
        copy=copy, form=ExportFormat(said["form"]), why=said["why"], may_leave=said["may_leave"], by=request.reader
    )
    messages.success(request, _("The drawing is being made. You can leave this page; it will be here."))
    return redirect("family-take-out", case=case)


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
