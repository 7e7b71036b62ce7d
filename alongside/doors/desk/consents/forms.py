"""What asking, signing, taking back, disclosing and reporting ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.files.lines import strokes_of
from alongside.ground.ui.forms import DateBox, MomentBox
from alongside.practice.consents.enums import Capacity, Ground, How, Item, Purpose, RecipientKind, Regime, Way
from alongside.practice.consents.queries import AgreementLine, ConsentLine

LONG = 8000
Choices = Sequence[tuple[str, str]]


class AskForm(forms.Form):
    """Whom to tell what, what for, until when."""

    person = forms.ChoiceField(label=_("Who is asked"), widget=forms.Select)
    regime = forms.ChoiceField(label=_("Which form"), choices=Regime.choices)
    recipient = forms.CharField(
        label=_("Who may receive it"), max_length=200, help_text=_("A name, as exactly as you know it.")
    )
    recipient_kind = forms.ChoiceField(label=_("That is"), choices=RecipientKind.choices, initial="organisation")
    passes_on_to = forms.CharField(
        label=_("Who gets it from them"),
        max_length=300,
        required=False,
        help_text=_("Only for somebody who passes it on: who takes part, or who treats the person."),
    )
    items = forms.MultipleChoiceField(
        label=_("What may be told"),
        choices=Item.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Start from nothing. Take only what is needed."),
    )
    items_words = forms.CharField(label=_("More exactly"), max_length=500, required=False)
    purpose = forms.ChoiceField(label=_("What for"), choices=[("", _("Choose")), *Purpose.choices])
    purpose_words = forms.CharField(label=_("In a few words"), max_length=300, required=False)
    until_on = forms.DateField(label=_("Last day"), widget=DateBox, required=False)
    until_event = forms.CharField(label=_("Or until this happens"), max_length=200, required=False)
    minor = forms.BooleanField(label=_("The person is under age"), required=False)
    may_sign_alone = forms.BooleanField(label=_("By law may sign without a parent"), required=False)
    interpreter = forms.CharField(label=_("Interpreter"), max_length=200, required=False)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Choices, regimes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["regime"].choices = regimes  # type: ignore[attr-defined]  # a choice field


class SignForm(forms.Form):
    """Who signs, in what right, how; and that help does not depend on it."""

    name = forms.CharField(
        label=_("Name of who signs"),
        max_length=200,
        help_text=_("I sign by typing my name: it counts like a signature by hand."),
    )
    capacity = forms.ChoiceField(label=_("Signs as"), choices=Capacity.choices, initial=Capacity.SELF)
    authority = forms.CharField(
        label=_("What gives the right"), max_length=200, required=False, help_text=_("Only who signs for another.")
    )
    how = forms.ChoiceField(label=_("How"), choices=How.choices, widget=forms.RadioSelect, initial=How.SCREEN)
    signed_on = forms.DateField(label=_("Day of signing"), widget=DateBox)
    paper_place = forms.CharField(label=_("Where the signed paper is kept"), max_length=200, required=False)
    free = forms.BooleanField(label=_("They know that help does not depend on it"), required=False)
    copy_given = forms.BooleanField(label=_("They have a copy"), required=False)
    unsafe = forms.BooleanField(label=_("The person is to be kept safe from whoever signs"), required=False)
    drawn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60_000)

    def clean_drawn(self) -> str:
        """The lines of a signature; none when nothing was drawn."""
        lines = str(self.cleaned_data["drawn"])
        if lines and strokes_of(lines) is None:
            raise forms.ValidationError(_("The signature is too short or too long. Draw it again, or leave it empty."))
        return lines


class RefuseForm(forms.Form):
    """That they said no."""

    words = forms.CharField(label=_("In their words"), max_length=2000, required=False, widget=forms.Textarea)


class WithdrawForm(forms.Form):
    """How it was taken back. A reason is never needed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    how = forms.ChoiceField(
        label=_("How they said it"), choices=How.choices, widget=forms.RadioSelect, initial="spoken"
    )
    why = forms.CharField(label=_("Why, if they want to say"), max_length=2000, required=False, widget=forms.Textarea)


class LeaveForm(forms.Form):
    """What leaves, to whom, on what ground."""

    person = forms.ChoiceField(label=_("About whom"))
    ground = forms.ChoiceField(label=_("On what ground"), choices=Ground.choices, initial=Ground.CONSENT)
    consent = forms.ChoiceField(label=_("Which consent"), required=False)
    agreement = forms.ChoiceField(label=_("Which agreement"), required=False)
    ground_words = forms.CharField(
        label=_("The law, the order or the danger"),
        max_length=2000,
        required=False,
        help_text=_("Not needed with a consent."),
    )
    recipient = forms.CharField(
        label=_("Who receives it"), max_length=200, required=False, help_text=_("With a consent: whom it names.")
    )
    item = forms.ChoiceField(label=_("What it is"), choices=Item.choices)
    text = forms.CharField(
        label=_("Exactly what leaves"),
        widget=forms.Textarea,
        max_length=LONG,
        required=False,
        help_text=_("Word for word. Take only what is needed."),
    )
    purpose = forms.ChoiceField(
        label=_("What for"), choices=[("", _("As in the consent")), *Purpose.choices], required=False
    )
    way = forms.ChoiceField(label=_("How it leaves"), choices=Way.choices, initial=Way.LETTER)
    at = forms.DateTimeField(label=_("When"), widget=MomentBox, required=False)
    told = forms.BooleanField(label=_("The person was told"), required=False)
    not_told_why = forms.CharField(label=_("If not, why not"), max_length=300, required=False)
    may_leave = forms.CharField(
        label=_("Why it may tell where they live"),
        max_length=500,
        required=False,
        help_text=_("Only when it does, and must. At least 20 letters, kept with your name."),
    )
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        people: Choices,
        consents: Sequence[ConsentLine],
        agreements: Sequence[AgreementLine],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.public_id), f"{one.recipient}: {one.what}") for one in consents]
        runs = [(str(one.id), one.partner) for one in agreements if one.runs]
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["consent"].choices = [("", _("None")), *offered]  # type: ignore[attr-defined]  # a choice field
        self.fields["agreement"].choices = [("", _("None")), *runs]  # type: ignore[attr-defined]  # a choice field


class WorryForm(forms.Form):
    """What was seen and heard, to whom it was said."""

    person = forms.ChoiceField(label=_("Who may be at risk"))
    danger_now = forms.BooleanField(label=_("Somebody is in danger now"), required=False)
    words = forms.CharField(
        label=_("What was seen or heard"),
        widget=forms.Textarea,
        max_length=LONG,
        help_text=_("In the words that were said. Not what it may mean."),
    )
    told_whom = forms.CharField(label=_("Whom you told"), max_length=200, help_text=_("The number and the name."))
    at = forms.DateTimeField(label=_("When you told them"), widget=MomentBox, required=False)
    receipt = forms.CharField(label=_("Their reference"), max_length=80, required=False)
    told = forms.BooleanField(label=_("The person knows about the report"), required=False)
    not_told_why = forms.CharField(label=_("If not, why not"), max_length=300, required=False)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a choice field
