"""The form of one's own settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.agency.tokens.enums import Noun, Verb, scope_of

THEMES = [("system", _("As this device has it")), ("light", _("Light")), ("dark", _("Dark"))]
DENSITIES = [("comfortable", _("Comfortable")), ("compact", _("Compact"))]


class OwnSettings(forms.Form):
    """How pages look and sound to one worker."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"translate": "no"})
    )
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Rows"), choices=DENSITIES, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label=_("Single letters press buttons, outside of text"),
        help_text=_("Such as C for “Record contact”. Switch it off if keys are pressed by accident or by voice."),
        required=False,
    )


MAY = [
    ("read", _("Read what I can read")),
    ("all", _("Read and write what I can")),
    ("some", _("Only what I choose")),
]
DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("A year"))]


class NewToken(forms.Form):
    """A token to make: for which program, what it may do, for how long."""

    name = forms.CharField(
        label=_("Which program will use it?"), max_length=80, help_text=_("Such as “Monthly figures”.")
    )
    may = forms.ChoiceField(label=_("What may it do?"), choices=MAY, widget=forms.RadioSelect, initial="read")
    scopes = forms.MultipleChoiceField(
        label=_("What exactly?"),
        choices=[
            (scope_of(noun, verb), format_lazy("{noun}: {verb}", noun=noun.label, verb=verb.label))
            for noun in Noun
            for verb in Verb
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.ChoiceField(label=_("For how long?"), choices=DAYS, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """Something is chosen when only some things are."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("may") == "some" and not said.get("scopes"):
            self.add_error("scopes", _("Choose at least one thing that it may do."))
        return said
