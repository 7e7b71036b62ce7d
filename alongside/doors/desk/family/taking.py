"""A copy of the drawing for somebody: on a day, without whom they must not learn of."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.forms import CopyForm
from alongside.doors.desk.family.page import layer_words
from alongside.ground.foundation.errors import Refused
from alongside.oversight.journeys.taking_family import take_family
from alongside.oversight.overviews.family import Left, family_page


@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, case: UUID) -> HttpResponse:
    """Ask without whom and what for; give the drawing."""
    head, context = framed(request, case, tab="family", act="family copy")
    page = family_page(case, act="family copy", by=request.reader)
    people = [(str(one.person), one.name) for one in page.rows]
    begin = {"day": request.GET.get("day") or page.day, "layers": ["households"], "restricted": True}
    form = CopyForm(people, list(layer_words().items()), request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, case, form)
        except Refused as refusal:
            put_right(form, refusal)
    context |= {"head": head, "form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/family/copy.html", context, status=422 if form.errors else 200)


def _file(request: DeskRequest, case: UUID, form: CopyForm) -> HttpResponse:
    said = form.cleaned_data
    taken = take_family(
        case=case,
        day=said["day"],
        layers=said["layers"],
        left=Left(
            frozenset(UUID(one) for one in said["left_out"]),
            restricted=said["restricted"],
            bonds="bonds" not in said["layers"],
        ),
        why=said["why"],
        may_leave=said["may_leave"],
        by=request.reader,
    )
    response = HttpResponse(taken.content, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.file_name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
