"""The forms of the plan. Their fields are the arguments of the actions; people are named from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.agency.staff.queries import WorkerLine
from alongside.ground.foundation import clock
from alongside.ground.ui.forms import DateBox
from alongside.ground.ui.marks import level_words, signed
from alongside.practice.assessments.queries import PersonChoice, StatementLine
from alongside.practice.plans.enums import GoalState, Horizon, Reply, ReplyHow, StepOwner, StepState
from alongside.practice.plans.queries import GoalCard, LineView

NOBODY = ("", _("Nobody in particular"))
TEN = [("", _("Not asked yet")), *((str(number), str(number)) for number in range(11))]
SETTLED = [choice for choice in StepState.choices if choice[0] != StepState.OPEN]
ENDED = [choice for choice in GoalState.choices if choice[0] != GoalState.OPEN]


def _people(people: Sequence[PersonChoice]) -> list[tuple[str, str]]:
    return [(str(person.id), person.name) for person in people]


def number_of(people: Sequence[PersonChoice], chosen: str) -> int | None:
    """The house number of the person chosen by her outside name; None when nobody was."""
    return next((person.number for person in people if str(person.id) == chosen), None)


def level_choices(*, blank: bool) -> list[tuple[str, str]]:
    """The five levels of a goal with their words."""
    levels = [(str(level), f"{signed(level)} {level_words(level)}") for level in range(-2, 3)]
    return [("", _now("No change")), *levels] if blank else levels


class GoalForm(forms.Form):
    """A goal: their words and ours, what it grows from, how we will know, by when."""

    grows_from = forms.MultipleChoiceField(
        label=_("What it grows from"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A need, a strength or a hope from the assessment."),
        error_messages={"required": _("A goal grows from a need, a strength or a hope. Choose at least one.")},
    )
    own_words = forms.CharField(
        label=_("In their own words"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Exactly as it was said. Nobody changes it afterwards."),
    )
    said_by = forms.ChoiceField(label=_("Who said it"), required=False)
    person = forms.ChoiceField(label=_("Whose goal it is"), required=False)
    title = forms.CharField(
        label=_("What will be different"),
        max_length=200,
        help_text=_("In plain words, as if it were reached."),
        error_messages={"required": _("Say in a few words what will be different when it is reached.")},
    )
    measure = forms.CharField(label=_("How we will know"), max_length=300, required=False)
    target_on = forms.DateField(label=_("By when"), widget=DateBox, required=False)
    horizon = forms.ChoiceField(label=_("When it matters"), choices=Horizon.choices, widget=forms.RadioSelect)
    confidence = forms.ChoiceField(
        label=_("How sure the person is to reach it"),
        choices=TEN,
        required=False,
        help_text=_("0 is not at all sure, 10 is very sure."),
    )
    start_level = forms.ChoiceField(label=_("Where it stands today"))
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, people: Sequence[PersonChoice], roots: Sequence[StatementLine], *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"horizon": Horizon.SOON, "start_level": "-1", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.people = people
        self.roots = roots
        for name in ("said_by", "person"):
            self.fields[name].choices = [NOBODY, *_people(people)]  # type: ignore[attr-defined]
        self.fields["grows_from"].choices = [(str(one.id), one.words) for one in roots]  # type: ignore[attr-defined]
        self.fields["start_level"].choices = level_choices(blank=False)  # type: ignore[attr-defined]

    @property
    def root_notes(self) -> Mapping[str, str]:
        """What stands under each root: its kind and area."""
        return {str(one.id): f"{one.kind_words}, {one.area}" for one in self.roots}

    def numbers(self) -> list[int]:
        """The house numbers of the roots chosen."""
        return [one.number for one in self.roots if str(one.id) in self.cleaned_data.get("grows_from", [])]

    def arguments(self) -> dict[str, Any]:
        """What both adding and changing are called with."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "own_words": given["own_words"],
            "said_by_id": number_of(self.people, given["said_by"]),
            "person_id": number_of(self.people, given["person"]),
            "measure": given["measure"],
            "target_on": given["target_on"],
            "horizon": given["horizon"],
            "confidence": int(given["confidence"]) if given["confidence"] else None,
        }


class ChangeGoalForm(GoalForm):
    """A goal that stands already; words that were said are not among its fields."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, keeps_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["start_level"], self.fields["idempotency_key"]
        self.fields["grows_from"].required = False
        if keeps_words:
            del self.fields["own_words"], self.fields["said_by"]

    def arguments(self) -> dict[str, Any]:
        """What changing is called with; what is not shown stays."""
        given = self.cleaned_data
        arguments = {
            "title": given["title"],
            "person_id": number_of(self.people, given["person"]),
            "measure": given["measure"],
            "target_on": given["target_on"],
            "horizon": given["horizon"],
            "confidence": int(given["confidence"]) if given["confidence"] else None,
            "version": given["version"],
            "also_from": self.numbers(),
        }
        if "own_words" in self.fields:
            arguments["own_words"] = given["own_words"]
            arguments["said_by_id"] = number_of(self.people, given["said_by"])
        return arguments


class LevelForm(forms.Form):
    """Where a goal stands now, what was said of it, and the person's own number."""

    value = forms.ChoiceField(label=_("Where it stands now"))
    words = forms.CharField(label=_("What was said or seen"), widget=forms.Textarea, required=False)
    person_rating = forms.ChoiceField(label=_("Their own number"), choices=TEN, required=False)
    confirmed = forms.BooleanField(label=_("Yes, a jump of two or more is meant"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = level_choices(blank=True)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """What noting is called with."""
        given = self.cleaned_data
        rating = given["person_rating"]
        return {**given, "value": int(given["value"]), "person_rating": int(rating) if rating else None}


class EndGoalForm(forms.Form):
    """How a goal ended."""

    state = forms.ChoiceField(label=_("This goal is"), choices=ENDED, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What came of it"), widget=forms.Textarea, required=False)
    drop_lines = forms.BooleanField(label=_("Drop its open lines, too"), required=False)


class LineForm(forms.Form):
    """One line: who does what by when, with whose help, and how we will know."""

    goal = forms.ChoiceField(label=_("For which goal"), required=False)
    who = forms.ChoiceField(label=_("Who does this"))
    owner_name = forms.CharField(
        label=_("Their name"), max_length=200, required=False, help_text=_("Only for somebody who is not in the list.")
    )
    what = forms.CharField(label=_("Does what"), max_length=300, help_text=_("One thing in each line."))
    due_on = forms.DateField(label=_("By when"), widget=DateBox, required=False)
    help = forms.CharField(label=_("With whose help"), max_length=200, required=False)
    how_known = forms.CharField(label=_("How we will know"), max_length=200, required=False)
    builds_on = forms.ChoiceField(label=_("The strength it uses"), required=False)
    own_idea = forms.BooleanField(label=_("This was their own idea"), required=False)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        people: Sequence[PersonChoice],
        workers: Sequence[WorkerLine],
        goals: Sequence[GoalCard],
        strengths: Sequence[StatementLine],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.workers, self.strengths = people, workers, strengths
        who = [
            (_now("In the case"), [(f"p:{person.id}", person.name) for person in people]),
            (_now("In the team"), [(f"w:{worker.public_id}", worker.name) for worker in workers]),
            (_now("Somebody else"), [("partner", _now("Partner agency")), ("family", _now("Somebody of the family"))]),
        ]
        self.fields["who"].choices = [("", _now("Choose")), *who]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            ("", _now("No goal, it stands for itself")),
            *((str(goal.id), goal.title) for goal in goals),
        ]
        self.fields["builds_on"].choices = [  # type: ignore[attr-defined]
            ("", _now("None in particular")),
            *((str(one.id), one.words) for one in strengths),
        ]

    def arguments(self) -> dict[str, Any]:
        """What both adding and changing are called with."""
        given = self.cleaned_data
        return {
            **self._owner(given["who"]),
            "owner_name": given["owner_name"],
            "what": given["what"],
            "due_on": given["due_on"],
            "help": given["help"],
            "how_known": given["how_known"],
            "builds_on_id": next((one.number for one in self.strengths if str(one.id) == given["builds_on"]), None),
        }

    def _owner(self, who: str) -> dict[str, Any]:
        kind, _sep, number = who.partition(":")
        if kind == "w":
            worker = next((one.id for one in self.workers if str(one.public_id) == number), None)
            return {"owner": StepOwner.WORKER, "worker_id": worker, "person_id": None}
        if kind == "p":
            first = self.people[0] if self.people else None
            owner = StepOwner.PERSON if first and str(first.id) == number else StepOwner.FAMILY
            return {"owner": owner, "worker_id": None, "person_id": number_of(self.people, number)}
        owner = StepOwner.FAMILY if who == "family" else StepOwner.PARTNER
        return {"owner": owner, "worker_id": None, "person_id": None}


class ChangeLineForm(LineForm):
    """A line that stands already; its goal and whose idea it was stay."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("goal", "own_idea", "idempotency_key"):
            del self.fields[name]


class SettleForm(forms.Form):
    """What became of a line."""

    state = forms.ChoiceField(label=_("This line is"), choices=SETTLED, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What came of it"), max_length=300, required=False)
    on = forms.DateField(label=_("On which day"), widget=DateBox, initial=clock.today)


class AnswerForm(forms.Form):
    """One person's answer to the plan, or to one line, and how it was given."""

    person = forms.ChoiceField(label=_("Who answered"))
    line = forms.ChoiceField(label=_("To what"), required=False)
    reply = forms.ChoiceField(label=_("The answer"), choices=Reply.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In their own words"), widget=forms.Textarea, required=False)
    how = forms.ChoiceField(label=_("How it was given"), choices=[("", _("Choose")), *ReplyHow.choices])
    on = forms.DateField(label=_("On which day"), widget=DateBox)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Sequence[PersonChoice], lines: Sequence[LineView], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["person"].choices = [("", _now("Choose")), *_people(people)]  # type: ignore[attr-defined]
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            ("", _now("The whole plan")),
            *((str(line.id), f"{line.number}. {line.who} {line.what}") for line in lines),
        ]


class AgreeForm(forms.Form):
    """When to look back, and a reason where one is asked for."""

    review_on = forms.DateField(label=_("Look back together on"), widget=DateBox)
    why = forms.CharField(
        label=_("A reason"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Only when the day is later than usual, or an earlier step is still missing."),
    )


class ReviewForm(forms.Form):
    """A time of looking back together."""

    held_on = forms.DateField(label=_("Held on"), widget=DateBox)
    with_whom = forms.CharField(label=_("With whom"), max_length=300)
    person_view = forms.CharField(label=_("What they say of it"), widget=forms.Textarea, required=False)
    worker_view = forms.CharField(label=_("What you say of it"), widget=forms.Textarea, required=False)
    decision = forms.CharField(
        label=_("What was decided"),
        widget=forms.Textarea,
        help_text=_("Go on, change the plan, or begin to close; and why."),
    )
    next_on = forms.DateField(label=_("Look back again on"), widget=DateBox, required=False)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)
