"""Why somebody sees a case, who else can, who looked; stepping out of it; looking in an emergency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.text import joined
from alongside.oversight.journeys.emergency import open_in_emergency
from alongside.oversight.overviews.access_page import MaskedPage, access_page, masked_page, who_looked
from alongside.record.cases import actions
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CaseHead

GROUNDS = (
    ("danger", gettext_lazy("Someone may be in danger today")),
    ("cover", gettext_lazy("Cover for an absent colleague")),
    ("law", gettext_lazy("Court or lawful order")),
)
MINUTES = ((60, gettext_lazy("60 minutes")), (120, gettext_lazy("2 hours")), (240, gettext_lazy("4 hours")))
LETTERS = 20


class ConflictForm(forms.Form):
    """Why the reader should not be in this case."""

    why = forms.CharField(
        label=gettext_lazy("Why you should not have this"),
        max_length=500,
        help_text=gettext_lazy("Such as “She is my cousin”. It is kept with the case; your access ends at once."),
    )


class EmergencyForm(forms.Form):
    """Why now, in one sentence, for how long; and who is asking, when she signed in a while ago."""

    ground = forms.ChoiceField(label=gettext_lazy("Why now"), choices=GROUNDS, widget=forms.RadioSelect)
    sentence = forms.CharField(
        label=gettext_lazy("In one sentence"),
        widget=forms.Textarea,
        min_length=LETTERS,
        max_length=1000,
        help_text=gettext_lazy("Kept with the record. At least 20 letters."),
        error_messages={"min_length": gettext_lazy("Say a little more: at least 20 letters.")},
    )
    minutes = forms.TypedChoiceField(label=gettext_lazy("Open for"), choices=MINUTES, coerce=int, initial=60)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        widget=forms.PasswordInput,
        help_text=gettext_lazy("Say once more that it is you."),
    )

    def __init__(self, *args: Any, ask_again: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not ask_again:
            del self.fields["password"]


@require_GET
def why(request: DeskRequest, case: UUID) -> HttpResponse:
    """Why can I see this? For a reader who may only know of the case: whom to ask, and emergency access."""
    head = _head(request, case, act="access page")
    if head is None:
        return _masked(request, case)
    return _seen(request, head, ConflictForm())


@require_GET
def looked(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everyone who has looked."""
    head = _head(request, case, act="access page")
    if head is None:
        raise Http404
    context = {**frame_of(head, "access"), "looks": who_looked(head)}
    return render(request, "desk/access/looked.html", context)


@require_POST
def conflict(request: DeskRequest, case: UUID) -> HttpResponse:
    """Declare a conflict of interest; the reader's own access ends at once."""
    form = ConflictForm(request.POST)
    if form.is_valid():
        try:
            actions.declare_conflict(case=cases.case_row(case), why=form.cleaned_data["why"], by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Your access has ended. The supervisor sees that somebody else is needed."))
            return redirect("cases")
    head = _head(request, case, act="access page")
    if head is None:
        raise Http404
    return _seen(request, head, form)


@require_POST
def emergency(request: DeskRequest, case: UUID) -> HttpResponse:
    """Open the ordinary part of a case in an emergency, for a while; told at once, reviewed afterwards."""
    masked = masked_page(case)
    if masked is None:
        if _head(request, case, act="access page") is None:
            raise Http404
        return redirect("case", case=case)
    form = EmergencyForm(request.POST, ask_again=_asks_again(request))
    if form.is_valid() and _is_she(request, form):
        what = form.cleaned_data
        ground = str(dict(GROUNDS)[what["ground"]])
        try:
            open_in_emergency(
                case=case, ground=ground, sentence=what["sentence"], minutes=what["minutes"], by=request.reader
            )
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            return redirect("case", case=case)
    return _ask(request, case, masked, form)


def _head(request: DeskRequest, case: UUID, *, act: str) -> CaseHead | None:
    try:
        return cases.case_head(case, by=request.reader, act=act)
    except NotFound:
        return None


def _seen(request: DeskRequest, head: CaseHead, form: ConflictForm) -> HttpResponse:
    context = {
        **frame_of(head, "access"),
        "page": access_page(head, by=request.reader),
        "form": form,
        "may_simulate": head.team_id in request.reader.supervises,
        "conflict_words": _("I should not have this"),
        "name": head.banner.called or head.banner.name,
        "mark_contact": _("Text after 18:00"),
        "mark_restricted": _("Restricted"),
        "mark_mine": _("Only you, not part of the case"),
    }
    return render(request, "desk/access/why.html", context, status=422 if form.errors else 200)


def _masked(request: DeskRequest, case: UUID) -> HttpResponse:
    masked = masked_page(case)
    if masked is None:
        raise Http404
    return _ask(request, case, masked, EmergencyForm(ask_again=_asks_again(request)))


def _ask(request: DeskRequest, case: UUID, masked: MaskedPage, form: EmergencyForm) -> HttpResponse:
    context = {
        "emergency_url": reverse("case-access-emergency", args=[case]),
        "masked": masked,
        "form": form,
        "ask": joined(masked.ask, last=_("or")),
        "told": joined(masked.told, last=_("and")),
        "kept_words": _("What you typed is still here."),
    }
    return render(request, "desk/access/masked.html", context, status=422 if form.is_bound else 200)


def _asks_again(request: DeskRequest) -> bool:
    """Whether the reader signed in too long ago for looking in an emergency without saying who she is."""
    account: Any = request.user
    return account.has_usable_password() and not did_recently_reauthenticate(request)


def _is_she(request: DeskRequest, form: EmergencyForm) -> bool:
    account: Any = request.user
    if "password" not in form.fields or account.check_password(form.cleaned_data["password"]):
        return True
    form.add_error("password", _("This is not your password. Try again."))
    return False
