"""Lines of the plan: added, changed, settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.drafts import queries as drafts
from alongside.doors.desk.cases.frame import row_in
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.plans.common import Frame, answer, case_of, frame, labelled
from alongside.doors.desk.plans.forms import ChangeLineForm, LineForm, SettleForm
from alongside.ground.foundation.errors import Stale
from alongside.practice.plans import actions
from alongside.practice.plans import queries as plans
from alongside.practice.plans.enums import StepOwner
from alongside.practice.plans.rules.lines import ENDED

NAMES = {"worker": "who", "person": "who", "owner": "who", "worker_id": "who", "person_id": "who"}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """A new line of the plan, for a goal or for itself."""
    page = frame(request, case, "new line")
    goals, key = plans.goals_of_case(page.head.id), f"line-{case}"
    draft = drafts.draft(key, by=request.reader)
    given = (page.people, page.workers, goals, page.strengths)
    if request.method != "POST":
        own = bool(request.GET.get("own"))
        initial = {"idempotency_key": uuid4().hex, "goal": request.GET.get("goal", ""), "own_idea": own}
        return answer(request, page, "line_new", form=LineForm(*given, initial=draft.over(initial)), draft=draft)
    form = LineForm(*given, request.POST)
    url = sent_once(request, form, lambda: _add(request, case, form), draft=key, names=NAMES)
    if url is not None:
        messages.success(request, _("The line is in the plan."))
        return redirect(url)
    return answer(request, page, "line_new", form=form, draft=draft)


def _add(request: DeskRequest, case: UUID, form: LineForm) -> str:
    chosen = form.cleaned_data["goal"]
    line = actions.add_step(
        case=case_of(case),
        goal=plans.goal_row(UUID(chosen)) if chosen else None,
        own_idea=form.cleaned_data["own_idea"],
        by=request.reader,
        **form.arguments(),
    )
    return f"{reverse('plan', args=[case])}#l-{line.public_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, case: UUID, line: UUID) -> HttpResponse:
    """One line: changed here. When somebody else changed it meanwhile, both versions are shown."""
    row = _row(case, line)
    if request.method != "POST":
        return _page(request, case, row)
    page = frame(request, case, "line page")
    form = ChangeLineForm(page.people, page.workers, (), page.strengths, request.POST)
    try:
        if not carried_out(
            form,
            lambda: actions.change_step(
                step=row, version=form.cleaned_data["version"], by=request.reader, **form.arguments()
            ),
            names=NAMES,
        ):
            return _page(request, case, row, form=form)
    except Stale as stale:
        return _page(request, case, row, form=form, stale=stale)
    messages.success(request, _("Saved. Answers to the old words do not hold any more."))
    return redirect(f"{reverse('plan', args=[case])}#l-{line}")


@require_POST
def settle(request: DeskRequest, case: UUID, line: UUID) -> HttpResponse:
    """Say what became of a line."""
    row, form = _row(case, line), SettleForm(request.POST)
    if carried_out(form, lambda: actions.settle_step(step=row, by=request.reader, **form.cleaned_data)):
        messages.success(request, _("Noted."))
        return redirect(f"{reverse('plan', args=[case])}#l-{line}")
    return _page(request, case, row, settling=form)


def _row(case: UUID, line: UUID) -> Any:
    return row_in(case, lambda: plans.step_row(line))


def _who(row: Any, page: Frame) -> str:
    """Who does the line, as the form names them."""
    if row.owner == StepOwner.WORKER:
        return next((f"w:{one.public_id}" for one in page.workers if one.id == row.worker_id), "")
    if row.person_id is not None:
        return next((f"p:{one.id}" for one in page.people if one.number == row.person_id), "")
    return "family" if row.owner == StepOwner.FAMILY else "partner"


def _page(
    request: DeskRequest,
    case: UUID,
    row: Any,
    *,
    form: ChangeLineForm | None = None,
    settling: SettleForm | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    page = frame(request, case, "line page")
    strengths = page.strengths
    initial = {
        "who": _who(row, page),
        "owner_name": row.owner_name,
        "what": row.what,
        "due_on": row.due_on,
        "help": row.help,
        "how_known": row.how_known,
        "builds_on": next((str(one.id) for one in strengths if one.number == row.builds_on_id), ""),
        "version": row.version,
    }
    return answer(
        request,
        page,
        "line",
        line={"id": row.public_id, "number": row.number, "what": row.what, "open": row.state not in ENDED},
        own_idea=row.own_idea,
        form=form or ChangeLineForm(page.people, page.workers, (), strengths, initial=initial),
        settle_form=settling or SettleForm(),
        stale=stale,
        theirs=labelled(stale, form),
        now_version=row.version,
    )
