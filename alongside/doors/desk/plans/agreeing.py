"""What each person says of the plan, "Agree plan", and looking back together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.drafts import queries as drafts
from alongside.agency.drafts.actions import submit_once
from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.cases.refusals import put_right, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.plans.common import answer as page_answer
from alongside.doors.desk.plans.common import case_of, frame
from alongside.doors.desk.plans.forms import AgreeForm, AnswerForm, ReviewForm, number_of
from alongside.doors.desk.plans.views import waits_words
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.plans import actions
from alongside.practice.plans import queries as plans
from alongside.practice.plans.enums import PlanState

USUAL_DAYS = 90


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record what one person said to the plan or to one of its lines."""
    page = frame(request, case, "plan answer")
    view = plans.plan_page(page.head.id)
    if not view.number:
        return redirect("plan", case=case)
    people = page.people
    lines = [line for goal in view.goals for line in goal.lines if line.open] + [
        line for line in view.loose if line.open
    ]
    if request.method != "POST":
        given = {name: request.GET.get(name, "") for name in ("person", "line")}
        form = AnswerForm(people, lines, initial={**given, "idempotency_key": uuid4().hex})
        return page_answer(request, page, "answer", form=form, page=view)
    form = AnswerForm(people, lines, request.POST)
    url = sent_once(request, form, lambda: _record(request, case, page.head.id, form), names={"step": "line"})
    if url is not None:
        messages.success(request, _("Recorded."))
        return redirect(url)
    return page_answer(request, page, "answer", form=form, page=view)


def _record(request: DeskRequest, case: UUID, case_id: int, form: AnswerForm) -> str:
    given = form.cleaned_data
    row = plans.plan_row(case_id)
    person = number_of(form.people, given["person"])
    if row is None or person is None:
        raise NotFound
    actions.record_agreement(
        plan=row,
        person_id=person,
        reply=given["reply"],
        words=given["words"],
        how=given["how"],
        on=given["on"],
        step=plans.step_row(UUID(given["line"])) if given["line"] else None,
        by=request.reader,
    )
    return reverse("plan", args=[case])


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: DeskRequest, case: UUID) -> HttpResponse:
    """Put the version that was written into force."""
    page = frame(request, case, "agree plan")
    view = plans.plan_page(page.head.id)
    row = plans.plan_row(page.head.id)
    if row is None or view.state != PlanState.DRAFT:
        return redirect("plan", case=case)
    days = _usual_days(page.head.protocol_id)
    form = AgreeForm(
        request.POST if request.method == "POST" else None, initial={"review_on": clock.today() + timedelta(days=days)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree_plan(plan=row, by=request.reader, **form.cleaned_data)
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("The plan is in force. Print a copy for everyone."))
            return redirect("plan", case=case)
    return page_answer(request, page, "agree", form=form, page=view, waits_words=waits_words(view))


def _usual_days(protocol_id: int) -> int:
    rhythm = organisation.rules_of(protocol_id).review
    return rhythm.days if rhythm else USUAL_DAYS


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: DeskRequest, case: UUID) -> HttpResponse:
    """Look back together, and what came of it; earlier reviews stand below."""
    page = frame(request, case, "review page")
    key = f"review-{case}"
    draft = drafts.draft(key, by=request.reader)
    goals = plans.goals_of_case(page.head.id)
    reviews = plans.reviews_of_case(page.head.id)
    more: dict[str, Any] = {"goals": goals, "reviews": reviews, "draft": draft}
    if request.method != "POST":
        days = _usual_days(page.head.protocol_id)
        initial = {
            "held_on": clock.today(),
            "next_on": clock.today() + timedelta(days=days),
            "idempotency_key": uuid4().hex,
        }
        return page_answer(request, page, "review", form=ReviewForm(initial=draft.over(initial)), **more)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            url = submit_once(
                key=form.cleaned_data["idempotency_key"],
                body=dict(request.POST.lists()),
                act=lambda: _hold(request, case, form),
                draft=key,
                by=request.reader,
            )
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("The review is recorded."))
            return redirect(url)
    return page_answer(request, page, "review", form=form, **more)


def _hold(request: DeskRequest, case: UUID, form: ReviewForm) -> str:
    given = {name: value for name, value in form.cleaned_data.items() if name != "idempotency_key"}
    actions.hold_review(case=case_of(case), by=request.reader, **given)
    return reverse("review", args=[case])
