"""What of the timeline is shown: everything without a question, less when it is asked for. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.ui.forms import DateBox
from alongside.oversight.overviews.timeline import NAMES

ZOOMS = [
    ("all", _("Everything")),
    ("years", _("Five years")),
    ("year", _("One year")),
    ("months", _("Three months")),
]
WHOSE = [("case", _("This case")), ("family", _("Everybody in it"))]


class ShowForm(forms.Form):
    """How much time, whose, and what alone."""

    zoom = forms.ChoiceField(label=_("How much time"), choices=ZOOMS, required=False)
    begin = forms.DateField(label=_("From"), widget=DateBox, required=False)
    end = forms.DateField(label=_("Until"), widget=DateBox, required=False)
    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=WHOSE,
        required=False,
        help_text=_("Everybody: also what is kept in other cases that you may see."),
    )
    person = forms.UUIDField(label=_("Only about"), required=False, widget=forms.Select)
    kind = forms.ChoiceField(label=_("Only this kind"), required=False, choices=[("", _("Everything")), *NAMES.items()])
    goal = forms.UUIDField(label=_("Only this goal"), required=False, widget=forms.Select)

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        said = super().clean() or {}
        begin, end = said.get("begin"), said.get("end")
        if begin and end and end <= begin:
            self.add_error("end", _("The end lies before the beginning; check both days."))
        return said

    def offer(self, people: Iterable[tuple[UUID, str]], goals: Iterable[tuple[UUID, str]]) -> None:
        """Let the page choose among those who are on the timeline, and its goals."""
        for name, known in (("person", people), ("goal", goals)):
            words = {"person": _("Everybody"), "goal": _("Every goal")}[name]
            choices = [("", words), *((str(number), title) for number, title in known)]
            self.fields[name].widget.choices = choices
