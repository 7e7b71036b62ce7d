"""The form of one's own settings."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

THEMES = [("system", _("As this device has it")), ("light", _("Light")), ("dark", _("Dark"))]
DENSITIES = [("comfortable", _("Comfortable")), ("compact", _("Compact"))]


class OwnSettings(forms.Form):
    """How pages look and sound to one worker."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Rows"), choices=DENSITIES, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label=_("Single letters press buttons, outside of text"),
        help_text=_("Such as C for “Record contact”. Switch it off if keys are pressed by accident or by voice."),
        required=False,
    )
