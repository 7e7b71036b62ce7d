"""A human looks at each passage and decides; then the copy is handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.doors.desk.again import once_more
from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.giving import given
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation.errors import NotFound, Stale
from alongside.oversight.requests.actions.deciding import decide_passage
from alongside.oversight.requests.actions.making import hand_over
from alongside.oversight.requests.enums import Asker, Choice, HandOver, HoldReason, SpanKind
from alongside.oversight.requests.queries.files import file_to_look_at
from alongside.oversight.requests.queries.listing import RequestSheet, request_sheet, ways_of
from alongside.oversight.requests.queries.passages import PassageView, passage_lines, passage_view

View = Callable[[DeskRequest], HttpResponse]


class PassageForm(forms.Form):
    """What is decided about one passage."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("What happens with it?"), choices=Choice.choices, widget=forms.RadioSelect
    )
    held = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Hold back these parts"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        coerce=int,
        help_text=gettext_lazy("Found by a machine, or added before. Take the tick away where it may be read."),
    )
    also = forms.CharField(
        label=gettext_lazy("Hold back these words as well"),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text=gettext_lazy("One line for each. Copy the words as they stand; every place is held back."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it is held back"),
        choices=[("", gettext_lazy("Nothing is held back")), *HoldReason.choices],
        required=False,
        help_text=gettext_lazy("The person reads this in the copy."),
    )
    looked = forms.BooleanField(
        label=gettext_lazy("I have opened this file and looked at all of it"),
        required=False,
        help_text=gettext_lazy("Needed before it is handed over."),
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("For the log, which stays in the house."),
    )

    def __init__(self, *args: Any, view: PassageView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict(SpanKind.choices)
        if view.spans:
            self.fields["held"].choices = [  # type: ignore[attr-defined]  # it is a field of choices
                (str(place), f"“{span['text']}”: {kinds[span['kind']]}") for place, span in enumerate(view.spans)
            ]
        else:
            del self.fields["held"]
        if view.file is None:
            del self.fields["looked"]
        elif not view.file.cuttable:
            for name in ("held", "also"):
                self.fields.pop(name, None)
            self.fields["choice"].choices = [  # type: ignore[attr-defined]  # it is a field of choices
                (value, label) for value, label in Choice.choices if value != Choice.PART
            ]


class HandForm(forms.Form):
    """By which way the copy leaves."""

    way = forms.ChoiceField(label=gettext_lazy("How"), choices=HandOver.choices, widget=forms.RadioSelect)
    point = forms.TypedChoiceField(
        label=gettext_lazy("Where to"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=gettext_lazy("For a letter or an e-mail. Only what the person has called safe is accepted."),
    )
    address = forms.CharField(
        label=gettext_lazy("Address in the signed paper"), required=False, max_length=300, widget=forms.Textarea
    )

    def __init__(self, *args: Any, asker: str, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asker == Asker.PERSON:
            del self.fields["address"]
            self.fields["point"].choices = [("", _("Choose")), *ways]  # type: ignore[attr-defined]
        else:
            del self.fields["point"]


@require_http_methods(["GET", "POST"])
@officers
def passage(request: DeskRequest, asked: UUID, passage: UUID) -> HttpResponse:
    """One passage: its words with what was found in it, and the decision."""
    try:
        view = passage_view(asked, passage)
    except NotFound:
        raise Http404 from None
    form = PassageForm(request.POST or None, view=view, initial=_first(view))
    if request.method == "POST":
        try:
            if carried_out(form, lambda: _decide(request, asked, passage, form)):
                if view.file and form.cleaned_data["choice"] == Choice.NONE:
                    messages.info(request, _("What the record says of this file is held back with it."))
                return redirect(_next(asked, view.place))
        except Stale as stale:
            messages.error(request, str(stale.message))
            return redirect("request-passage", asked=asked, passage=passage)
    context = {"one": view, "asked": asked, "form": form}
    return render(request, "desk/privacy/passage.html", context, status=422 if form.errors else 200)


def _first(view: PassageView) -> dict[str, Any]:
    """What the form says before anybody decided; of a file nothing, as no machine can look at it."""
    first: dict[str, Any] = {
        "version": view.version,
        "choice": view.choice,
        "held": [str(place) for place, span in enumerate(view.spans) if span["held"]],
        "reason": view.reason,
        "words": view.reason_words,
        "looked": view.choice in (Choice.WHOLE, Choice.PART),
    }
    if view.choice or view.file:
        return first
    first["choice"] = Choice.PART if view.spans else Choice.NONE if view.worry_words else Choice.WHOLE
    first["reason"] = HoldReason.OTHER_PERSON if view.spans or view.worry_words else ""
    return first


@require_safe
@officers
def file(request: DeskRequest, asked: UUID, passage: UUID) -> HttpResponse:
    """A gathered file, to be looked at before it is decided about."""
    try:
        return given(file_to_look_at(asked, passage))
    except NotFound:
        raise Http404 from None


def _decide(request: DeskRequest, asked: UUID, passage: UUID, form: PassageForm) -> None:
    said = form.cleaned_data
    decide_passage(
        request=asked,
        passage=passage,
        version=said["version"],
        choice=said["choice"],
        reason=said["reason"],
        words=said["words"],
        held=frozenset(said.get("held", ())),
        also=said.get("also", "").splitlines(),
        looked=said.get("looked", False),
        by=request.reader,
    )


def _next(asked: UUID, place: int) -> str:
    """The next passage that waits, after this one or before it; else the request."""
    waiting = [one for one in passage_lines(asked) if not one.choice]
    after = [one for one in waiting if one.place > place] or waiting
    return f"/privacy/requests/{asked}/passages/{after[0].public_id}/" if after else f"/privacy/requests/{asked}/"


@require_http_methods(["GET", "POST"])
@officers
@once_more
def leave(request: DeskRequest, asked: UUID) -> HttpResponse:
    """Hand the copy over; who does it says again who she is."""
    try:
        sheet: RequestSheet = request_sheet(asked)
    except NotFound:
        raise Http404 from None
    form = HandForm(request.POST or None, asker=sheet.asker, ways=ways_of(asked))

    def act() -> None:
        hand_over(request=asked, by=request.reader, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Handed over. It is written down in every case that it is from."))
        return redirect("record-request", asked=asked)
    context = {"one": sheet, "form": form}
    return render(request, "desk/privacy/request_leave.html", context, status=422 if form.errors else 200)
