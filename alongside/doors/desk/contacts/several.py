"""The part of the contact form for several files: what is for one person alone, and the other files (S-175)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.doors.desk.contacts.forms import QuietChoices, QuietText, choices
from alongside.oversight.journeys.several_files import Elsewhere
from alongside.practice.contacts.queries import CaseFacts

LISTS = ("there_", "goals_")
"""How the names of fields begin that take several values."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """Another file of the family on the form: who of it was there, its goals, and the parts of its people."""

    title: str
    number: str
    there: BoundField
    goals: BoundField | None
    parts: tuple[BoundField, ...]

    @property
    def begun(self) -> bool:
        """Whether anything of it was chosen or typed, or is to be put right."""
        fields = (self.there, *((self.goals,) if self.goals else ()), *self.parts)
        return any(field.value() or field.errors for field in fields)


class SeveralForm(forms.Form):
    """What goes into one person's file alone, and into the other files of the family."""

    use_required_attribute = False
    several = forms.CharField(widget=forms.HiddenInput, initial="on")
    despite = QuietText(
        label=_("Why somebody else’s name may stand there"),
        max_length=300,
        help_text=_("At least 20 letters. They are kept with your name."),
    )

    def __init__(self, facts: CaseFacts, others: Sequence[CaseFacts], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts, self.others = facts, tuple(others)
        for file in (facts, *others):
            for one in file.people:
                label = _now("For the file of %(name)s alone") % {"name": one.name}
                self.fields[part_name(file, one)] = QuietText(
                    label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
                )
        for file in others:
            there, goals = there_name(file), goals_name(file)
            self.fields[there] = QuietChoices(label=_("Who was there"), widget=forms.CheckboxSelectMultiple)
            choices(self.fields[there], [(str(one.public_id), one.name) for one in file.people])
            if file.goals:
                self.fields[goals] = QuietChoices(
                    label=_("Goals of this file that it was about"), widget=forms.CheckboxSelectMultiple
                )
                choices(self.fields[goals], [(str(goal.public_id), goal.title) for goal in file.goals])

    @property
    def own_parts(self) -> list[BoundField]:
        """One box for each person of this case."""
        return [self[part_name(self.facts, one)] for one in self.facts.people]

    @property
    def file_lines(self) -> list[FileLine]:
        """The other files of the family."""
        return [
            FileLine(
                file.case.title,
                file.case.number,
                self[there_name(file)],
                self[goals_name(file)] if goals_name(file) in self.fields else None,
                tuple(self[part_name(file, one)] for one in file.people),
            )
            for file in self.others
        ]

    @property
    def names_of_refusal(self) -> dict[str, str]:
        """Names of the action's faults to the fields of this form."""
        found = {f"part_{one.id}": part_name(file, one) for file in (*self.others, self.facts) for one in file.people}
        return {**found, "there": there_name(self.others[0])} if self.others else found

    def clean(self) -> dict[str, Any]:
        """A part of another file goes with somebody who was there."""
        given = super().clean() or {}
        for file in self.others:
            written = any(given.get(part_name(file, one)) for one in file.people) or given.get(goals_name(file))
            if written and not given.get(there_name(file)):
                self.add_error(there_name(file), _now("Choose who of this file was there."))
        return given

    def own(self) -> dict[int, str]:
        """What is for one person of this case alone, by number."""
        return self._parts(self.facts)

    def _parts(self, file: CaseFacts) -> dict[int, str]:
        said = {one.id: self.cleaned_data.get(part_name(file, one), "").strip() for one in file.people}
        return {person: words for person, words in said.items() if words}

    def elsewhere(self) -> list[Elsewhere]:
        """The other files into which it goes."""
        found = []
        for file in self.others:
            there = self.cleaned_data.get(there_name(file)) or ()
            goals = self.cleaned_data.get(goals_name(file)) or ()
            if there:
                found.append(
                    Elsewhere(
                        file,
                        tuple(one.id for one in file.people if str(one.public_id) in there),
                        tuple(goal.id for goal in file.goals if str(goal.public_id) in goals),
                        self._parts(file),
                    )
                )
        return found


def part_name(file: CaseFacts, one: Any) -> str:
    """The name of the box for one person's file alone."""
    return f"part_{file.case.public_id.hex}_{one.public_id.hex}"


def there_name(file: CaseFacts) -> str:
    """The name of the ticks of who was there, of another file."""
    return f"there_{file.case.public_id.hex}"


def goals_name(file: CaseFacts) -> str:
    """The name of the ticks of goals, of another file."""
    return f"goals_{file.case.public_id.hex}"
