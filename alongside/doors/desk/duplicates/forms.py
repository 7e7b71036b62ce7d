"""The forms of the pages about people who are in the record twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.oversight.overviews.merge_page import FieldLine

PREFIX = "stays_"


class MergeForm(forms.Form):
    """Which value stays of each field in which the two differ, and how it is known that they are one."""

    seen = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("How do you know that they are one person?"),
        max_length=300,
        min_length=3,
        help_text=_("Such as: the person says so, same papers. It is kept with both."),
    )

    def offer(self, lines: Sequence[FieldLine]) -> None:
        """Let each field in which the two differ be chosen."""
        for line in lines:
            if line.choices:
                self.fields[PREFIX + line.name] = forms.ChoiceField(
                    label=line.label,
                    choices=[(choice.side, choice.words) for choice in line.choices],
                    initial=line.default,
                    widget=forms.RadioSelect,
                    required=False,
                )

    def sides(self) -> dict[str, str]:
        """What was chosen, field by field."""
        return {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value
        }


class UndoForm(forms.Form):
    """Why one person is two after all."""

    why = forms.CharField(
        label=_("How do you know that they are two people?"), max_length=300, min_length=3, help_text=_("It is kept.")
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the table: what it says, and the radio by which it is chosen, if any."""

    words: str
    value: str = ""
    name: str = ""
    id: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the field, what each entry says, and both together where that is a choice."""

    label: str
    keep: Cell
    lose: Cell
    both: Cell | None


def rows_of(lines: Sequence[FieldLine], form: MergeForm, *, choosing: bool) -> list[Row]:
    """The lines of the comparison, each value with its radio where there is something to choose."""
    rows = []
    for line in lines:
        cells = {"keep": Cell(line.keep), "lose": Cell(line.lose)}
        if line.choices and choosing:
            bound = form[PREFIX + line.name]
            chosen = str(bound.value() or line.default)
            cells = {
                one.side: Cell(
                    one.words, one.side, bound.html_name, f"{bound.id_for_label}-{one.side}", chosen == one.side
                )
                for one in line.choices
            }
        rows.append(Row(line.label, cells["keep"], cells["lose"], cells.get("both")))
    return rows
