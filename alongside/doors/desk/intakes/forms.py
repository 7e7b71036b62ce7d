"""The forms of a request: what was heard, and what is decided. Fields are the actions' arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.agency.staff.queries import WorkerLine
from alongside.ground.foundation import clock
from alongside.ground.ui.forms import MomentBox, TimeBox
from alongside.oversight.overviews.intake_page import ProgrammeDesk
from alongside.record.intakes.enums import Caller, Channel, Urgency
from alongside.record.people.enums import Answer

KINDS = ("accept", "inform", "refer_on", "decline")
HEARD = (
    *("words", "person_name", "birth_words", "phone", "language", "who_lives_there", "urgency"),
    *("safe_call", "safe_text", "safe_voicemail", "safe_letter", "safe_from", "safe_until", "safe_note"),
    *("channel", "caller", "caller_name", "caller_phone", "received_at"),
)
"""What was heard, by field and argument alike."""

HOW_GIVEN = (
    ("Read aloud", _("Read aloud")),
    ("Given on paper", _("Given on paper")),
    ("Through an interpreter", _("Through an interpreter")),
)


SHOW_ITS_RULES = {
    "hx-post": "/intakes/new/",
    "hx-vals": '{"turn": "1"}',
    "hx-include": "#intake",
    "hx-select": "#decision",
    "hx-target": "#decision",
    "hx-swap": "outerHTML",
}
"""Another programme has other printed rules and teams: the decision is drawn again, nothing typed is lost."""


class Heard(forms.CharField):
    """A line that may stay empty without saying so: nobody has to be asked for everything on the phone."""

    def validate(self, value: object) -> None:
        """Take an empty line as it is."""


class Preset(forms.ChoiceField):
    """A choice that stands at its first answer until somebody chooses another; it never has to be touched."""

    def clean(self, value: Any) -> str:
        """The choice made, or the one that stood there."""
        return str(super().clean(value)) if value else str(self.initial or "")


class Hour(forms.TimeField):
    """An hour that may stay empty without saying so."""

    def validate(self, value: object) -> None:
        """Take an empty hour as it is."""


class Moment(forms.DateTimeField):
    """A day and a time; left empty it is now."""

    def clean(self, value: Any) -> Any:
        """The moment given, or now."""
        return super().clean(value) if value else clock.now()


class HeardForm(forms.Form):
    """What was heard, as it was heard: one page, in any order (S-011)."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("What is happening"),
        help_text=_("Their own words count. You can sort them later."),
        max_length=20000,
        widget=forms.Textarea,
        error_messages={"required": _("Write in a sentence what is happening, in their own words if you can.")},
    )
    person_name = Heard(label=_("Name, if they want"), max_length=250)
    birth_words = Heard(label=_("Born, or about"), max_length=40)
    phone = Heard(label=pgettext_lazy("field", "Phone"), max_length=60)
    language = Heard(label=_("Language"), max_length=60)
    who_lives_there = Heard(label=_("Who lives there"), max_length=300)
    safe_call = Preset(label=pgettext_lazy("way of contact", "Call"), choices=Answer.choices, widget=forms.RadioSelect)
    safe_text = Preset(label=pgettext_lazy("way of contact", "Text"), choices=Answer.choices, widget=forms.RadioSelect)
    safe_voicemail = Preset(label=_("Voicemail"), choices=Answer.choices, widget=forms.RadioSelect)
    safe_letter = Preset(
        label=pgettext_lazy("way of contact", "Letter"), choices=Answer.choices, widget=forms.RadioSelect
    )
    safe_from = Hour(label=_("Safe from"), widget=TimeBox)
    safe_until = Hour(label=_("Safe until"), widget=TimeBox)
    safe_note = Heard(label=_("Be careful about"), max_length=300)
    urgency = Preset(label=_("How soon"), choices=Urgency.choices, widget=forms.RadioSelect)
    channel = Preset(label=_("How it came"), choices=[one for one in Channel.choices if one[0] != Channel.IMPORT])
    received_at = Moment(label=_("When"), widget=MomentBox, input_formats=["%Y-%m-%dT%H:%M"])
    caller = Preset(label=_("Who asks"), choices=Caller.choices)
    caller_name = Heard(label=_("Name of whoever asks for them"), max_length=200)
    caller_phone = Heard(label=_("Phone of whoever asks for them"), max_length=60)

    def __init__(self, *args: Any, languages: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.languages = tuple(languages)
        first = {
            **dict.fromkeys(("safe_call", "safe_text", "safe_voicemail", "safe_letter"), Answer.NOT_ASKED),
            "urgency": Urgency.THIS_WEEK,
            "channel": Channel.PHONE,
            "caller": Caller.SELF,
        }
        for name, answer in first.items():
            self.fields[name].initial = answer.value
        self.fields["received_at"].initial = timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")
        self.fields["language"].widget.attrs["list"] = "languages"

    def heard(self) -> dict[str, Any]:
        """What was heard, as the arguments of the action."""
        return {name: self.cleaned_data[name] for name in HEARD if name in self.fields}


class DecisionForm(forms.Form):
    """What is decided: outcome, printed criterion of that outcome, reason, alternative; for a yes, whose case it is."""

    use_required_attribute = False

    outcome = Preset(label=_("Decision"), widget=forms.RadioSelect)
    criterion_accept = Preset(label=_("By which rule"), widget=forms.RadioSelect)
    criterion_inform = Preset(label=_("By which rule"), widget=forms.RadioSelect)
    criterion_refer_on = Preset(label=_("By which rule"), widget=forms.RadioSelect)
    criterion_decline = Preset(label=_("By which rule"), widget=forms.RadioSelect)
    reason = Heard(label=_("Why, in a few words"), max_length=2000)
    alternative = Heard(label=_("What you offered instead"), max_length=2000)
    whose = Preset(
        label=_("The case is for"),
        choices=[("one", _("One person")), ("family", _("The family"))],
        initial="one",
        widget=forms.RadioSelect,
    )
    team = forms.TypedChoiceField(label=_("Team"), coerce=int, required=False)
    pass_on = forms.BooleanField(
        label=_("Let the team decide whether to reopen earlier work"),
        required=False,
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: ProgrammeDesk, **more: Any) -> None:
        super().__init__(*args, **more)
        self.desk = desk
        fields: dict[str, Any] = self.fields
        fields["outcome"].choices = [
            ("", _("Not yet")),
            ("accept", _("Accept")),
            ("inform", _("Give information")),
            ("refer_on", _("Refer on")),
            ("decline", _("Cannot help")),
        ]
        for kind in KINDS:
            printed = [line for line in desk.criteria if line.decision == kind]
            fields[f"criterion_{kind}"].choices = [(line.code, line.words) for line in printed]
        fields["team"].choices = [("", _("Choose the team")), *((number, name) for number, name in desk.teams)]
        if len(desk.teams) == 1:
            fields["team"].initial = desk.teams[0][0]

    @property
    def rests_on(self) -> dict[str, str]:
        """What each printed criterion rests on, by its code."""
        return {line.code: line.basis for line in self.desk.criteria}

    def verdict(self) -> dict[str, str]:
        """Outcome, criterion, reason and alternative, as the arguments of the actions."""
        outcome = self.cleaned_data["outcome"]
        return {
            "outcome": outcome,
            "criterion": self.cleaned_data.get(f"criterion_{outcome}", ""),
            "reason": self.cleaned_data["reason"],
            "alternative": self.cleaned_data["alternative"],
        }


class IntakeForm(HeardForm, DecisionForm):
    """The whole call on one page: what was heard, what was explained, what is decided."""

    programme = forms.TypedChoiceField(label=_("For which programme"), coerce=int)
    notice_given = forms.BooleanField(label=_("They heard how we keep things private"), required=False)
    notice_how = Preset(label=_("How"), choices=HOW_GIVEN, initial=HOW_GIVEN[0][0])
    idempotency_key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Sequence[ProgrammeDesk], desk: ProgrammeDesk, **more: Any) -> None:
        super().__init__(*args, desk=desk, **more)
        fields: dict[str, Any] = self.fields
        fields["programme"].choices = [(line.id, line.name) for line in programmes]
        fields["programme"].initial = desk.id
        fields["programme"].widget.attrs |= SHOW_ITS_RULES

    @property
    def one_programme(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.fields["programme"].choices) == 1  # type: ignore[attr-defined]  # a choice field


class NoticeForm(forms.Form):
    """How confidentiality was explained."""

    notice_how = Preset(label=_("How"), choices=HOW_GIVEN, initial=HOW_GIVEN[0][0])
    notice_language = Heard(label=_("In which language"), max_length=60)


class OneDecisionForm(DecisionForm):
    """The decision on a request that is in the list already; who carries the case can be said at once."""

    person_name = Heard(label=_("Name, or what to call the person"), max_length=250)
    worker = forms.TypedChoiceField(label=_("Who carries it"), coerce=int, required=False)
    idempotency_key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: ProgrammeDesk, workers: Sequence[WorkerLine] = (), **more: Any) -> None:
        super().__init__(*args, desk=desk, **more)
        fields: dict[str, Any] = self.fields
        fields["worker"].choices = [("", _("Nobody yet")), *((line.id, line.name) for line in workers)]


class ReopenForm(forms.Form):
    """Which earlier case is opened again, and why."""

    use_required_attribute = False

    case = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why it is opened again"),
        max_length=2000,
        error_messages={"required": _("Say in a few words why it is opened again.")},
    )
