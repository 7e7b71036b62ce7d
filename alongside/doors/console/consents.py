"""The words in which consent is asked, and agreements with partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.doors.console.entrance import ConsoleRequest, administrators
from alongside.doors.console.forms import show
from alongside.doors.console.places import places
from alongside.ground.foundation.errors import Refused
from alongside.ground.ui.forms import DateBox
from alongside.practice.consents import actions, queries
from alongside.practice.consents.enums import Item, Regime
from alongside.practice.consents.rules.profiles import MISSING, Profile, Words, profile_of


class AgreementForm(forms.Form):
    """What was agreed with a partner, about which things, from when until when."""

    partner = forms.CharField(label=gettext_lazy("Partner"), max_length=200)
    scope = forms.CharField(label=gettext_lazy("What it is for"), widget=forms.Textarea, max_length=2000)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Which things"), choices=Item.choices, widget=forms.CheckboxSelectMultiple
    )
    contact = forms.CharField(label=gettext_lazy("Who answers for it there"), max_length=200, required=False)
    from_on = forms.DateField(label=gettext_lazy("From"), widget=DateBox)
    until_on = forms.DateField(label=gettext_lazy("Last day"), widget=DateBox)


OWN = {"translate": "no"}
"""The words of a form are the agency's own, in the form's own language."""


class WordsForm(forms.Form):
    """The words of one form, a text for each element that its law asks for."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, widget=forms.TextInput(attrs=OWN))

    def __init__(self, profile: Profile, words: Words, data: Any = None) -> None:
        super().__init__(data, initial={"title": words.title, **words.parts})
        for element, rule in profile.elements.items():
            self.fields[element] = forms.CharField(
                label=str(PARTS[element]),
                help_text=format_html('<span translate="no">{}</span>', rule),
                widget=forms.Textarea(attrs=OWN),
                max_length=2000,
                required=False,
            )


PARTS = {
    "person": gettext_lazy("Whom it is about"),
    "discloser": gettext_lazy("Who may tell"),
    "recipient": gettext_lazy("Who may receive it"),
    "passes_on_to": gettext_lazy("To whom it is passed on"),
    "information": gettext_lazy("What may be told"),
    "purpose": gettext_lazy("What for"),
    "expiry": gettext_lazy("Until when"),
    "signature": gettext_lazy("Signing"),
    "date": gettext_lazy("Day of signing"),
    "authority": gettext_lazy("Signing for another"),
    "right_to_withdraw": gettext_lazy("Taking it back"),
    "conditions": gettext_lazy("What happens when they say no"),
    "redisclosure": gettext_lazy("What may happen to it afterwards"),
    "copy_on_request": gettext_lazy("A copy"),
    "your_choice": gettext_lazy("That it is their choice"),
    "not_needed_for_help": gettext_lazy("That help does not depend on it"),
    "sensitive": gettext_lazy("Health, faith or family"),
    "right_to_complain": gettext_lazy("Where to complain"),
}
"""What each part of a form is called; there is one for each element that a law asks for (``MISSING``)."""
assert PARTS.keys() == MISSING.keys()  # noqa: S101 - a part without a name could not be written


@require_http_methods(["GET", "POST"])
@administrators
def list_consents(request: ConsoleRequest) -> HttpResponse:
    """The forms with their versions, and agreements with partners; a new agreement."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_agreement(by=request.reader, **form.cleaned_data)
        except Refused as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("The agreement is kept. It ends by itself on its last day."))
            return redirect("consent-forms")
    lines = [(one, profile_of(one), queries.words_in_force(one)) for one in Regime.values]
    agreements = [(one, queries.item_words(one.items)) for one in queries.agreements()]
    context = {"form": form, "lines": lines, "agreements": agreements, "places": places("consent-forms")}
    return render(request, "console/consents.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@administrators
def one_form(request: ConsoleRequest, regime: str) -> HttpResponse:
    """The words of one form; published as the next version when nothing is missing."""
    if regime not in Regime.values:
        raise Http404
    profile, words = profile_of(regime), queries.words_in_force(regime)
    form = WordsForm(profile, words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        parts = {element: form.cleaned_data[element] for element in profile.elements}
        try:
            actions.publish_form(
                regime=Regime(regime), title=form.cleaned_data["title"], parts=parts, by=request.reader
            )
        except Refused as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Published. Consents that were asked before keep their words."))
            return redirect("consent-forms")
    context = {
        "form": form,
        "parts": [form[element] for element in profile.elements],
        "profile": profile,
        "words": words,
        "places": places("consent-forms"),
    }
    return render(request, "console/consent_form.html", context, status=422 if form.errors else 200)
