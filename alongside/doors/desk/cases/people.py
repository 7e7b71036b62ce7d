"""Who takes part in a case: persons join, and end their part."""

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

from alongside.doors.desk.cases.frame import OPEN, framed
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.forms import DateBox
from alongside.oversight.overviews.opening import people_like
from alongside.oversight.overviews.search import PersonHit
from alongside.record.cases import actions
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import ParticipantRole
from alongside.record.people import queries as people


class LookForm(forms.Form):
    """The name that is looked for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=250)


class JoinForm(forms.Form):
    """Somebody's part, from when."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(label=gettext_lazy("Part in this case"), choices=ParticipantRole.choices)
    note = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as “cooks and does school runs”."),
    )
    from_on = forms.DateField(label=gettext_lazy("From"), widget=DateBox, required=False)


class LeaveForm(forms.Form):
    """Why somebody's part ends, and when."""

    part = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(label=gettext_lazy("Why does this part end?"), max_length=500, required=False)
    on = forms.DateField(label=gettext_lazy("Last day"), widget=DateBox, required=False)


@require_GET
def people_page(request: DeskRequest, case: UUID) -> HttpResponse:
    """Who takes part, and who did."""
    return _page(request, case)


@require_POST
def look(request: DeskRequest, case: UUID) -> HttpResponse:
    """Look in the record for somebody who joins."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, case, looking=form)
    hits, _receipt = people_like(form.cleaned_data["name"], by=request.reader)
    return _page(request, case, looking=form, hits=hits)


@require_POST
def join(request: DeskRequest, case: UUID) -> HttpResponse:
    """Bring a person into the case; the first press asks for her part, the second says it."""
    asked = "role" in request.POST
    form = JoinForm(request.POST) if asked else JoinForm(initial=request.POST.dict())
    if asked and form.is_valid():
        what = form.cleaned_data
        try:
            person = people.person_row(what["person"])
            actions.add_participant(
                case=cases.case_row(case),
                person_id=person.id,
                role=what["role"],
                note=what["note"],
                from_on=what["from_on"],
                by=request.reader,
            )
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("%(name)s takes part now") % {"name": person.display_name})
            return redirect("case-people", case=case)
    return _page(request, case, joining=form)


@require_POST
def leave(request: DeskRequest, case: UUID) -> HttpResponse:
    """End somebody's part; the first press asks why, the second says it."""
    asked = "why" in request.POST
    form = LeaveForm(request.POST) if asked else LeaveForm(initial=request.POST.dict())
    if asked and form.is_valid():
        what = form.cleaned_data
        try:
            part = cases.part_row(what["part"])
            if part.case.public_id != case:
                raise Http404
            actions.end_participation(participant=part, on=what["on"], why=what["why"], by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("The part has ended. What was recorded stays."))
            return redirect("case-people", case=case)
    return _page(request, case, leaving=form)


def _page(
    request: DeskRequest,
    case: UUID,
    *,
    looking: LookForm | None = None,
    hits: tuple[PersonHit, ...] | None = None,
    joining: JoinForm | None = None,
    leaving: LeaveForm | None = None,
) -> HttpResponse:
    head, context = framed(request, case, tab="people", act="case people")
    taking_part = {one.person for one in head.people}
    leaver: Any = leaving["part"].value() if leaving else None
    page = {
        **context,
        "looking": looking or LookForm(),
        "hits": hits,
        "joining": joining,
        "leaving": leaving,
        "leaver": next((one.name for one in head.people if str(one.part) == str(leaver)), ""),
        "taking_part": taking_part,
        "before": cases.earlier_people(head.id),
        "can_change": head.may.people and head.state in OPEN,
        "kept_words": _("What you typed is still here."),
        "none_words": _("Nobody of that name whom you may know of"),
        "focus_words": _("The case is for"),
        "closed_words": _("The case is closed. Nobody joins or leaves."),
    }
    wrong = any(form is not None and form.is_bound and form.errors for form in (looking, joining, leaving))
    return render(request, "desk/cases/people.html", page, status=422 if wrong else 200)
