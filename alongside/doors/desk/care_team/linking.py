"""The link of a member of the care team: shown once, with the code that is told by another way."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.doors.desk.again import once_more
from alongside.doors.desk.care_team.views import page_of
from alongside.doors.desk.cases.frame import row_in
from alongside.doors.desk.cases.refusals import words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import Refused
from alongside.practice.careteams import actions, queries


@require_POST
@once_more
def link(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """Make a link; the page shows it and its code this once. Earlier links of theirs end."""
    row = row_in(case, lambda: queries.member_row(member))
    try:
        made = actions.make_link(member=row, by=request.reader)
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("care-team-member", case=case, member=member)
    told = {
        "address": request.build_absolute_uri(reverse("partner", args=[made.token])),
        "code": f"{made.code[:3]} {made.code[3:]}",
        "until": date_format(made.expires_at, "j F Y"),
    }
    return page_of(request, case, member, made=told)


@require_POST
def end_link(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """End the link and every sitting on it, at once."""
    row = row_in(case, lambda: queries.member_row(member))
    if actions.end_links(member=row, by=request.reader):
        messages.success(request, _("The link opens nothing any more."))
    else:
        messages.warning(request, _("There is no link that you could end."))
    return redirect("care-team-member", case=case, member=member)
