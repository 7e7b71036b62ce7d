"""The forms of the assessment. Their fields are the arguments of the actions; people are named from outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.ground.ui.forms import DateBox
from alongside.practice.assessments.enums import (
    BarrierLevel,
    Certainty,
    LookState,
    SourceKind,
    StatementKind,
    StatementUrgency,
    TriedOutcome,
)
from alongside.practice.assessments.queries import AreaLine, PersonChoice, StatementLine

SOURCES = [choice for choice in SourceKind.choices if choice[0] != SourceKind.IMPORT]
LEVELS = (
    (str(ORDINARY), _("Everyone who sees this case")),
    (str(RESTRICTED), _("Only whoever carries it, and the supervisor")),
)
NUMBERS = [("", _("Not asked yet")), *((str(number), str(number)) for number in range(11))]
NOBODY = ("", _("Nobody in particular"))
THEMSELVES = ("", _("They said it themselves"))
TOGETHER = ("", _("The family together"))
NEED_KINDS = (
    (StatementKind.NEED.value, _("Need")),
    (StatementKind.BARRIER.value, _("Barrier")),
)


def number_of(people: Sequence[PersonChoice], chosen: str) -> int | None:
    """The house number of the person chosen by her outside name; None when nobody was."""
    return next((person.number for person in people if str(person.id) == chosen), None)


def people_choices(people: Sequence[PersonChoice]) -> list[tuple[str, str]]:
    """People by their outside names, for a field to choose from."""
    return [(str(person.id), person.name) for person in people]


class StatementForm(forms.Form):
    """A statement of one kind about one area; fields that the kind does not have are left out."""

    kind = forms.ChoiceField(label=_("What is it"), choices=NEED_KINDS, widget=forms.RadioSelect)
    own_words = forms.CharField(
        label=_("In their own words"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Exactly as it was said. Nobody changes it afterwards."),
    )
    said_by = forms.ChoiceField(label=_("Who said it"), required=False)
    reported_by = forms.ChoiceField(
        label=_("Who told it for them"),
        required=False,
        help_text=_("Then it is kept as told by that person, never as their own view."),
    )
    person = forms.ChoiceField(label=_("Whom it is about"), required=False)
    words = forms.CharField(label=_("In our words"), widget=forms.Textarea, required=False)
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=[("", _("Not said")), *StatementUrgency.choices], required=False
    )
    barrier_level = forms.ChoiceField(
        label=_("Where the barrier lies"), choices=[("", _("It is a need")), *BarrierLevel.choices], required=False
    )
    worked = forms.ChoiceField(label=_("Did it work"), choices=TriedOutcome.choices, required=False)
    source = forms.ChoiceField(label=_("Where this comes from"), choices=SOURCES)
    source_note = forms.CharField(
        label=_("Which source"), max_length=200, required=False, help_text=_("For example: rent book, or a name")
    )
    said_on = forms.DateField(label=_("On which day"), widget=DateBox)
    level = forms.ChoiceField(label=_("Who may see this"), choices=LEVELS)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, kind: str, people: Sequence[PersonChoice], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "kind": kind,
            "said_on": clock.today(),
            "source": SourceKind.CONVERSATION,
            "level": str(ORDINARY),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["said_by"].choices = [NOBODY, *people_choices(people)]  # type: ignore[attr-defined]
        self.fields["reported_by"].choices = [THEMSELVES, *people_choices(people)]  # type: ignore[attr-defined]
        self.fields["person"].choices = [TOGETHER, *people_choices(people)]  # type: ignore[attr-defined]
        if len(people) < 2:
            del self.fields["reported_by"], self.fields["person"]
        if kind != StatementKind.NEED:
            for name in ("kind", "urgency", "barrier_level"):
                del self.fields[name]
        if kind != StatementKind.TRIED:
            del self.fields["worked"]
        self.written_as = kind

    def arguments(self) -> dict[str, Any]:
        """What the action is called with."""
        given = dict(self.cleaned_data)
        given.pop("idempotency_key", None)
        given.setdefault("kind", self.written_as)
        given["said_by_id"] = number_of(self.people, given.pop("said_by"))
        for name in ("reported_by", "person"):
            given[f"{name}_id"] = number_of(self.people, given.pop(name, ""))
        given["level"] = int(given["level"])
        return given


class LookForm(forms.Form):
    """Where an area stands, and the two numbers, each as given."""

    state = forms.ChoiceField(label=_("This area is"), choices=LookState.choices, widget=forms.RadioSelect)
    said_by = forms.ChoiceField(label=_("Who said so"), required=False)
    person_rating = forms.ChoiceField(
        label=_("Their number"), choices=NUMBERS, required=False, help_text=_("0 is worst, 10 is best.")
    )
    worker_rating = forms.ChoiceField(label=_("Your number"), choices=NUMBERS, required=False)

    def __init__(self, people: Sequence[PersonChoice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["said_by"].choices = [NOBODY, *people_choices(people)]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """What the action is called with; an empty number is not given."""
        given = self.cleaned_data
        return {
            "state": given["state"],
            "said_by_id": number_of(self.people, given["said_by"]),
            "person_rating": int(given["person_rating"]) if given["person_rating"] else None,
            "worker_rating": int(given["worker_rating"]) if given["worker_rating"] else None,
        }


class StartForm(forms.Form):
    """A reason, asked for only when something of the intake is still missing."""

    why = forms.CharField(label=_("Why you start now"), widget=forms.Textarea, required=False)


class FinishForm(forms.Form):
    """The areas that wait for later, and a note."""

    left_for_later = forms.MultipleChoiceField(
        label=_("Leave for later"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)

    def __init__(self, areas: Sequence[AreaLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blank = [(line.domain, line.label) for line in areas if not line.state]
        self.fields["left_for_later"].choices = blank  # type: ignore[attr-defined]
        if not blank:
            del self.fields["left_for_later"]


class ChangeForm(forms.Form):
    """The service's part of a statement. The person's own words are not among its fields."""

    words = forms.CharField(label=_("In our words"), widget=forms.Textarea, required=False)
    source_note = forms.CharField(label=_("Which source"), max_length=200, required=False)
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=[("", _("Not said")), *StatementUrgency.choices], required=False
    )
    barrier_level = forms.ChoiceField(label=_("Where the barrier lies"), choices=BarrierLevel.choices, required=False)
    worked = forms.ChoiceField(
        label=_("Did it work"), choices=[("", _("Not said")), *TriedOutcome.choices], required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        belongs = {"urgency": StatementKind.NEED, "barrier_level": StatementKind.BARRIER, "worked": StatementKind.TRIED}
        for name, wanted in belongs.items():
            if kind != wanted:
                del self.fields[name]


class EndForm(forms.Form):
    """What has changed, and since when."""

    why = forms.CharField(
        label=_("What has changed"),
        max_length=2000,
        error_messages={"required": _("Say in a few words what has changed.")},
    )
    on = forms.DateField(label=_("Since"), widget=DateBox, initial=clock.today)


class FactorForm(forms.Form):
    """What may lie under a need, and how sure that is."""

    factor = forms.ChoiceField(label=_("What may lie under it"))
    certainty = forms.ChoiceField(label=_("How sure"), choices=Certainty.choices)

    def __init__(self, statements: Sequence[StatementLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.words} ({one.area})") for one in statements
        ]

    def chosen(self) -> UUID:
        """The outside name of the statement chosen."""
        return UUID(self.cleaned_data["factor"])
