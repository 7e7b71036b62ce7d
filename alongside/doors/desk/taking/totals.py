"""Totals of a programme that may be given to others: count them once, look at them, take them out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.refusals import carried_out, put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.taking.forms import LIST_FORMS
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.exports.rules.limits import SHORTEST_WHY
from alongside.oversight.exports.rules.sheets import MEDIA
from alongside.oversight.outcomes import actions, queries
from alongside.oversight.outcomes.rules.periods import offered
from alongside.oversight.outcomes.rules.tables import hidden_words


class CountForm(forms.Form):
    """Which programme, for when, and what for."""

    programme = forms.TypedChoiceField(label=_("Programme"), coerce=UUID)
    period = forms.ChoiceField(label=_("Period"), help_text=_("A quarter or a year that is over."))
    why = forms.CharField(label=_("Who gets them, and what for?"), max_length=300)

    def __init__(self, programmes: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = [(one.key, one.words) for one in offered(clock.today())]
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]  # a choice field
        self.fields["period"].choices = periods  # type: ignore[attr-defined]  # a choice field
        self.fields["why"].help_text = _("At least %(n)d letters. They are kept.") % {"n": SHORTEST_WHY}


class FileForm(forms.Form):
    """As which file."""

    form = forms.ChoiceField(label=_("As"), widget=forms.RadioSelect, choices=LIST_FORMS, initial=LIST_FORMS[0][0])


@require_http_methods(["GET", "POST"])
def listing(request: DeskRequest) -> HttpResponse:
    """Totals that were given, and a form to count a programme for a period."""
    programmes = [(str(line.public_id), line.name) for line in queries.countable(by=request.reader)]
    if not programmes:
        raise Http404
    form = CountForm(programmes, request.POST or None)
    given: list[UUID] = []

    def count() -> None:
        given.append(actions.give_totals(by=request.reader, **form.cleaned_data).public_id)

    if request.method == "POST" and carried_out(form, count):
        return redirect("totals-one", totals=given[0])
    context = {"form": form, "lines": queries.given_totals()}
    return render(request, "desk/taking/totals.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def one(request: DeskRequest, totals: UUID) -> HttpResponse:
    """Totals as they were given, and the same as a file."""
    form = FileForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            try:
                return _file(request, totals, ExportFormat(form.cleaned_data["form"]))
            except Refused as refusal:
                put_right(form, refusal)
        line, tables = queries.totals_of(totals)
    except NotFound:
        raise Http404 from None
    context = {"line": line, "tables": tables, "form": form, "hidden": hidden_words(line.hide_below)}
    return render(request, "desk/taking/totals_one.html", context, status=422 if form.errors else 200)


def _file(request: DeskRequest, totals: UUID, form: ExportFormat) -> HttpResponse:
    taken = actions.take_totals(totals=totals, form=form, by=request.reader)
    response = HttpResponse(taken.content, content_type=MEDIA[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.file_name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
