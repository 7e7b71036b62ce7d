"""The forms of life events, places and orders. A day is typed as it is known: a date, a month, a year, "about 2019"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, SAFE_LOCATION
from alongside.ground.ui.forms import DateBox
from alongside.record.intakes.rules.asking import read_birth
from alongside.record.people.enums import LifeEventKind, OrderKind, PlacementKind
from alongside.record.people.rules.dates import stored_birth, typed_birth
from alongside.record.people.rules.happenings import UNKNOWN, When

Choices = Sequence[tuple[str, str]]
AGE = re.compile(r"\D*\d{1,3}\D*")
"""What reads like an age is no day of an event."""
AS_KNOWN = _("A date, a month, a year, or “about 2019”. Leave it empty when nobody knows.")
FEW = _("Only those who carry the case")
ALL = _("Everyone who works with the case")


class DayField(forms.CharField):
    """A day as exactly as it is known; nothing typed is a day that nobody knows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value: Any) -> When:
        """What was typed, as a day; what cannot be read is asked for again."""
        words = super().clean(value)
        birth = None if AGE.fullmatch(words) else read_birth(words, today=clock.today())
        try:
            return UNKNOWN if not words else When(*stored_birth(birth)) if birth else self._unread()
        except ValueError:
            return self._unread()

    def _unread(self) -> When:
        raise forms.ValidationError(_("Write a date, a month, a year, or “about 2019”."))


def typed(when: When | None) -> str:
    """A day as the form takes it back."""
    return typed_birth(when.on, when.precision) if when and when.known else ""


class Happening(forms.Form):
    """What the three forms share: a version, one press, who may see it (only when it is new)."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    idempotency_key = forms.CharField(required=False, widget=forms.HiddenInput)
    FEW_LEVEL = RESTRICTED

    def __init__(self, people: Choices, *args: Any, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("people", "person", "carers", "concerned", "holder", "restrained"):
            if name in self.fields:
                self.fields[name].choices = people  # type: ignore[attr-defined]  # a choice field
        if not changing:
            self.fields["level"] = forms.TypedChoiceField(
                label=_("Who sees this"),
                choices=[(ORDINARY, ALL), (self.FEW_LEVEL, FEW)],
                coerce=int,
                initial=ORDINARY,
                widget=forms.RadioSelect,
            )


def _several(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class LifeForm(Happening):
    """Something that happened in a life."""

    kind = forms.ChoiceField(label=_("What it is"), choices=LifeEventKind.choices)
    words = forms.CharField(label=_("What happened"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    on = DayField(label=_("When"), help_text=AS_KNOWN)
    people = _several(_("To whom it happened"))
    told_by = forms.CharField(label=_("Who told of it"), max_length=200, required=False)
    gain = forms.BooleanField(
        label=_("It was a gain"), required=False, help_text=_("What went well stands first on the timeline.")
    )


class PlaceForm(Happening):
    """Where somebody is placed."""

    FEW_LEVEL = SAFE_LOCATION
    person = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("What kind of place"), choices=PlacementKind.choices)
    place = forms.CharField(
        label=_("Which place"), max_length=200, required=False, help_text=_("Such as “Keane family” or “St Anne’s”.")
    )
    carers = _several(_("Who cares for them there"))
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    begin = DayField(label=_("From"), help_text=AS_KNOWN)
    until = DayField(label=_("Until"), help_text=_("Empty while it goes on."))
    ended = forms.BooleanField(label=_("It has ended, nobody knows when"), required=False)
    ended_why = forms.CharField(label=_("Why it ended"), max_length=300, required=False)


class OrderForm(Happening):
    """An order of a court or an authority."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=OrderKind.choices)
    authority = forms.CharField(label=_("Court or authority"), max_length=200)
    reference = forms.CharField(label=_("Reference"), max_length=120, required=False)
    concerned = _several(_("Whom it is about"))
    holder = _several(_("Who holds a right by it"))
    restrained = _several(_("Who is kept away by it"))
    terms = forms.CharField(
        label=_("What it says"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In its own words, as far as you can."),
    )
    made_on = forms.DateField(label=_("Made on"), widget=DateBox, required=False)
    from_on = forms.DateField(label=_("Holds from"), widget=DateBox)
    until_on = forms.DateField(
        label=_("Until"), widget=DateBox, required=False, help_text=_("Empty when it has no end.")
    )
    seen_on = forms.DateField(
        label=_("You read the paper on"),
        widget=DateBox,
        required=False,
        help_text=_("Empty when you only heard of it."),
    )
    replaces = forms.ChoiceField(label=_("It replaces"), required=False)

    def __init__(self, people: Choices, *args: Any, orders: Choices = (), **kwargs: Any) -> None:
        super().__init__(people, *args, **kwargs)
        self.fields["replaces"].choices = [("", _("No other order")), *orders]  # type: ignore[attr-defined]
        if not orders:
            del self.fields["replaces"]


class PlaceEndForm(forms.Form):
    """A placement has ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    until = DayField(label=_("Until"), help_text=AS_KNOWN)
    why = forms.CharField(label=_("Why it ended"), max_length=300)


class OrderEndForm(forms.Form):
    """An order was ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("On"), widget=DateBox, required=False, help_text=_("Today, when left empty."))
    why = forms.CharField(label=_("Who ended it, and why"), max_length=300)


class WrongForm(forms.Form):
    """It was written down by mistake."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("What was wrong with it"), max_length=300)
