"""What writing down how somebody sees the family asks, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.ground.ui.forms import DateBox
from alongside.practice.dynamics.enums import CarerItem, FamilyArea, SightGround
from alongside.practice.dynamics.rules import LONGEST

Choices = Sequence[tuple[str, str]]
WORKER = ("worker", _("Mine, as the worker"))
THEMSELVES = ("", _("They said it themselves"))
LEVELS = (
    (str(ORDINARY), _("Everyone who sees this case")),
    (str(RESTRICTED), _("Only whoever carries it, and the supervisor")),
)


class EntryForm(forms.Form):
    """How somebody sees one area of the family's life."""

    area = forms.ChoiceField(label=_("What it is about"), choices=FamilyArea.choices)
    person = forms.ChoiceField(label=_("Whose view"))
    reported_by = forms.ChoiceField(
        label=_("Who told it"),
        required=False,
        help_text=_("What somebody else tells of them is kept as told by that person, never as their own view."),
    )
    words = forms.CharField(
        label=_("In their words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Exactly as it was said. Nobody changes it afterwards."),
    )
    said_on = forms.DateField(label=_("On which day"), widget=DateBox)
    level = forms.ChoiceField(label=_("Which workers may see this"), choices=LEVELS)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*people, WORKER]  # type: ignore[attr-defined]  # choice fields
        self.fields["reported_by"].choices = [THEMSELVES, *people]  # type: ignore[attr-defined]


class NoLongerForm(forms.Form):
    """That it is no longer so, and what changed."""

    why = forms.CharField(label=_("What has changed"), max_length=300)
    on = forms.DateField(label=_("Since which day"), widget=DateBox, initial=clock.today)


WORKERS = ("workers", _("Nobody of the family, only the workers"))


class ForWhomForm(forms.Form):
    """Who of the family something may be shown to."""

    people = forms.MultipleChoiceField(
        label=_("Who of the family may see this"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody ticked: whoever said it, and nobody else."),
    )
    despite = forms.CharField(
        label=_("If it tells where somebody hides: why it may be shown all the same"), max_length=300, required=False
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [*people, WORKERS]  # type: ignore[attr-defined]  # a choice field


class DespiteForm(forms.Form):
    """Why a copy may be given though it tells where somebody hides."""

    despite = forms.CharField(label=_("Why it may be shown all the same"), max_length=300)


class WhyForm(forms.Form):
    """Why something ends."""

    why = forms.CharField(label=_("Why it ends"), max_length=300)


class SightForm(forms.Form):
    """What a carer may see of somebody, and on what ground."""

    carer = forms.ChoiceField(label=_("Which carer"))
    person = forms.ChoiceField(label=_("Of whom"))
    items = forms.MultipleChoiceField(
        label=_("What they may be shown"), choices=CarerItem.choices, widget=forms.CheckboxSelectMultiple
    )
    ground = forms.ChoiceField(
        label=_("On what ground"), choices=SightGround.choices, widget=forms.RadioSelect, required=False
    )
    basis = forms.CharField(
        label=_("What they said, or which law or order"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    from_on = forms.DateField(label=_("First day"), widget=DateBox)
    until_on = forms.DateField(label=_("Last day"), widget=DateBox, required=False)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Choices, carers: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # choice fields
        self.fields["carer"].choices = carers  # type: ignore[attr-defined]
