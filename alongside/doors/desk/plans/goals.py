"""Goals: added, changed, noted, ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.drafts import queries as drafts
from alongside.doors.desk.cases.frame import row_in
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.plans.common import answer, case_of, frame, labelled
from alongside.doors.desk.plans.forms import ChangeGoalForm, EndGoalForm, GoalForm, LevelForm
from alongside.ground.foundation.errors import Stale
from alongside.practice.plans import actions
from alongside.practice.plans import queries as plans
from alongside.practice.plans.enums import GoalState

NAMES = {"said_by_id": "said_by", "person_id": "person", "levels_words": "start_level"}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """A new goal, from what was found in the assessment."""
    page = frame(request, case, "new goal")
    people, roots, key = page.people, page.roots, f"goal-{case}"
    draft = drafts.draft(key, by=request.reader)
    if request.method != "POST":
        initial = {"idempotency_key": uuid4().hex, "grows_from": request.GET.getlist("from")}
        form = GoalForm(people, roots, initial=draft.over(initial, many={"grows_from"}))
        return answer(request, page, "goal_new", form=form, draft=draft, roots=roots)
    form = GoalForm(people, roots, request.POST)
    url = sent_once(request, form, lambda: _add(request, case, form), draft=key, names=NAMES)
    if url is not None:
        messages.success(request, _("The goal is in the plan."))
        return redirect(url)
    return answer(request, page, "goal_new", form=form, draft=draft, roots=roots)


def _add(request: DeskRequest, case: UUID, form: GoalForm) -> str:
    goal = actions.add_goal(
        case=case_of(case),
        grows_from=form.numbers(),
        start_level=int(form.cleaned_data["start_level"]),
        by=request.reader,
        **form.arguments(),
    )
    return f"{reverse('plan', args=[case])}#g-{goal.public_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, case: UUID, goal: UUID) -> HttpResponse:
    """One goal: changed here. When somebody else changed it meanwhile, both versions are shown."""
    row = _row(case, goal)
    if request.method != "POST":
        return _page(request, case, row)
    page = frame(request, case, "goal page")
    form = ChangeGoalForm(page.people, page.roots, request.POST, keeps_words=bool(row.own_words))
    try:
        if not carried_out(
            form, lambda: actions.change_goal(goal=row, by=request.reader, **form.arguments()), names=NAMES
        ):
            return _page(request, case, row, form=form)
    except Stale as stale:
        return _page(request, case, row, form=form, stale=stale)
    messages.success(request, _("Saved. What changed waits for answers."))
    return redirect(f"{reverse('plan', args=[case])}#g-{goal}")


@require_POST
def level(request: DeskRequest, case: UUID, goal: UUID) -> HttpResponse:
    """Note where a goal stands."""
    row, form = _row(case, goal), LevelForm(request.POST)
    if carried_out(form, lambda: actions.note_progress(goal=row, by=request.reader, **form.arguments())):
        messages.success(request, _("Noted."))
        return redirect(f"{reverse('plan', args=[case])}#g-{goal}")
    return _page(request, case, row, levels=form)


@require_POST
def end(request: DeskRequest, case: UUID, goal: UUID) -> HttpResponse:
    """End a goal, reached or dropped."""
    row, form = _row(case, goal), EndGoalForm(request.POST)
    if carried_out(form, lambda: actions.end_goal(goal=row, by=request.reader, **form.cleaned_data)):
        messages.success(request, _("The goal has ended. It stays readable in the plan."))
        return redirect("plan", case=case)
    return _page(request, case, row, ending=form)


def _row(case: UUID, goal: UUID) -> Any:
    return row_in(case, lambda: plans.goal_row(goal))


def _page(
    request: DeskRequest,
    case: UUID,
    row: Any,
    *,
    form: ChangeGoalForm | None = None,
    levels: LevelForm | None = None,
    ending: EndGoalForm | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    page = frame(request, case, "goal page")
    cards = plans.goals_of_case(page.head.id, with_ended=True)
    card = next((one for one in cards if one.id == row.public_id), None)
    if card is None:
        raise Http404
    people = page.people
    linked = {root.id for root in card.builds_on}
    more = [root for root in page.roots if root.id not in linked]
    initial = {
        "title": card.title,
        "person": next((str(one.id) for one in people if one.number == row.person_id), ""),
        "measure": card.measure,
        "target_on": card.target_on,
        "horizon": card.horizon,
        "confidence": "" if row.confidence is None else str(row.confidence),
        "version": card.version,
    }
    return answer(
        request,
        page,
        "goal",
        card=card,
        is_open=card.state == GoalState.OPEN,
        form=form or ChangeGoalForm(people, more, initial=initial, keeps_words=bool(card.own_words)),
        level_form=levels or LevelForm(initial={"value": ""}),
        end_form=ending or EndGoalForm(),
        stale=stale,
        theirs=labelled(stale, form),
        now_version=card.version,
    )
