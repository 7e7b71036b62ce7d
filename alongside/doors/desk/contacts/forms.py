"""The forms of contacts. Their fields are the arguments of the actions; people and goals bear their outside names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.agency.organisation.rules import NoteFormat
from alongside.agency.staff.queries import WorkerLine
from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, SUBSTANCE_USE
from alongside.ground.ui.forms import DateBox, TimeBox
from alongside.ground.ui.marks import level_words, signed
from alongside.practice.contacts.actions import NextStep, NextTime
from alongside.practice.contacts.enums import LEVEL_OF, ContactMode, InterpreterUsed, NoteKind
from alongside.practice.contacts.queries import CaseFacts
from alongside.practice.contacts.queries.facts import CarrierFacts, GoalFacts
from alongside.practice.contacts.queries.pages import USUAL_LENGTH
from alongside.practice.contacts.rules.appointments import BOOKABLE
from alongside.practice.contacts.rules.contacts import Written
from alongside.practice.contacts.rules.formats import format_of, in_parts
from alongside.practice.contacts.rules.levels import may_note_at
from alongside.practice.plans.enums import StepOwner

SHOWN_MODES = (
    (ContactMode.VISIT, _("Visit")),
    (ContactMode.OFFICE, _("Office")),
    (ContactMode.CALL, _("Call")),
    (ContactMode.TEXT, _("Text")),
    (ContactMode.MEETING, _("Meeting")),
    (ContactMode.LETTER, _("Letter")),
    (ContactMode.MISSED, _("Missed")),
)
MODE_ICONS = {
    ContactMode.VISIT: "home",
    ContactMode.OFFICE: "building",
    ContactMode.CALL: "phone",
    ContactMode.TEXT: "message",
    ContactMode.MEETING: "users",
    ContactMode.LETTER: "mail",
    ContactMode.MISSED: "x",
}
MANY = frozenset({"people", "goals", "seen_alone"})
"""Fields that take several values."""
TICKS = frozenset({"shared", "not_about_a_goal", "confirmed"})
ME = "me"
FEW_GOALS = 4


def aware(day: date | None, at: time | None) -> datetime | None:
    """The moment of a day and a time of the agency's clock; None without either."""
    return timezone.make_aware(datetime.combine(day, at)) if day and at else None


def choices(field: forms.Field, found: Iterable[tuple[str, Any]]) -> None:
    """Give ``field`` what can be chosen."""
    field.choices = list(found)  # type: ignore[attr-defined]  # a ChoiceField, as every caller knows


class Quiet(forms.Field):
    """A field that may stay empty without saying "optional": on these pages nearly everything may."""

    def validate(self, value: Any) -> None:
        """Judge what was given; nothing given is right."""
        if value not in self.empty_values:
            super().validate(value)


class QuietText(Quiet, forms.CharField):
    """A text that may stay empty."""


class QuietChoice(Quiet, forms.ChoiceField):
    """A choice that may be left."""


class QuietChoices(Quiet, forms.MultipleChoiceField):
    """Ticks of which none may be set."""


class QuietDay(Quiet, forms.DateField):
    """A day that may stay open."""


class QuietTime(Quiet, forms.TimeField):
    """A time that may stay open."""


class QuietNumber(Quiet, forms.IntegerField):
    """A number that may stay open."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal on the form: whether this was about it, and where it stands now."""

    goal: GoalFacts
    value: str
    ticked: bool
    level: BoundField

    @property
    def was_words(self) -> str:
        """Where it stood before, with its sign."""
        return signed(self.goal.attained)


class NoteForm(forms.Form):
    """What is written about a contact, in three voices, and whether the person may read it."""

    use_required_attribute = False
    format = forms.CharField(widget=forms.HiddenInput, required=False)
    text = QuietText(label=_("What happened"), widget=forms.Textarea)
    own_words = QuietText(
        label=_("Their words"),
        widget=forms.Textarea,
        help_text=_("Exactly as it was said. They stand apart from yours."),
    )
    said_by = QuietChoice(label=_("Who said it"))
    opinion = QuietText(
        label=_("What you make of it"),
        widget=forms.Textarea,
        help_text=_("Your view, kept apart from what was seen and said."),
    )
    people = QuietChoices(label=_("Who was there"), widget=forms.CheckboxSelectMultiple)
    goals = QuietChoices(label=_("Goals this was about"), widget=forms.CheckboxSelectMultiple)
    not_about_a_goal = forms.BooleanField(label=_("Not about a goal"), required=False)
    interpreter = QuietChoice(label=_("Was an interpreter used?"), widget=forms.RadioSelect)
    interpreter_words = QuietText(label=_("Why not, or who"), max_length=200)
    shared = forms.BooleanField(label=_("They can read this"), required=False)
    hold_reason = QuietText(label=_("Why it is held back"), max_length=300)
    hold_until = QuietDay(label=_("Look at this again on"), widget=DateBox)

    def __init__(self, facts: CaseFacts, names: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts, self.names = facts, names
        people = [(str(one.public_id), names.get(one.id, one.name)) for one in facts.people]
        choices(self.fields["people"], people)
        choices(self.fields["said_by"], [("", _now("Choose")), *people])
        choices(self.fields["goals"], [(str(goal.public_id), goal.title) for goal in facts.goals])
        asked = self.needs_interpreter
        used = [choice for choice in InterpreterUsed.choices if not (asked and choice[0] == InterpreterUsed.NOT_NEEDED)]
        choices(self.fields["interpreter"], used)
        self.layout = format_of(facts.rules, self._value("format"))
        for part in self.layout.sections:
            self.fields[f"section_{part.key}"] = QuietText(label=part.label, help_text=part.hint, widget=forms.Textarea)

    def _value(self, name: str) -> str:
        return str((self.data if self.is_bound else self.initial).get(name) or "")

    @property
    def needs_interpreter(self) -> bool:
        """Whether somebody of the case needs an interpreter, so that it is asked about (S-017)."""
        return bool(self.facts.interpreter_for)

    @property
    def in_parts(self) -> bool:
        """Whether the parts of the format stand on the page, because it was chosen for their sake."""
        return in_parts(self.facts.rules, self.layout)

    @property
    def sections(self) -> list[BoundField]:
        """The parts of the format as fields, in its order."""
        return [self[f"section_{part.key}"] for part in self.layout.sections]

    @property
    def parts_begun(self) -> bool:
        """Whether something stands in a part, or is asked of one."""
        return any(part.value() or part.errors for part in self.sections)

    @property
    def other_formats(self) -> list[NoteFormat]:
        """The formats to which the note can be switched."""
        return [form for form in self.facts.rules.note_formats if form.key != self.layout.key]

    @property
    def whole_names(self) -> dict[str, str]:
        """The whole name of each person, for the initials."""
        return {str(one.public_id): one.name for one in self.facts.people}

    def person_ids(self, name: str) -> list[int]:
        """The house numbers of the people chosen in the field ``name``."""
        chosen = self.cleaned_data.get(name) or ()
        return [one.id for one in self.facts.people if str(one.public_id) in chosen]

    def goal_ids(self) -> list[int]:
        """The house numbers of the goals that are ticked."""
        chosen = self.cleaned_data.get("goals") or ()
        return [goal.id for goal in self.facts.goals if str(goal.public_id) in chosen]

    def written(self) -> Written:
        """The words of the note as the actions take them."""
        given = self.cleaned_data
        said_by = [one.id for one in self.facts.people if str(one.public_id) == given["said_by"]]
        there = self.person_ids("people")
        return Written(
            format=self.layout.key,
            text=given["text"],
            sections=self.parts(),
            own_words=given["own_words"],
            said_by_id=next(iter(said_by), there[0] if len(there) == 1 and given["own_words"] else None),
            opinion=given["opinion"],
            shared=given["shared"],
            hold_reason=given["hold_reason"],
            hold_until=given["hold_until"],
        )

    def parts(self) -> dict[str, str]:
        """The text of each part of the format."""
        return {part.key: self.cleaned_data.get(f"section_{part.key}", "") for part in self.layout.sections}


class RecordForm(NoteForm):
    """A contact on one page: who, how, when, goals, what happened, what next."""

    mode = forms.ChoiceField(label=_("How"), choices=SHOWN_MODES, widget=forms.RadioSelect)
    on = forms.DateField(label=_("When"), widget=DateBox)
    starts = forms.TimeField(label=_("From"), widget=TimeBox)
    until = QuietTime(label=_("Until"), widget=TimeBox)
    language = QuietText(label=_("Language"), max_length=60)
    place = QuietText(label=_("Where"), max_length=200)
    seen_alone = QuietChoices(label=_("Seen alone"), widget=forms.CheckboxSelectMultiple)
    co_author = QuietChoice(label=_("Another worker who was there"))
    level = QuietChoice(label=_("Who in the agency can read this"))
    confirmed = forms.BooleanField(label=_("Yes, a jump of two levels or more is meant"), required=False)
    step_what = QuietText(label=_("Next step"), max_length=300)
    step_owner = QuietChoice(label=_("Who"))
    step_due_on = QuietDay(label=_("By"), widget=DateBox)
    next_on = QuietDay(label=_("Day"), widget=DateBox)
    next_from = QuietTime(label=_("From"), widget=TimeBox)
    next_until = QuietTime(label=_("Until"), widget=TimeBox)
    next_place = QuietText(label=_("Where"), max_length=200)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, facts: CaseFacts, names: Mapping[int, str], *args: Any, worker_id: int | None, **kwargs: Any
    ) -> None:
        super().__init__(facts, names, *args, **kwargs)
        self.worker_id = worker_id
        people = [(str(one.public_id), names.get(one.id, one.name)) for one in facts.people]
        others = [(str(one.public_id), one.name) for one in facts.carriers if one.id != worker_id]
        choices(self.fields["seen_alone"], people)
        choices(self.fields["co_author"], [("", _now("Nobody else")), *others])
        choices(self.fields["level"], _levels(facts))
        owners = [*((f"w:{value}", name) for value, name in others), *((f"p:{value}", name) for value, name in people)]
        choices(self.fields["step_owner"], [(ME, _now("You")), *owners])
        self.fields["language"].widget.attrs["list"] = "languages"
        for goal in facts.goals:
            self.fields[level_name(goal)] = forms.TypedChoiceField(
                label=goal.title, choices=_level_choices(), coerce=int, empty_value=None, required=False
            )

    @property
    def guarded(self) -> dict[str, bool]:
        """Which notes that open with a credential only this writer may write; empty when none, for whoever has none."""
        held = self.facts.note_levels if self.facts.standing.leads else 0
        return {"counsels": bool(held & PSYCHOTHERAPY), "treats": bool(held & SUBSTANCE_USE)} if held else {}

    @property
    def goal_lines(self) -> list[GoalLine]:
        """The open goals: those that this was about, or that moved, first."""
        chosen = {str(value) for value in self["goals"].value() or ()}
        lines = []
        for goal in self.facts.goals:
            name, level = str(goal.public_id), self[level_name(goal)]
            lines.append(GoalLine(goal, name, name in chosen or level.value() not in ("", None), level))
        return sorted(lines, key=lambda line: not line.ticked)

    @property
    def first_goals(self) -> list[GoalLine]:
        """The goals that stand on the page at once: all when there are few, else the ticked ones."""
        lines = self.goal_lines
        return lines[: max(FEW_GOALS, sum(line.ticked for line in lines))]

    @property
    def more_goals(self) -> list[GoalLine]:
        """The goals behind the fold."""
        return self.goal_lines[len(self.first_goals) :]

    @property
    def confirm_asked(self) -> bool:
        """Whether a goal was moved so far that it wants confirming."""
        return any(self.errors.get(level_name(goal)) for goal in self.facts.goals)

    @property
    def names_of_refusal(self) -> dict[str, str]:
        """Names of the action's faults to the fields of this form."""
        return {
            "at": "on",
            "ends_at": "until",
            "starts_at": "on",
            "next_starts_at": "next_on",
            "next_ends_at": "next_until",
            "next_mode": "next_on",
            "next_people": "people",
            **{f"goal_{goal.id}": level_name(goal) for goal in self.facts.goals},
        }

    def clean(self) -> dict[str, Any]:
        """What belongs together is asked for together."""
        given = super().clean() or {}
        if given.get("next_on") and not given.get("next_from") and "next_from" not in self.errors:
            self.add_error("next_from", _now("At what time? Write it like 14:30."))
        if given.get("next_from") and not given.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _now("On which day?"))
        if given.get("step_due_on") and not given.get("step_what") and "step_what" not in self.errors:
            self.add_error("step_what", _now("What will be done by then?"))
        return given

    @property
    def at(self) -> datetime:
        """When it began."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["starts"]))

    @property
    def ends_at(self) -> datetime | None:
        """When it ended, on the same day."""
        return aware(self.cleaned_data["on"], self.cleaned_data["until"])

    def arguments(self) -> dict[str, Any]:
        """What ``record_contact`` is called with, besides the case and who records."""
        given, written = self.cleaned_data, self.written()
        return {
            "mode": given["mode"],
            "at": self.at,
            "ends_at": self.ends_at,
            "place": given["place"],
            "people": self.person_ids("people"),
            "seen_alone": self.person_ids("seen_alone"),
            "language": given["language"],
            "interpreter": given["interpreter"] or InterpreterUsed.NOT_NEEDED,
            "interpreter_words": given["interpreter_words"],
            "goals": self._goals(),
            "not_about_a_goal": given["not_about_a_goal"] and not self._goals(),
            "text": written.text,
            "format": written.format,
            "sections": written.sections,
            "own_words": written.own_words,
            "said_by_id": written.said_by_id,
            "opinion": written.opinion,
            "shared": written.shared,
            "hold_reason": written.hold_reason,
            "hold_until": written.hold_until,
            "next_step": self._step(),
            "next_appointment": self._next_time(),
            "co_author_id": self._co_author(),
            "level": int(given["level"] or ORDINARY),
            "confirmed": given["confirmed"],
        }

    def _goals(self) -> list[tuple[int, int | None]]:
        """Every goal that is ticked or moved, with its level now; a level that stayed says nothing new."""
        ticked = set(self.goal_ids())
        found = [(goal, self.cleaned_data.get(level_name(goal))) for goal in self.facts.goals]
        return [(goal.id, level) for goal, level in found if goal.id in ticked or level is not None]

    def _step(self) -> NextStep | None:
        given = self.cleaned_data
        if not given["step_what"].strip():
            return None
        kind, _sep, name = str(given["step_owner"] or ME).partition(":")
        if kind == "p":
            person = next(one for one in self.facts.people if str(one.public_id) == name)
            owner = StepOwner.PERSON if person.focus else StepOwner.FAMILY
            return NextStep(given["step_what"], owner, person_id=person.id, due_on=given["step_due_on"])
        worker = next((one.id for one in self.facts.carriers if str(one.public_id) == name), self.worker_id)
        return NextStep(given["step_what"], StepOwner.WORKER, worker_id=worker, due_on=given["step_due_on"])

    def _next_time(self) -> NextTime | None:
        given = self.cleaned_data
        start = aware(given["next_on"], given["next_from"])
        if start is None:
            return None
        length = self.ends_at - self.at if self.ends_at else USUAL_LENGTH
        end = aware(given["next_on"], given["next_until"]) or start + length
        mode = given["mode"] if given["mode"] in BOOKABLE else ContactMode.VISIT
        return NextTime(start, end, mode=mode, place=given["next_place"])

    def _co_author(self) -> int | None:
        name = self.cleaned_data["co_author"]
        return next((one.actor_id for one in self.facts.carriers if str(one.public_id) == name), None)


def level_name(goal: GoalFacts) -> str:
    """The name of the field that says where ``goal`` stands."""
    return f"goal_{goal.public_id.hex}"


def _level_choices() -> list[tuple[str, str]]:
    return [("", _now("No change")), *((str(level), f"{signed(level)} {level_words(level)}") for level in range(-2, 3))]


def _levels(facts: CaseFacts) -> Sequence[tuple[str, str]]:
    """The kinds of entry that this writer may write, each at its level; nobody sees a choice that is not hers."""
    return [
        (str(level), str(NoteKind(kind).label))
        for kind, level in LEVEL_OF.items()
        if may_note_at(facts.standing, facts.note_levels, level)
    ]


class ChangeNoteForm(NoteForm):
    """A note that is not signed yet; ``version`` is the one that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AmendForm(forms.Form):
    """What a signed note says wrong or left out."""

    text = forms.CharField(label=_("What is to be added or put right"), widget=forms.Textarea)
    reason = forms.CharField(label=_("Why"), max_length=300)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)


class HoldForm(forms.Form):
    """Holding a note back from the person, with a reason and a day."""

    hold_reason = forms.CharField(label=_("Why it is held back"), max_length=300)
    hold_until = forms.DateField(label=_("Look at this again on"), widget=DateBox)


class AppointmentForm(forms.Form):
    """A time agreed with people of a case."""

    use_required_attribute = False

    people = QuietChoices(label=_("Who"), widget=forms.CheckboxSelectMultiple)
    mode = forms.ChoiceField(
        label=_("How"), choices=[one for one in SHOWN_MODES if one[0] in BOOKABLE], widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("Day"), widget=DateBox)
    starts = forms.TimeField(label=_("From"), widget=TimeBox)
    until = forms.TimeField(label=_("Until"), widget=TimeBox)
    place = QuietText(label=_("Where"), max_length=200)
    about = QuietText(label=_("About"), max_length=300)
    language = QuietText(label=_("Language"), max_length=60)
    worker = QuietChoice(label=_("With whom"))
    repeat = QuietChoice(
        label=_("Repeat"),
        choices=[("", _("Once")), ("1", _("Every week")), ("2", _("Every two weeks")), ("4", _("Every four weeks"))],
    )
    times = QuietNumber(label=_("How often"), min_value=1)
    safe_because = QuietText(
        label=_("Why this way is safe all the same"), max_length=500, help_text=_("It is kept with your name.")
    )
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        facts: CaseFacts,
        names: Mapping[int, str],
        *args: Any,
        worker_id: int | None,
        volunteers: Sequence[WorkerLine] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facts, self.worker_id = facts, worker_id
        others: list[CarrierFacts | WorkerLine] = [one for one in facts.carriers if one.id != worker_id]
        self.with_whom = [(str(one.public_id), one.id, one.name) for one in (*others, *volunteers)]
        choices(self.fields["people"], [(str(one.public_id), names.get(one.id, one.name)) for one in facts.people])
        choices(self.fields["worker"], [(ME, _now("You")), *((value, name) for value, _id, name in self.with_whom)])
        self.fields["language"].widget.attrs["list"] = "languages"

    @property
    def whole_names(self) -> dict[str, str]:
        """The whole name of each person, for the initials."""
        return {str(one.public_id): one.name for one in self.facts.people}

    def arguments(self) -> dict[str, Any]:
        """What ``book_appointment`` is called with, besides the case and who books."""
        given = self.cleaned_data
        every = int(given["repeat"] or 0)
        worker = next((number for value, number, _name in self.with_whom if value == given["worker"]), self.worker_id)
        return {
            "people": [one.id for one in self.facts.people if str(one.public_id) in given["people"]],
            "mode": given["mode"],
            "starts_at": aware(given["on"], given["starts"]),
            "ends_at": aware(given["on"], given["until"]),
            "place": given["place"],
            "about": given["about"],
            "language": given["language"],
            "worker_id": worker or 0,
            "every_weeks": every,
            "safe_because": given["safe_because"],
            "times": (given["times"] or 1) if every else 1,
        }
