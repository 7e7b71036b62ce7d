"""The privacy officer decides about seals: whose record is closed, who asks, to whom it opens and for how long."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.again import once_more
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people.actions.sealing import decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.queries.sealing import seal_acts, sealed_people


class DecideForm(forms.Form):
    """Yes or no, why, and whose record is meant where somebody asked in words."""

    person = forms.ChoiceField(label=gettext_lazy("Whose record is meant"), required=False)
    agree = forms.TypedChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=(("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))),
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    answer = forms.CharField(
        label=gettext_lazy("What you say to whoever asked"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy(
            "At least 10 letters. Say the same where there is no such record and where you open none."
        ),
    )


@require_GET
@officers
def sealed(request: DeskRequest) -> HttpResponse:
    """What waits for a decision, whose records are sealed, and what was decided."""
    acts = seal_acts()
    context = {
        "waiting": [act for act in acts if act.decided_at is None],
        "decided": [act for act in acts if act.decided_at is not None],
        "people": sealed_people(),
    }
    return render(request, "desk/privacy/sealed.html", context)


@require_http_methods(["GET", "POST"])
@officers
@once_more
def decide(request: DeskRequest, act: UUID) -> HttpResponse:
    """Decide about one question; nobody decides about her own."""
    found = next((one for one in seal_acts() if one.act == act and one.decided_at is None and not one.mine), None)
    if found is None:
        raise Http404
    form = DecideForm(request.POST or None)
    known = {str(one.public_id): one for one in sealed_people()}
    if found.kind == SealKind.OPEN:
        choices = [
            ("", _("Nobody, or nobody whose record is sealed")),
            *((key, one.name) for key, one in known.items()),
        ]
        form.fields["person"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    else:
        del form.fields["person"]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        meant = known.get(said.get("person", ""))
        try:
            decide_seal(
                act=act,
                agree=said["agree"],
                answer=said["answer"],
                person_id=meant.id if meant else None,
                by=request.reader,
            )
        except NotFound:
            form.add_error("person" if "person" in form.fields else None, _("Choose whose record is meant."))
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Decided. Whoever asked reads your answer."))
            return redirect("sealed")
    return render(request, "desk/privacy/seal.html", {"one": found, "form": form}, status=422 if form.errors else 200)
