"""What a colleague would see of a case, in numbers, for the privacy officer, who sees nothing of it herself."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from alongside.agency.staff import queries as staff
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.views import officers
from alongside.oversight.overviews.person_access import would_see_of


class SeeingForm(forms.Form):
    """Which case, and whose eyes to look through."""

    number = forms.CharField(label=gettext_lazy("Number of the case"), max_length=24)
    worker = forms.ChoiceField(label=gettext_lazy("Colleague"))


@require_GET
@officers
def seeing(request: DeskRequest) -> HttpResponse:
    """Numbers and kinds, no content; a case that may not be known answers as one that is not there."""
    lines = {str(line.public_id): line for line in staff.workers()}
    form = SeeingForm(request.GET or None)
    form.fields["worker"].choices = [(key, line.name) for key, line in lines.items()]  # type: ignore[attr-defined]
    context: dict[str, object] = {"form": form, "asked": form.is_bound and form.is_valid()}
    if context["asked"]:
        line = lines[form.cleaned_data["worker"]]
        context["found"] = would_see_of(form.cleaned_data["number"], line.actor_id, by=request.reader)
        context["name"] = line.name
    return render(request, "desk/privacy/seeing.html", context, status=422 if form.errors else 200)
