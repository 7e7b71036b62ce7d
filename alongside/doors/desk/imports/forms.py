"""Forms of imports: the file, how it is read, what its columns are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports.enums import DateOrder, SheetKind
from alongside.oversight.imports.queries import RunView
from alongside.oversight.imports.rules.columns import COLUMNS, own_mapping, suggested
from alongside.oversight.imports.rules.days import day_of, needs_order
from alongside.oversight.imports.rules.encodings import CHOICES, ENCODINGS
from alongside.oversight.imports.rules.tables import Reading, SheetHead

SEPARATORS = ((",", gettext_lazy("Comma ,")), (";", gettext_lazy("Semicolon ;")), ("\t", gettext_lazy("Tab")),
              ("|", gettext_lazy("Pipe |")))  # fmt: skip
EXAMPLES = 3
LEFT_OUT = "-"


class UploadForm(forms.Form):
    """The spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), at most 50 MB. Nothing comes in before you have seen what will."),
        allow_empty_file=True,
    )


class ReadingForm(forms.Form):
    """How a text file is read."""

    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters (encoding)"),
        choices=[(name, ENCODINGS[name]) for name in CHOICES],
        widget=forms.Select(attrs={"translate": "no"}),
    )
    separator = forms.ChoiceField(label=gettext_lazy("Cells are parted by"), choices=SEPARATORS)
    header_line = forms.IntegerField(
        label=gettext_lazy("Line of the header"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Only if it was not found: 1 is the top line."),
    )

    def __init__(self, reading: Reading, *args: Any, **kwargs: Any) -> None:
        usual = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
        kwargs.setdefault(
            "initial",
            {
                "encoding": usual.get(reading.encoding, reading.encoding),
                "separator": reading.separator,
                "header_line": reading.header_line or None,
            },
        )
        super().__init__(*args, **kwargs)
        if reading.form == "xlsx":
            del self.fields["encoding"], self.fields["separator"]


class ColumnsForm(forms.Form):
    """What each column of each sheet is, in which order dates stand, and whose numbers these are."""

    dates = forms.ChoiceField(label=gettext_lazy("How dates stand in this file"), choices=(), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Whose numbers are these?"),
        required=False,
        max_length=50,
        help_text=gettext_lazy(
            "Give the list a name when several lists come in, such as “Food bank”: number 12 of one list is not "
            "number 12 of another."
        ),
    )

    def __init__(self, run: RunView, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"dates": run.dates, "name": run.name})
        super().__init__(*args, **kwargs)
        self.reading = run.reading or Reading("csv")
        self.unclear = _unclear(self.reading)
        dates: Any = self.fields["dates"]
        dates.choices = _orders(self.unclear)
        words = _("“%(example)s” can be read in two ways. Say which it is.")
        dates.error_messages["required"] = words % {"example": self.unclear}
        if not self.unclear:
            del self.fields["dates"]
        for sheet, head in enumerate(self.reading.sheets):
            known = run.mapping.get(head.title) or _proposed(head)
            for at, title in enumerate(head.header):
                if title and not head.problem:
                    self.fields[f"c{sheet}-{at}"] = forms.ChoiceField(
                        label=title, choices=_meanings(), initial=known.get(title, LEFT_OUT)
                    )

    def mapping(self) -> dict[str, dict[str, str]]:
        """What the columns of each sheet are, as the action takes it."""
        found: dict[str, dict[str, str]] = {head.title: {} for head in self.reading.sheets}
        for sheet, head in enumerate(self.reading.sheets):
            for at, title in enumerate(head.header):
                said = self.cleaned_data.get(f"c{sheet}-{at}", LEFT_OUT)
                if said != LEFT_OUT:
                    found[head.title][title] = said
        return found

    def sheets(self) -> list[tuple[SheetHead, list[tuple[Any, str]]]]:
        """Each sheet with the field of each column and what stands in it first."""
        return [
            (
                head,
                [
                    (self[f"c{sheet}-{at}"], _examples(head, at))
                    for at, title in enumerate(head.header)
                    if f"c{sheet}-{at}" in self.fields
                ],
            )
            for sheet, head in enumerate(self.reading.sheets)
        ]


def _proposed(head: SheetHead) -> Mapping[str, str]:
    """What the columns probably are: by our own names, else by names that people use; the kind with most of them."""
    found = [own_mapping(head.header), *(suggested(head.header, kind) for kind in SheetKind)]
    return max(found, key=len)


def _meanings() -> list[Any]:
    groups = [
        (str(kind.label), [(ours, str(label)) for ours, label in columns.items()]) for kind, columns in COLUMNS.items()
    ]
    return [(LEFT_OUT, _("Leave out")), *groups]


def _examples(head: SheetHead, at: int) -> str:
    cells = [row[at] for row in head.first if at < len(row) and row[at]]
    return " · ".join(dict.fromkeys(cell[:40] for cell in cells[:EXAMPLES]))


def _unclear(reading: Reading) -> str:
    """The first date of the file that can be read in two ways, or nothing."""
    cells = [cell for head in reading.sheets for row in head.first for cell in row if needs_order(cell)]
    return next((cell for cell in cells if len({_read(cell, order) for order in ("dmy", "mdy")} - {""}) > 1),
                next(iter(cells), ""))  # fmt: skip


def _read(cell: str, order: str) -> str:
    try:
        return date_format(day_of(cell.split(maxsplit=1)[0], order), "j F Y")
    except Refused:
        return ""


def _orders(example: str) -> list[tuple[str, str]]:
    """The orders in which the example of the file can be read, each with the day that it then is."""
    found = []
    for order in DateOrder:
        if order and (day := _read(example, order) if example else ""):
            words = _("%(order)s: %(example)s is %(day)s")
            found.append((order.value, words % {"order": order.label, "example": example, "day": day}))
    return found
