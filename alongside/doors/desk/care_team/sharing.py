"""Showing lines of the plan to a member of the care team, taking them back, and having seen what was told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.doors.desk.care_team.forms import ShareForm
from alongside.doors.desk.care_team.views import choices_of, page_of
from alongside.doors.desk.cases.frame import row_in
from alongside.doors.desk.cases.refusals import carried_out, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.sharing import share_lines
from alongside.oversight.overviews.care_team import member_page
from alongside.practice.careteams import queries
from alongside.practice.plans import actions as plans
from alongside.practice.plans.queries.handles import step_row


@require_POST
def share(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """Show them the chosen lines; what left is recorded word for word."""
    row = row_in(case, lambda: queries.member_row(member))
    form = ShareForm(choices_of(member_page(row)), request.POST)
    shown: list[int] = []

    def act() -> None:
        lines = [UUID(one) for one in form.cleaned_data["lines"]]
        may_leave = form.cleaned_data["may_leave"]
        shown.append(share_lines(member=row, lines=lines, may_leave=may_leave, by=request.reader))

    if carried_out(form, act):
        words = ngettext("They see the line now", "They see %(n)d lines now", shown[0]) % {"n": shown[0]}
        messages.success(request, words)
        return redirect("care-team-member", case=case, member=member)
    return page_of(request, case, member, sharing=form)


@require_POST
def close(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """Take a line back, at once."""
    row = row_in(case, lambda: queries.member_row(member))
    try:
        plans.close_line(step=step_row(_named(request, "line")), member=row, by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
    else:
        messages.success(request, _("They do not see this line any more."))
    return redirect("care-team-member", case=case, member=member)


@require_POST
def seen(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """Somebody has seen what they told."""
    row_in(case, lambda: queries.member_row(member))
    try:
        plans.note_update_seen(update=_named(request, "update"), by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
    else:
        messages.success(request, _("Seen. It leaves your day."))
    return redirect("care-team-member", case=case, member=member)


def _named(request: DeskRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
