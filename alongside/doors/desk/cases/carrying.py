"""Who carries a case: naming, handing over, co-workers and cover, another team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from alongside.doors.desk.cases.frame import OPEN, framed
from alongside.doors.desk.cases.refusals import put_right, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.forms import DateBox
from alongside.oversight.overviews.carrying import CarryingPage, MightCarry, carrying_page
from alongside.record.cases import actions
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import AssignmentRole

NOTE_HINT = gettext_lazy("What the next worker must know first. It is kept with the case.")


class HandOverForm(forms.Form):
    """To whom the case goes, and what she must know."""

    to_worker = forms.TypedChoiceField(label=gettext_lazy("To"), coerce=int)
    note = forms.CharField(
        label=gettext_lazy("Hand-over note"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=NOTE_HINT,
    )
    on = forms.DateField(label=gettext_lazy("On"), widget=DateBox, required=False)


class HelpForm(forms.Form):
    """Who carries the case as well, or for a while."""

    worker = forms.TypedChoiceField(label=gettext_lazy("Worker"), coerce=int)
    role = forms.ChoiceField(label=gettext_lazy("As"))
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        widget=DateBox,
        required=False,
        help_text=gettext_lazy("The day from which they do not carry it any more. For cover."),
    )


class TeamForm(forms.Form):
    """To which team the case goes, and what it must know."""

    team = forms.TypedChoiceField(label=gettext_lazy("Team"), coerce=int)
    team_note = forms.CharField(
        label=gettext_lazy("Hand-over note"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=NOTE_HINT,
    )


@require_GET
def carrying(request: DeskRequest, case: UUID) -> HttpResponse:
    """Who carries the case, and the forms to change it."""
    return _page(request, case)


@require_POST
def hand_over(request: DeskRequest, case: UUID) -> HttpResponse:
    """Hand the case over, or name its first worker."""
    form = HandOverForm(request.POST)
    page = _offered(request, case, form=form)
    if form.is_valid():
        what = form.cleaned_data
        try:
            row = cases.case_row(case)
            if page["head"].named_worker is None:
                actions.assign_worker(case=row, worker_id=what["to_worker"], from_on=what["on"], by=request.reader)
            else:
                actions.hand_over(
                    case=row, to_worker_id=what["to_worker"], note=what["note"], on=what["on"], by=request.reader
                )
        except Refused as refusal:
            put_right(form, refusal, names={"worker": "to_worker", "from_on": "on"})
        else:
            return _done(request, case, _("The case is handed over"))
    return _shown(request, page)


@require_POST
def help_out(request: DeskRequest, case: UUID) -> HttpResponse:
    """Let another worker carry the case as well, or cover for a while."""
    form = HelpForm(request.POST)
    page = _offered(request, case, help_form=form)
    if form.is_valid():
        what = form.cleaned_data
        try:
            actions.assign_worker(
                case=cases.case_row(case),
                worker_id=what["worker"],
                role=what["role"],
                until_on=what["until_on"],
                by=request.reader,
            )
        except Refused as refusal:
            put_right(form, refusal)
        else:
            return _done(request, case, _("The worker carries the case as well"))
    return _shown(request, page)


@require_POST
def end(request: DeskRequest, case: UUID) -> HttpResponse:
    """End a co-worker's or cover's part."""
    page = _offered(request, case)
    wanted = request.POST.get("worker", "")
    found = next((one for one in page["head"].carriers if str(one.worker) == wanted), None)
    if found is None:
        raise Http404
    try:
        actions.end_co_work(case=cases.case_row(case), worker_id=found.worker_id, by=request.reader)
    except Refused as refusal:
        return _shown(request, {**page, "refusal": words_of(refusal)})
    return _done(request, case, _("%(name)s does not carry the case any more") % {"name": found.name})


@require_POST
def to_team(request: DeskRequest, case: UUID) -> HttpResponse:
    """Hand the case to another team."""
    form = TeamForm(request.POST)
    page = _offered(request, case, team_form=form)
    if form.is_valid():
        what = form.cleaned_data
        try:
            actions.move_to_team(
                case=cases.case_row(case), team_id=what["team"], note=what["team_note"], by=request.reader
            )
        except Refused as refusal:
            put_right(form, refusal, names={"note": "team_note"})
        else:
            messages.success(request, _("The other team has the case"))
            return redirect("cases")
    return _shown(request, page)


def _done(request: DeskRequest, case: UUID, words: str) -> HttpResponse:
    """Back to the page, or to the list when the reader has just handed over what she saw."""
    messages.success(request, words)
    try:
        cases.case_row(case)
    except NotFound:
        return redirect("cases")
    return redirect("case-carry", case=case)


def _page(request: DeskRequest, case: UUID) -> HttpResponse:
    return _shown(request, _offered(request, case))


def _offered(
    request: DeskRequest,
    case: UUID,
    *,
    form: HandOverForm | None = None,
    help_form: HelpForm | None = None,
    team_form: TeamForm | None = None,
) -> dict[str, Any]:
    """Everything the page needs, with what may be chosen in its forms."""
    head, context = framed(request, case, tab="people", act="case workers")
    view = carrying_page(head)
    forms_: dict[str, Any] = {
        "form": form or HandOverForm(initial={"on": clock.today()}),
        "help_form": help_form or HelpForm(),
        "team_form": team_form or TeamForm(),
    }
    forms_["form"].fields["note"].required = head.named_worker is not None
    _choices(forms_, view)
    changes = head.may.assign and head.state in OPEN
    return {
        **context,
        **forms_,
        "view": view,
        "can_assign": changes,
        "ending_url": f"{context['base']}carry/end/" if changes else "",
        "kept_words": _("What you wrote is still here."),
        "other_team_words": _("Another team takes the case"),
        "closed_words": _("The case is closed."),
        "changes": len([line for line in view.before if line.role == AssignmentRole.PRIMARY]),
    }


def _choices(forms_: dict[str, Any], view: CarryingPage) -> None:
    free = [one for one in view.workers if not one.carries]
    forms_["form"].fields["to_worker"].choices = [(one.worker_id, _with_load(one)) for one in free]
    forms_["help_form"].fields["worker"].choices = [(one.worker_id, _with_load(one)) for one in free]
    forms_["help_form"].fields["role"].choices = [
        (role.value, role.label) for role in (AssignmentRole.CO_WORKER, AssignmentRole.COVER)
    ]
    forms_["team_form"].fields["team"].choices = [(team.id, team.name) for team in view.teams]


def _with_load(one: MightCarry) -> str:
    count = ngettext("%(n)d case", "%(n)d cases", one.load.named) % {"n": one.load.named}
    return f"{one.name}, {count}"


def _shown(request: DeskRequest, page: dict[str, Any]) -> HttpResponse:
    wrong = "refusal" in page or any(
        page[name].is_bound and page[name].errors for name in ("form", "help_form", "team_form")
    )
    return render(request, "desk/cases/carrying.html", page, status=422 if wrong else 200)
