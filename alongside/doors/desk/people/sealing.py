"""Asking that a record be sealed or unsealed, and asking about a record that nobody may find."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.agency.staff.enums import TEAM_ROLES
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.frame import Sheet, card_or_404, filled
from alongside.ground.foundation.errors import Refused
from alongside.record.people import queries as people
from alongside.record.people.actions.sealing import ask_open_seal, ask_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.queries.sealing import seal_acts

HOURS = (
    (1, gettext_lazy("1 hour")),
    (2, gettext_lazy("2 hours")),
    (4, gettext_lazy("4 hours")),
    (0, gettext_lazy("As long as I carry the case")),
)


class SealForm(forms.Form):
    """Why a record should be sealed, or unsealed."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("A privacy officer decides by it. At least 20 letters."),
    )


class AskForm(forms.Form):
    """Who is meant, in words, why, and for how long."""

    words = forms.CharField(
        label=gettext_lazy("Who you look for"),
        max_length=300,
        help_text=gettext_lazy("Name, year of birth, what you know. Nobody says whether there is such a record."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why you need to see it"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("At least 20 letters. It is kept."),
    )
    hours = forms.TypedChoiceField(label=gettext_lazy("For how long"), choices=HOURS, coerce=int, initial=1)


@require_http_methods(["GET", "POST"])
def seal(request: DeskRequest, person: UUID) -> HttpResponse:
    """Ask that this person's record be sealed, or unsealed; a privacy officer decides."""
    card = card_or_404(person, request)
    kind = SealKind.UNSEAL if card.sealed else SealKind.SEAL
    words = {
        SealKind.SEAL: _(
            "A sealed record is gone for everybody but those who carry a case of theirs now: no list, no search, no "
            "emergency access finds it. Every case that concerns them is closed with it."
        ),
        SealKind.UNSEAL: _("Without the seal their cases open again to their teams and supervisors."),
    }
    sheet = Sheet(
        title=str(kind.label),
        button=_("Ask a privacy officer"),
        done=_("Asked. Nothing changes before a privacy officer agrees."),
        rows=(("why",),),
        lead=words[kind],
    )
    form = SealForm(request.POST or None)
    row = people.person_row(person)
    return filled(
        request, card, form, sheet, lambda said: ask_seal(person=row, kind=kind, why=said["why"], by=request.reader)
    )


@require_http_methods(["GET", "POST"])
def ask(request: DeskRequest) -> HttpResponse:
    """Ask about a record that may be sealed; what was asked before, and its answers."""
    if not TEAM_ROLES & request.reader.roles:
        raise PermissionDenied
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask_open_seal(words=said["words"], why=said["why"], hours=said["hours"], by=request.reader)
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Asked. A privacy officer answers you."))
            return redirect("sealed-ask")
    context = {"form": form, "acts": seal_acts(), "kept_words": _("What you typed is still here.")}
    return render(request, "desk/people/sealed.html", context, status=422 if form.errors else 200)
