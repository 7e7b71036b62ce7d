"""What closing, after-care and reopening ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.ground.ui.forms import DateBox
from alongside.oversight.overviews.closing_page import ClosingPage

LONG = 8000


class ClosingForm(forms.Form):
    """How the case ends; saved as often as needed until it is signed."""

    needed_in_the_end = ("reasons", "summary")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reasons = forms.MultipleChoiceField(
        label=_("Why the case closes"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason_words = forms.CharField(label=_("In a few words"), required=False, max_length=500)
    agreed_with = forms.CharField(label=_("Who agreed to the ending"), required=False, max_length=200)
    person_view = forms.CharField(
        label=_("What they say about it"), widget=forms.Textarea, required=False, max_length=LONG
    )
    person_view_by = forms.TypedChoiceField(
        label=_("Whose words"), required=False, coerce=int, empty_value=None, choices=()
    )
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea, required=False, max_length=LONG)
    recommendations = forms.CharField(
        label=_("What we recommend"), widget=forms.Textarea, required=False, max_length=LONG
    )
    destination = forms.CharField(label=_("Where they go on to"), required=False, max_length=200)
    may_leave = forms.CharField(
        label=_("Why a hidden address may stand in this"),
        required=False,
        max_length=500,
        help_text=_("Only when it is meant to leave. It is kept with your name."),
    )

    def __init__(self, page: ClosingPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = page.reasons  # type: ignore[attr-defined]  # a choice field
        people = [("", _("Choose")), *page.people]
        self.fields["person_view_by"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.handed_over = [line for line in page.readiness if line.can_be_handed_over and not line.settled]
        for line in self.handed_over:
            self.fields[f"hand_{line.key}"] = forms.CharField(
                label=format_lazy(_("Who takes this over: {what}"), what=line.words),
                required=False,
                max_length=200,
                initial=line.handed_to,
            )

    def handovers(self) -> dict[str, str]:
        """Which requirement goes to whom."""
        return {
            line.key: words
            for line in self.handed_over
            if (words := str(self.cleaned_data.get(f"hand_{line.key}", "")).strip())
        }


def closing_initial(page: ClosingPage) -> dict[str, Any]:
    """The form as it stands in the record; the summary starts as the draft made from it."""
    view = page.closing
    return {
        "version": view.version,
        "reasons": list(view.reasons),
        "reason_words": view.reason_words,
        "agreed_with": view.agreed_with,
        "person_view": view.person_view,
        "person_view_by": view.person_view_by_id or (page.people[0][0] if page.people else None),
        "summary": view.summary or page.draft,
        "recommendations": view.recommendations,
        "destination": view.destination,
    }


class AfterCareForm(forms.Form):
    """One line of after-care."""

    what = forms.CharField(label=_("What happens afterwards"), max_length=300)
    who = forms.CharField(label=_("Who does it"), max_length=200)
    due_on = forms.DateField(label=_("By when"), widget=DateBox)
    may_leave = forms.CharField(
        label=_("Why a hidden address may stand in this"),
        required=False,
        max_length=500,
        help_text=_("Only when it is meant to leave. It is kept with your name."),
    )
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)


class OutcomeForm(forms.Form):
    """What came of a line of after-care."""

    outcome = forms.CharField(label=_("What came of it"), max_length=300)


class ReopenForm(forms.Form):
    """Why the case opens again."""

    why = forms.CharField(label=_("What has changed"), widget=forms.Textarea, max_length=2000)
    mine = forms.BooleanField(label=_("I carry it from now on"), required=False, initial=True)
