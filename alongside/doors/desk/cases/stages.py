"""The stages of a case: what each needs, ticking steps, moving on and going back with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from alongside.doors.desk.cases.frame import LOOKS, OPEN, framed
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.forms import DateBox
from alongside.record.cases import actions
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import EventKind, Milestone, Stage
from alongside.record.cases.queries import CaseHead
from alongside.record.cases.rules.steps import CheckState


class MoveForm(forms.Form):
    """To which stage, and why."""

    to = forms.ChoiceField(label=gettext_lazy("Move to"), choices=Stage.choices)
    why = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Going back always needs a reason; so does going on while something is missing."),
    )


class TakeBackForm(forms.Form):
    """Which step was recorded by mistake, and why it is taken back."""

    milestone = forms.ChoiceField(label=gettext_lazy("Step"), choices=Milestone.choices)
    mistake = forms.CharField(label=gettext_lazy("What was wrong"), max_length=2000, required=False)


class DayForm(forms.Form):
    """A step that was reached on another day than today."""

    milestone = forms.ChoiceField(label=gettext_lazy("Step"), choices=Milestone.choices)
    at = forms.DateField(label=gettext_lazy("On"), widget=DateBox)


@require_GET
def stages(request: DeskRequest, case: UUID) -> HttpResponse:
    """What each stage needs, what has happened, and the forms to move the case or take a step back."""
    move = MoveForm(initial={"to": request.GET.get("to", "")})
    return _page(request, case, move=move)


@require_POST
def tick(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record that a step was reached just now; one press, undone by one press."""
    row = _row(case)
    key = request.POST.get("milestone", "")
    try:
        actions.reach(case=row, milestone=key, why=request.POST.get("why", ""), by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        return _page(request, case, refusal=refusal)
    undo = f"/cases/{case}/stages/undo/{key}/"
    messages.success(request, _("Recorded: %(step)s") % {"step": Milestone(key).label}, extra_tags=undo)
    return redirect("case-stages", case=case)


@require_POST
def tick_on(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record that a step was reached on another day."""
    form = DayForm(request.POST)
    if form.is_valid():
        what = form.cleaned_data
        try:
            actions.reach(case=_row(case), milestone=what["milestone"], at=what["at"], by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Recorded: %(step)s") % {"step": Milestone(what["milestone"]).label})
            return redirect("case-stages", case=case)
    return _page(request, case, day=form)


@require_POST
def undo(request: DeskRequest, case: UUID, milestone: str) -> HttpResponse:
    """Take the step back that was recorded a moment ago."""
    try:
        actions.take_back(case=_row(case), milestone=milestone, why=_("Undone at once"), by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        return _page(request, case, refusal=refusal)
    messages.success(request, _("Taken back"))
    return redirect("case-stages", case=case)


@require_POST
def take_back(request: DeskRequest, case: UUID) -> HttpResponse:
    """Take a step back that was recorded by mistake, with a reason."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        what = form.cleaned_data
        try:
            actions.take_back(case=_row(case), milestone=what["milestone"], why=what["mistake"], by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal, names={"why": "mistake"})
        else:
            messages.success(request, _("Taken back"))
            return redirect("case-stages", case=case)
    return _page(request, case, back=form)


@require_POST
def move(request: DeskRequest, case: UUID) -> HttpResponse:
    """Move the case to another stage, back or on."""
    form = MoveForm(request.POST)
    if form.is_valid():
        what = form.cleaned_data
        try:
            actions.move_stage(case=_row(case), to=what["to"], why=what["why"], by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Moved to %(stage)s") % {"stage": Stage(what["to"]).label})
            return redirect("case-stages", case=case)
    return _page(request, case, move=form)


def _row(case: UUID) -> Any:
    try:
        return cases.case_row(case)
    except NotFound:
        raise Http404 from None


def _page(
    request: DeskRequest,
    case: UUID,
    *,
    move: MoveForm | None = None,
    back: TakeBackForm | None = None,
    day: DayForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """The page of the stages; with something to put right it answers 422 and keeps what was typed."""
    head, context = framed(request, case, tab="stages", act="case stages")
    move, back, day = move or MoveForm(), back or TakeBackForm(), day or DayForm()
    _offer(head, move, back, day)
    wrong = refusal is not None or any(form.is_bound and form.errors for form in (move, back, day))
    page = {
        **context,
        "move": move,
        "back": back,
        "day": day,
        "refusal": refusal,
        "can_tick": head.may.reach and head.state in OPEN,
        "can_move": head.may.move and head.state in OPEN,
        "stage_cards": [(steps, LOOKS[steps.view.stage]) for steps in head.steps],
        "events": [_event(event) for event in reversed(head.events)],
        "now_words": _("Now"),
        "done_words": _("Done"),
        "law_words": _("The law asks for it"),
        "day_words": _("A step was done on another day"),
        "take_back_words": _("A step was recorded by mistake"),
        "kept_words": _("What you typed is still here."),
    }
    return render(request, "desk/cases/stages.html", page, status=422 if wrong else 200)


def _offer(head: CaseHead, move: MoveForm, back: TakeBackForm, day: DayForm) -> None:
    """Offer only the stages that the case is not at, steps that were reached, and steps that are still to tick."""
    day.fields["milestone"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
        (check.key, Milestone(check.key).label)
        for steps in head.steps
        for check in steps.checks
        if check.by_hand and check.state != CheckState.DONE
    ]
    move.fields["to"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
        (steps.view.stage.value, steps.view.label) for steps in head.steps if steps.view.stage != head.spine.stage
    ]
    reached = dict.fromkeys(
        event.milestone for event in head.events if event.kind == EventKind.MILESTONE and event.milestone
    )
    back.fields["milestone"].choices = [(key, Milestone(key).label) for key in reached]  # type: ignore[attr-defined]


def _event(event: Any) -> dict[str, Any]:
    """One event of the spine in words, for the story at the foot of the page."""
    what = str(EventKind(event.kind).label)
    if event.kind == EventKind.MILESTONE:
        what = str(Milestone(event.milestone).label)
    elif event.kind == EventKind.TAKEN_BACK:
        what = _("Taken back: %(step)s") % {"step": Milestone(event.milestone).label}
    elif event.kind == EventKind.MOVED:
        what = _("Moved to %(stage)s") % {"stage": Stage(event.stage).label}
    look = LOOKS.get(event.stage or "")
    return {
        "what": what,
        "at": event.at,
        "by": event.by,
        "why": event.why,
        "cites": event.cites,
        "icon": "arrow-back-up" if event.kind == EventKind.TAKEN_BACK else look.icon if look else "check",
        "role": look.role if look else "stone",
    }
