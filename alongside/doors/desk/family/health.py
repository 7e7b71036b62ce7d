"""What is noted of somebody's health: little, for those who carry the case, and ended when it is over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.forms import EndForm, HealthForm
from alongside.doors.desk.family.saying import TAB, Sheet, beginning, sheet_page
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.family import speakers
from alongside.record.cases.queries import CaseHead
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.queries.health import health_row, health_view

ACT = "health form"


@require_http_methods(["GET", "POST"])
def new_health(request: DeskRequest, case: UUID) -> HttpResponse:
    """Note one thing of somebody's health, who told it and on what it rests."""
    head, context = framed(request, case, tab=TAB, act=ACT)
    said_of = speakers(head, by=request.reader)
    form = HealthForm(said_of.people, request.POST or None, initial=beginning(request))
    if request.method == "POST" and (done := sent_once(request, form, lambda: _note(head, form, request))):
        messages.success(request, _("It is written down, for those who may see it."))
        return redirect(done)
    rows = (("person", "kind", "state"), ("said_by", "said_on", "from_on"), ("basis",), ("level",), ("why",))
    lead = _("Only what the work needs. It shows on the family drawing when health is asked for.")
    return sheet_page(request, context, form, Sheet(_("Something of somebody’s health"), lead, rows))


def _note(head: CaseHead, form: HealthForm, request: DeskRequest) -> str:
    said = form.cleaned_data
    actions.note_health(
        circle=head.circle_id,
        person=people.person_row(UUID(said["person"])),
        kind=said["kind"],
        state=said["state"],
        basis=said["basis"],
        said_by=people.person_row(UUID(said["said_by"])) if said["said_by"] else None,
        said_on=said["said_on"],
        from_on=said["from_on"],
        level=int(said["level"]) if said["level"] else None,
        why=said["why"],
        by=request.reader,
    )
    return _back(head)


@require_http_methods(["GET", "POST"])
def end_health(request: DeskRequest, case: UUID, mark: UUID) -> HttpResponse:
    """Note that it is no longer so."""
    head, context = framed(request, case, tab=TAB, act=ACT)
    try:
        row = health_row(mark)
    except NotFound:
        raise Http404 from None
    if row.circle_id != head.circle_id:
        raise Http404
    form = EndForm(request.POST or None, initial={"version": row.version})
    told = health_view(row)
    context["title"] = _("No longer so: %(what)s") % {"what": f"{told.person}: {told.words}"}

    def end() -> None:
        version = form.cleaned_data["version"]
        actions.end_health(
            mark=row,
            version=version or 0,
            on=form.cleaned_data["on"],
            why=form.cleaned_data["why"],
            by=request.reader,
        )

    if request.method == "POST" and carried_out(form, end):
        messages.success(request, _("It has ended. What was noted stays readable."))
        return redirect(_back(head))
    return sheet_page(
        request, context, form, Sheet(context["title"], _("What was noted stays in the record."), (("on", "why"),))
    )


def _back(head: CaseHead) -> str:
    return f"{reverse('family', args=[head.public_id])}?shown=1&layer=households&layer=health#health"
