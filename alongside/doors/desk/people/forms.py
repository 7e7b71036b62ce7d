"""The forms about people: plain fields whose names are the arguments of the actions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.reader import ORDINARY, SAFE_LOCATION
from alongside.ground.ui.forms import DateBox, TimeBox
from alongside.record.cases.enums import ParticipantRole
from alongside.record.people.enums import (
    Answer,
    ContactPointKind,
    CoupleEnding,
    Gender,
    HouseholdPart,
    LegalRole,
    NameKind,
    RelationshipKind,
    Sex,
)

ANSWERS = Answer.choices


class VersionForm(forms.Form):
    """Carries the version that the page showed, so that a stale edit is noticed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PersonForm(forms.Form):
    """Somebody new: the name is enough, everything else helps to tell her from others."""

    full_name = forms.CharField(
        label=_("Name"),
        max_length=250,
        help_text=_("As the person says or writes it, in any script. Words such as “Marta’s brother” will do."),
    )
    preferred = forms.CharField(label=_("Likes to be called"), max_length=120, required=False)
    born = forms.CharField(
        label=_("Born, or about"),
        max_length=40,
        required=False,
        help_text=_("A date, a month, a year, or an age such as “about 40”."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=60, required=False)
    languages = forms.CharField(
        label=_("Languages"), max_length=200, required=False, help_text=_("The best one first, with commas between.")
    )
    interpreter = forms.ChoiceField(
        label=_("Interpreter needed"), choices=ANSWERS, initial=Answer.NOT_ASKED, widget=forms.RadioSelect
    )
    role = forms.ChoiceField(
        label=_("Part in the case"), choices=ParticipantRole.choices, initial=ParticipantRole.RELATIVE, required=False
    )
    searched = forms.CharField(required=False, widget=forms.HiddenInput)


class ChangeForm(VersionForm):
    """Essentials of a person."""

    pronouns = forms.CharField(label=_("Pronouns"), max_length=60, required=False)
    born = forms.CharField(
        label=_("Born, or about"),
        max_length=40,
        required=False,
        help_text=_("A date, a month, a year, or an age such as “about 40”."),
    )
    died_on = forms.DateField(label=_("Died"), widget=DateBox, required=False)
    sex = forms.ChoiceField(label=_("Sex, as recorded"), choices=Sex.choices, required=False)
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=Gender.choices,
        required=False,
        help_text=_("As the person says it; drawings follow it."),
    )
    gender_words = forms.CharField(label=_("Gender, in the person’s words"), max_length=120, required=False)
    identity_words = forms.CharField(
        label=_("Who I am, in the person’s words"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Faith, culture, food, holidays, what matters. Only what the person wants to have here."),
    )
    languages = forms.CharField(
        label=_("Languages"), max_length=200, required=False, help_text=_("The best one first, with commas between.")
    )
    reads_best = forms.CharField(label=_("Reads best"), max_length=60, required=False)
    interpreter = forms.ChoiceField(label=_("Interpreter needed"), choices=ANSWERS, widget=forms.RadioSelect)
    interpreter_language = forms.CharField(label=_("Interpreter for"), max_length=60, required=False)
    communication_note = forms.CharField(
        label=_("What helps when talking and writing"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Large print, relay call, somebody who reads letters aloud."),
    )


class NameForm(forms.Form):
    """One more name."""

    full = forms.CharField(label=_("Name"), max_length=250, help_text=_("All of it, in its own script."))
    kind = forms.ChoiceField(label=_("What name is this"), choices=NameKind.choices, initial=NameKind.ALIAS)
    given = forms.CharField(label=_("Given names"), max_length=120, required=False)
    family = forms.CharField(label=_("Family names"), max_length=120, required=False)
    language = forms.CharField(label=_("Language"), max_length=35, required=False)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)


class EndForm(VersionForm):
    """Something ends, on a day, for a reason."""

    on = forms.DateField(label=_("Last day"), widget=DateBox, required=False, help_text=_("Today, when left empty."))
    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class PartForm(EndForm):
    """Two are related no longer; a couple parts."""

    ending = forms.ChoiceField(
        label=_("How it ended"), choices=CoupleEnding.choices, required=False, help_text=_("Only for couples.")
    )


class PointForm(VersionForm):
    """A way to reach somebody, and what is safe on it."""

    kind = forms.ChoiceField(label=_("What is it"), choices=ContactPointKind.choices, widget=forms.RadioSelect)
    value = forms.CharField(label=_("Number or address"), max_length=500)
    label = forms.CharField(
        label=_("Whose or which"), max_length=80, required=False, help_text=_("Such as “own mobile” or “a sister’s”.")
    )
    call_ok = forms.ChoiceField(label=_("Calls, or visits to an address"), choices=ANSWERS, widget=forms.RadioSelect)
    text_ok = forms.ChoiceField(label=_("Texts, or e-mail"), choices=ANSWERS, widget=forms.RadioSelect)
    voicemail_ok = forms.ChoiceField(label=_("Voicemail"), choices=ANSWERS, widget=forms.RadioSelect)
    letter_ok = forms.ChoiceField(label=_("Letters"), choices=ANSWERS, widget=forms.RadioSelect)
    hours_from = forms.TimeField(label=_("Safe from"), widget=TimeBox, required=False)
    hours_until = forms.TimeField(label=_("Safe until"), widget=TimeBox, required=False)
    who_else = forms.CharField(
        label=_("Who else sees or hears it"),
        max_length=200,
        required=False,
        help_text=_("Such as “Andrés on Saturdays”."),
    )
    say_as = forms.CharField(
        label=_("Say who is calling as"), max_length=80, required=False, help_text=_("A name that gives nothing away.")
    )
    note = forms.CharField(label=_("Anything else to keep to"), max_length=300, required=False)
    asked_on = forms.DateField(label=_("Asked on"), widget=DateBox, required=False)
    review_on = forms.DateField(label=_("Ask again on"), widget=DateBox, required=False)
    level = forms.TypedChoiceField(
        label=_("Who sees this"),
        choices=[
            (ORDINARY, _("Everyone who works with the case")),
            (SAFE_LOCATION, _("Only those who carry the case")),
        ],
        coerce=int,
        initial=ORDINARY,
        widget=forms.RadioSelect,
    )
    kept = forms.ChoiceField(label=_("Kept with"))


class HomeForm(forms.Form):
    """A household begins to be known, with this person in it."""

    label = forms.CharField(
        label=_("Household"), max_length=200, help_text=_("The street, or whose home it is: “14 Quay Row”.")
    )
    part = forms.ChoiceField(
        label=_("This person is there as"), choices=HouseholdPart.choices, initial=HouseholdPart.UNKNOWN
    )
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)
    others = forms.MultipleChoiceField(
        label=_("Who else lives there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kept = forms.ChoiceField(label=_("Kept with"))


class JoinForm(forms.Form):
    """Somebody comes to live in a household."""

    person = forms.ChoiceField(label=_("Who"))
    part = forms.ChoiceField(label=_("As"), choices=HouseholdPart.choices, initial=HouseholdPart.UNKNOWN)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)
    until_on = forms.DateField(label=_("Until"), widget=DateBox, required=False)


class RelationForm(forms.Form):
    """How the other is related to this person."""

    other = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("Is"), choices=RelationshipKind.choices)
    from_on = forms.DateField(label=_("Since"), widget=DateBox, required=False)
    until_on = forms.DateField(label=_("Until"), widget=DateBox, required=False)
    ending = forms.ChoiceField(
        label=_("How it ended"), choices=CoupleEnding.choices, required=False, help_text=_("Only for couples.")
    )
    legal_role = forms.ChoiceField(label=_("What the law makes of it"), choices=LegalRole.choices, required=False)
    legal_basis = forms.CharField(
        label=_("On what this rests"),
        max_length=200,
        required=False,
        help_text=_("The order, register or law, with its date."),
    )
    source = forms.CharField(label=_("Who said so"), max_length=200, required=False)
    why = forms.CharField(
        label=_("Why it is right although the ages are unusual"),
        max_length=300,
        required=False,
        help_text=_("Only when we ask, such as “adopted in 2015”."),
    )


class WorkerForm(forms.Form):
    """A colleague who is herself this person."""

    worker = forms.ChoiceField(label=_("Colleague"))
    relative = forms.BooleanField(label=_("This person is a relative of the colleague"), required=False)
