"""As what something is taken out, and what for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.exports.rules.limits import SHORTEST_WHY, WHY_ABOVE


class TakeForm(forms.Form):
    """The form of a file, and a reason that is kept with the record that it left."""

    form = forms.ChoiceField(label=_("As"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("What is it for?"), max_length=300, required=False)
    may_leave = forms.CharField(
        label=_("Why a hidden address may leave with it"),
        max_length=500,
        required=False,
        help_text=_("Only when it must. At least 20 letters, kept with your name."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        self.fields["form"].initial = choices[0][0]
        self.fields["why"].required = needed
        self.fields["why"].help_text = (
            _("A few words, at least %(n)d letters. They are kept.") % {"n": SHORTEST_WHY}
            if needed
            else _("Needed above %(n)d rows. It is kept.") % {"n": WHY_ABOVE}
        )


class TakeCaseForm(TakeForm):
    """A whole case: besides, for whom it is."""

    to = forms.ChoiceField(
        label=_("For whom is it?"),
        required=False,
        help_text=_("For one of the family, it holds their own and what was opened to them, nothing of the others."),
    )

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=CASE_FORMS, needed=True, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("The service, a court, another agency: everything that you may see")),
            *people,
        ]


LIST_FORMS = [
    (ExportFormat.CSV.value, _("CSV, for any program")),
    (ExportFormat.XLSX.value, _("XLSX, for Excel or LibreOffice")),
]
CASE_FORMS = [
    (ExportFormat.PDF.value, _("PDF, to read")),
    (ExportFormat.JSON.value, _("JSON, for another system")),
]
