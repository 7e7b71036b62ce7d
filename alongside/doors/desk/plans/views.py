"""The plan of a case: as it stands, an earlier version, and on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.plans.common import answer, frame
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.text import joined
from alongside.practice.assessments.rules.writing import may_write
from alongside.practice.plans import queries as plans
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.queries import PlanPage, PlanSheet


@require_GET
def plan(request: DeskRequest, case: UUID) -> HttpResponse:
    """The plan as it stands: goals, lines, who has agreed, and what was changed since."""
    page = frame(request, case, "plan page")
    view = plans.plan_page(page.head.id)
    return answer(
        request,
        page,
        "plan",
        page=view,
        state_words=state_words(view),
        waits_words=waits_words(view),
        strengths=view.strengths,
        may_write=may_write(request.reader, page.head.standing, page.head.state),
        is_draft=view.state == PlanState.DRAFT,
    )


@require_GET
def version(request: DeskRequest, case: UUID, number: int) -> HttpResponse:
    """One version of the plan in the words in which it was agreed."""
    page = frame(request, case, "plan version page")
    return answer(request, page, "version", sheet=_sheet(page.head.id, number))


@require_GET
def paper(request: DeskRequest, case: UUID) -> HttpResponse:
    """The plan on one page, to sign or say no. The rights stand on every copy."""
    page = frame(request, case, "plan on paper")
    number = request.GET.get("version", "")
    context = {
        **page.context,
        "sheet": _sheet(page.head.id, int(number) if number.isdecimal() else None),
        "printed_by": request.reader.name,
        "printed_at": format_date(timezone.localtime(clock.now()), "j F Y, H:i"),
        "today": clock.today(),
    }
    return render(request, "desk/plans/print.html", context)


def _sheet(case_id: int, number: int | None) -> PlanSheet:
    try:
        return plans.plan_sheet(case_id, number)
    except NotFound:
        raise Http404 from None


def state_words(view: PlanPage) -> str:
    """Where the plan stands, in one sentence."""
    if not view.number:
        return _("There is no plan yet.")
    in_force = ""
    if view.in_force and view.in_force_from:
        day = format_date(view.in_force_from, _("j F"))
        in_force = _("Version %(number)s, in force since %(day)s.") % {"number": view.in_force, "day": day}
    if view.state != PlanState.DRAFT:
        return f"{in_force} {waits_words(view)}".strip()
    if view.waits_for:
        draft = _("Version %(number)s waits for %(names)s.") % {"number": view.number, "names": names_of(view)}
    else:
        draft = _("Version %(number)s has been answered by everyone.") % {"number": view.number}
    return f"{in_force} {draft}".strip()


def waits_words(view: PlanPage) -> str:
    """Who has not agreed yet; empty when everyone has answered."""
    return _("Not yet agreed by %(names)s.") % {"names": names_of(view)} if view.waits_for else ""


def names_of(view: PlanPage) -> str:
    """The names of those who have not answered."""
    return joined(list(view.waits_for), last=_("and"))
