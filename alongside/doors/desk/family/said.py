"""The forms for what is said of whoever was tapped: few boxes, in the order in which a family tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.doors.desk.family.forms import WORKER, Names, OnceForm
from alongside.ground.ui.forms import DateBox
from alongside.oversight.overviews.family_together import Home
from alongside.record.people.enums import GRAVE, BondKind, CoupleEnding, Energy, Strength, SystemKind
from alongside.record.people.rules.kin import SIDES

NEW = "new"
KINDS = [(kind.value, kind.label) for side in ("partner", "parent", "child", "sibling") for kind in SIDES[side]]
BONDS = [(kind.value, kind.label) for kind in BondKind if kind not in GRAVE]
"""What is grave is never drawn on a sheet that the whole family looks at; it has a page of its own."""


class LinkForm(OnceForm):
    """How two who are drawn already are related, since when, and how it ended."""

    kind = forms.ChoiceField(choices=KINDS)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)
    until_on = forms.DateField(label=_("Until"), widget=DateBox, required=False)
    ending = forms.ChoiceField(label=_("How a couple ended"), choices=CoupleEnding.choices, required=False)
    source = forms.CharField(label=_("Who told you"), max_length=200, required=False)
    why = forms.CharField(
        label=_("Why it is so, where ages look doubtful"),
        max_length=300,
        required=False,
        help_text=_("Such as adoption."),
    )

    def __init__(self, one: str, other: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = gettext("%(one)s is … %(other)s") % {"one": one, "other": other}


class BondSaidForm(OnceForm):
    """How two stand to each other in somebody's opinion, and on what it rests."""

    kind = forms.ChoiceField(label=_("How"), choices=BONDS)
    person = forms.ChoiceField(
        label=_("From whom it goes"), help_text=_("Counts for “looks after” and “centred on” only.")
    )
    said_by = forms.ChoiceField(label=_("Whose view it is"), required=False)
    basis = forms.CharField(
        label=_("On what this rests"),
        widget=forms.Textarea,
        help_text=_("Who saw or said what. It is an opinion about people, and they read it here."),
    )

    def __init__(self, two: Names, everybody: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(two)  # type: ignore[attr-defined]
        self.fields["said_by"].choices = [*everybody, WORKER]  # type: ignore[attr-defined]


class HomeForm(OnceForm):
    """Where somebody lives: a household that is drawn already, or a new one, with whom."""

    home = forms.ChoiceField(label=_("Household"))
    label = forms.CharField(
        label=_("What a new one is called"),
        max_length=200,
        required=False,
        help_text=_("“14 Quay Row”, “Rosario’s flat”."),
    )
    along = forms.TypedMultipleChoiceField(
        label=_("Who lives there too"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)

    def __init__(self, homes: Iterable[Home], others: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(home.id), f"{home.label} ({home.who})") for home in homes if home.stay is None]
        self.fields["home"].choices = [*known, (NEW, gettext("A new household"))]  # type: ignore[attr-defined]
        self.fields["along"].choices = list(others)  # type: ignore[attr-defined]


class AroundForm(OnceForm):
    """How somebody, or their household, stands to something around them."""

    kind = forms.ChoiceField(label=_("What is it"), choices=SystemKind.choices)
    label = forms.CharField(
        label=_("What it is called"),
        max_length=80,
        required=False,
        help_text=_("No address: “Choir”, “Ms Obi’s class”, “Grandmother”."),
    )
    whose = forms.ChoiceField(label=_("Whose tie"))
    strength = forms.ChoiceField(label=_("How strong"), choices=Strength.choices, initial=Strength.ORDINARY)
    energy = forms.ChoiceField(label=_("Which way help flows"), choices=Energy.choices, initial=Energy.NONE)
    stressful = forms.BooleanField(label=_("It is stressful"), required=False)
    said_by = forms.ChoiceField(label=_("Who says so"), required=False)
    words = forms.CharField(
        label=_("In a few words"), max_length=300, required=False, help_text=_("Such as “calls on Sundays”.")
    )

    def __init__(self, whose: Names, everybody: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = list(whose)  # type: ignore[attr-defined]
        self.fields["said_by"].choices = [*everybody, WORKER]  # type: ignore[attr-defined]


class OverForm(OnceForm):
    """That something is over: since when, and how a couple ended."""

    fact = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Last day"), widget=DateBox, required=False, help_text=_("Today, when left empty."))
    ending = forms.ChoiceField(label=_("How it ended"), choices=CoupleEnding.choices, required=False)
