"""The forms of the family page: plain fields whose names are the arguments of the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.ground.ui.forms import DateBox
from alongside.oversight.exports.enums import DrawingKind, ExportFormat
from alongside.record.people.enums import BondKind, Energy, HealthKind, HealthState, RatedBy, Strength, SystemKind

WORKER = ("", _("The worker’s own view"))
USUAL = ("", _("As usual: violence and abuse only for those who carry the case"))
LEVELS = (
    USUAL,
    (str(ORDINARY), _("The whole team")),
    (str(RESTRICTED), _("Only those who carry the case, and their supervisor")),
)
HEALTH_LEVELS = (
    (str(RESTRICTED), _("Only those who carry the case, and their supervisor")),
    (str(ORDINARY), _("The whole team")),
)
Names = Sequence[tuple[str, str]]


class OnceForm(forms.Form):
    """Something new, written down once for each press of the button."""

    idempotency_key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class BondForm(OnceForm):
    """How two people stand to each other, in somebody's opinion."""

    person = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("How"), choices=BondKind.choices)
    other = forms.ChoiceField(label=_("To whom"))
    said_by = forms.ChoiceField(label=_("Who says so"), required=False)
    said_on = forms.DateField(label=_("Said on"), widget=DateBox)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)
    basis = forms.CharField(
        label=_("On what this rests"),
        widget=forms.Textarea,
        help_text=_("Who saw or said what, and when. It is an opinion about people, and they may read it."),
    )
    level = forms.ChoiceField(label=_("Who may see it"), choices=LEVELS, required=False)
    why = forms.CharField(
        label=_("Why the whole team should see it"),
        max_length=300,
        required=False,
        help_text=_("Only for violence, abuse or hostility that is opened to the team."),
    )

    def __init__(self, people: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "other"):
            self.fields[name].choices = list(people)  # type: ignore[attr-defined]
        self.fields["said_by"].choices = [WORKER, *people]  # type: ignore[attr-defined]


class HealthForm(OnceForm):
    """One thing of somebody's health, as far as the work needs it."""

    person = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("What"), choices=HealthKind.choices)
    state = forms.ChoiceField(label=_("How it stands"), choices=HealthState.choices)
    said_by = forms.ChoiceField(label=_("Who told it"), required=False)
    said_on = forms.DateField(label=_("Told on"), widget=DateBox)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)
    basis = forms.CharField(
        label=_("On what this rests"),
        widget=forms.Textarea,
        help_text=_("Who told it, or which paper says so. No more than the work needs; they may read it."),
    )
    level = forms.ChoiceField(label=_("Who may see it"), choices=HEALTH_LEVELS, required=False)
    why = forms.CharField(
        label=_("Why the whole team should see it"),
        max_length=300,
        required=False,
        help_text=_("Only when it is opened to the team."),
    )

    def __init__(self, people: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["said_by"].choices = [("", _("Nobody of them")), *people]  # type: ignore[attr-defined]


class RatingForm(OnceForm):
    """How a household, or one person, stands to something around them."""

    whose = forms.ChoiceField(label=_("Whose tie"))
    strength = forms.ChoiceField(label=_("How strong"), choices=Strength.choices, initial=Strength.UNKNOWN)
    energy = forms.ChoiceField(label=_("Which way help flows"), choices=Energy.choices, initial=Energy.NONE)
    stressful = forms.BooleanField(label=_("It is stressful"), required=False)
    rated_by = forms.ChoiceField(label=_("Whose rating"), choices=RatedBy.choices, initial=RatedBy.PERSON)
    said_by = forms.ChoiceField(label=_("Who of them"), required=False)
    said_on = forms.DateField(label=_("On"), widget=DateBox)
    words = forms.CharField(
        label=_("In a few words"), max_length=300, required=False, help_text=_("Such as “calls on Sundays”.")
    )

    def __init__(self, whose: Names, people: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = list(whose)  # type: ignore[attr-defined]
        self.fields["said_by"].choices = [("", _("Nobody of them")), *people]  # type: ignore[attr-defined]


class SystemForm(RatingForm):
    """Something that stands around them, and how they stand to it."""

    kind = forms.ChoiceField(label=_("What is it"), choices=SystemKind.choices)
    label = forms.CharField(
        label=_("What it is called"),
        max_length=80,
        help_text=_("No address: “Choir”, “Ms Obi’s class”, “Grandmother”."),
    )
    stands_for = forms.ChoiceField(label=_("Somebody of the record"), required=False)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)

    def __init__(self, whose: Names, people: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(whose, people, *args, **kwargs)
        self.fields["stands_for"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Something is no longer so, from a day on."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    on = forms.DateField(label=_("Last day"), widget=DateBox, required=False, help_text=_("Today, when left empty."))
    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class CopyForm(forms.Form):
    """A copy of a drawing for somebody: which one, as what, on which day, without whom, for whom and what for."""

    what = forms.ChoiceField(label=_("Which drawing"), choices=DrawingKind.choices, widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=_("As"),
        choices=[
            (ExportFormat.PDF.value, _("PDF, to print")),
            (ExportFormat.PNG.value, _("PNG, a picture")),
            (ExportFormat.SVG.value, _("SVG, for a browser")),
        ],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=_("As at"), widget=DateBox, required=False, help_text=_("The timeline shows every day up to today.")
    )
    layers = forms.MultipleChoiceField(
        label=_("The family drawing shows"), required=False, widget=forms.CheckboxSelectMultiple
    )
    left_out = forms.MultipleChoiceField(
        label=_("Leave out"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever the reader must not learn of. No trace of them stays in the file."),
    )  # fmt: skip
    restricted = forms.BooleanField(
        label=_("Leave out what only those who carry the case see"),
        required=False,
        initial=True,
        help_text=_("Violence, abuse, hostility, health; of the timeline what the person herself is not given."),
    )
    whom = forms.CharField(
        label=_("For whom is it?"), max_length=80, help_text=_("Such as “Ms Obi, school”. It stands on the drawing.")
    )
    why = forms.CharField(label=_("What is it for?"), max_length=200, help_text=_("At least 10 letters. It is kept."))
    may_leave = forms.CharField(
        label=_("Why a hidden address may leave with it"),
        max_length=500,
        required=False,
        help_text=_("Only when it must. At least 20 letters, kept with your name."),
    )

    def __init__(self, people: Names, layers: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_out"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["layers"].choices = list(layers)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Health is for those who carry the case: to show it and to leave it out cannot both be."""
        said = super().clean() or {}
        if "health" in said.get("layers", ()) and said.get("restricted"):
            words = _(
                "Health is kept with those who carry the case. Take it out here, or let what only they see leave too."
            )
            self.add_error("layers", words)
        return said
