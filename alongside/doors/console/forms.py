"""Forms of set-up: their fields are the arguments of the actions."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import TeamKind
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.ground.foundation.calendar import calendar_for
from alongside.ground.foundation.errors import Refused
from alongside.ground.ui.forms import DateBox

ZONES = [(zone, zone) for zone in sorted(available_timezones())]
AS_IT_IS = {"translate": "no"}
"""For what is the same in every language: codes, and names of languages in their own words."""


class RoleForm(forms.Form):
    """A role, where, and from when until when."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    team = forms.ChoiceField(label=_("Team"), required=False, help_text=_("For a worker, intake or a supervisor."))
    from_on = forms.DateField(label=_("From"), required=False, widget=DateBox())
    until_on = forms.DateField(
        label=_("Until"), required=False, widget=DateBox(), help_text=_("On this day the role is over.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [(str(line.id), line.name) for line in organisation.teams()]
        self.fields["team"].choices = [("", _("No team")), *teams]  # type: ignore[attr-defined]

    def role_arguments(self) -> dict[str, Any]:
        """The arguments of ``give_role``."""
        found = self.cleaned_data
        role = Role(found["role"])
        team = int(found["team"]) if found["team"] and role in TEAM_ROLES else None
        return {"role": role, "team_id": team, "from_on": found["from_on"], "until_on": found["until_on"]}


class NewWorker(RoleForm):
    """Who comes, how she signs in, and her first role."""

    name = forms.CharField(label=_("Name"), max_length=200)
    username = forms.CharField(
        label=_("Signs in as"), max_length=150, help_text=_("Short and easy to type, such as amina.yusuf.")
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("At work. The way in is sent there.")
    )
    title = forms.CharField(label=_("What they are called"), max_length=120, required=False)


class TeamForm(forms.Form):
    """A new team."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it does"), choices=TeamKind.choices, widget=forms.RadioSelect)


class VersionForm(forms.Form):
    """The next version of a protocol, as text."""

    text = forms.CharField(label=_("The protocol"), widget=forms.Textarea(attrs=AS_IT_IS), strip=False)
    valid_from = forms.DateField(label=_("In force from"), widget=DateBox())
    change_note = forms.CharField(
        label=_("What changes, and why"), widget=forms.Textarea, help_text=_("Stands beside the version for good.")
    )


class AgencyForm(forms.Form):
    """How the agency is set up."""

    name = forms.CharField(label=_("Name"), max_length=200)
    sender_name = forms.CharField(
        label=_("Name on messages to people"),
        max_length=40,
        required=False,
        help_text=_("Neutral, so that whoever sees the screen learns nothing. Such as “Harbour”."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone) for zone in sorted(available_timezones())],
        widget=forms.Select(attrs=AS_IT_IS),
    )
    country = forms.CharField(
        label=_("Public holidays of"), max_length=2, required=False, help_text=_("Two letters, such as IE or US.")
    )
    subdivision = forms.CharField(
        label=_("Part of the country"), max_length=10, required=False, help_text=_("Where holidays differ, such as BY.")
    )
    languages = forms.CharField(
        label=_("Languages of the people you serve"),
        required=False,
        help_text=_("Codes with commas between, such as en, es, so."),
    )
    default_language = forms.ChoiceField(
        label=_("Language when nobody has chosen"), choices=settings.LANGUAGES, widget=forms.Select(attrs=AS_IT_IS)
    )
    worry_line = forms.CharField(label=_("Number to ring when a child is in danger"), max_length=60, required=False)
    crisis_line = forms.CharField(label=_("Crisis line"), max_length=60, required=False)
    number_prefix = forms.CharField(label=_("Letters before case numbers"), max_length=6)

    def clean(self) -> dict[str, Any]:
        """The country and its part must be ones whose holidays are known."""
        found = super().clean() or {}
        try:
            calendar = calendar_for(found.get("country", ""), found.get("subdivision", ""))
        except Refused as refusal:
            show(self, refusal)
            return found
        return {**found, "country": calendar.country, "subdivision": calendar.subdivision}

    def clean_languages(self) -> list[str]:
        """The codes one by one."""
        return [code.strip() for code in self.cleaned_data["languages"].split(",") if code.strip()]


def show(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside the fields it is about; what was typed stays."""
    for name, reason in refusal.fields.items():
        form.add_error(name if name in form.fields else None, str(reason))
    if not refusal.fields:
        form.add_error(None, str(refusal.message))
