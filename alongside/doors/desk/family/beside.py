"""The form for somebody beside whoever was tapped: as few boxes as a conversation bears."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.record.people.enums import Gender

Names = list[tuple[str, str]]


class BesideForm(forms.Form):
    """Who it is, and how they are related. Somebody new has a name; whoever is drawn already is chosen."""

    idempotency_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    same = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=250,
        required=False,
        help_text=_("As far as it is known. “Marta’s brother” will do."),
    )
    there = forms.TypedChoiceField(
        label=_("Or somebody who is drawn already"), required=False, coerce=UUID, empty_value=None
    )
    kind = forms.ChoiceField(label=_("How they are related"))
    also = forms.TypedChoiceField(label=_("The other parent"), required=False, coerce=UUID, empty_value=None)
    gender = forms.ChoiceField(label=_("Drawn as"), choices=Gender.choices, required=False)
    born = forms.CharField(
        label=_("Born"), max_length=40, required=False, help_text=_("A day, a year, or “about 1990”.")
    )
    source = forms.CharField(label=_("Who told you"), max_length=200, required=False)
    why = forms.CharField(
        label=_("Why it is so, where ages look doubtful"),
        max_length=300,
        required=False,
        help_text=_("Such as adoption."),
    )

    def __init__(self, beside: UUID, choices: tuple[Names, Names, Names], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beside = beside
        kinds, there, partners = choices
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["there"].choices = [("", _("Somebody new")), *there]  # type: ignore[attr-defined]
        self.fields["also"].choices = [("", _("Not known, or nobody")), *partners]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name or somebody who is there: one of them, and not both."""
        said = super().clean() or self.cleaned_data
        name, there = " ".join(said.get("name", "").split()), said.get("there")
        if not name and not there:
            self.add_error("name", gettext("Write a name, or choose somebody who is drawn already."))
        if name and there:
            self.add_error("there", gettext("Choose “Somebody new”, or leave the name empty."))
        return {**said, "name": name}
