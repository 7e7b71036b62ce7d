"""How a form field is shown: one place that knows labels, hints, errors and their links for screen readers.

Widgets here only choose the native control of the browser; values stay those of plain Django form fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


class DateBox(forms.DateInput):
    """The browser's own date control; reads and writes ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimeBox(forms.TimeInput):
    """The browser's own time control."""

    input_type = "time"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class MomentBox(forms.DateTimeInput):
    """The browser's own control for a day and a time; the value is local time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio or tick of a field, ready to draw."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool = False
    note: str = ""
    icon: str = ""
    described_by: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field ready to draw: its words, its control and what belongs together for screen readers."""

    kind: str
    id: str
    name: str
    label: str
    optional: bool
    hint: str
    hint_id: str
    problems: tuple[str, ...]
    problem_id: str
    described_by: str
    control: SafeString | None = None
    choices: tuple[Choice, ...] = ()
    icon: str = ""
    suffix: str = ""
    size: str = ""
    hide_label: bool = False


def kind_of(widget: forms.Widget) -> str:
    """Return how ``widget`` is drawn: ``box``, ``select``, ``text``, ``tick``, ``radios``, ``ticks`` or ``hidden``."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "ticks"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.Select) and not isinstance(
        widget, forms.SelectMultiple
    ):
        return "select"
    return "text" if isinstance(widget, forms.Textarea) else "box"


def choices_of(
    field: BoundField,
    described_by: str = "",
    notes: Mapping[str, str] | None = None,
    icons: Mapping[str, str] | None = None,
) -> tuple[Choice, ...]:
    """Return the radios or ticks of ``field``; ``notes`` and ``icons`` are looked up by the value of a choice."""
    shown = []
    for one in field.subwidgets:
        value = "" if one.data["value"] is None else str(one.data["value"])
        shown.append(
            Choice(
                id=str(one.id_for_label),
                name=str(one.data["name"]),
                value=value,
                label=str(one.choice_label),
                checked=bool(one.data["selected"]),
                disabled=bool(
                    one.data["attrs"].get("disabled") or field.field.disabled
                ),
                note=str((notes or {}).get(value, "")),
                icon=(icons or {}).get(value, ""),
                described_by=described_by,
            )
        )
    return tuple(shown)


def field_view(
    field: BoundField,
    *,
    label: str = "",
    hint: str = "",
    icon: str = "",
    suffix: str = "",
    size: str = "",
    rows: int = 0,
    autocomplete: str = "",
    input_mode: str = "",
    placeholder: str = "",
    focus: bool = False,
    voice: bool = False,
    hide_label: bool = False,
    notes: Mapping[str, str] | None = None,
    icons: Mapping[str, str] | None = None,
) -> FieldView:
    """Return ``field`` ready to draw, with its errors and hint tied to the control.

    Raises TypeError when ``field`` is not a bound form field, so that a misspelt name in a template is seen.
    """
    if not isinstance(field, BoundField):
        raise TypeError(f"A field of a form is wanted here; got {field!r}.")
    base = field.auto_id or field.html_name
    problems = tuple(str(problem) for problem in field.errors)
    words = hint or str(field.help_text)
    hint_id = f"{base}-hint" if words else ""
    problem_id = f"{base}-problem" if problems else ""
    described_by = " ".join(part for part in (problem_id, hint_id) if part)
    kind = kind_of(field.field.widget)
    control = None
    choices: tuple[Choice, ...] = ()
    if kind in ("radios", "ticks"):
        choices = choices_of(field, notes=notes, icons=icons)
    else:
        control = field.as_widget(
            attrs=_control_attributes(
                kind,
                described_by=described_by,
                wrong=bool(problems),
                rows=rows,
                autocomplete=autocomplete,
                inputmode=input_mode,
                placeholder=placeholder,
                autofocus=focus,
                voice=voice,
            )
        )
    return FieldView(
        kind=kind,
        id=str(field.id_for_label or base),
        name=field.html_name,
        label=label or str(field.label),
        optional=not field.field.required and kind != "tick",
        hint=words,
        hint_id=hint_id,
        problems=problems,
        problem_id=problem_id,
        described_by=described_by,
        control=control,
        choices=choices,
        icon=icon,
        suffix=suffix,
        size=size,
        hide_label=hide_label,
    )


def _control_attributes(
    kind: str,
    *,
    described_by: str,
    wrong: bool,
    rows: int,
    autofocus: bool,
    voice: bool,
    **named: str,
) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {
        name: value for name, value in named.items() if value
    }
    if kind in ("box", "select", "text"):
        attributes["class"] = "input"
    if kind == "text":
        attributes["data-autosize"] = True
        attributes["rows"] = str(rows or 3)
    if described_by:
        attributes["aria-describedby"] = described_by
    if wrong:
        attributes["aria-invalid"] = "true"
    if autofocus:
        attributes["autofocus"] = True
    if voice:
        attributes["data-voice"] = True
    return attributes


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: the words and where it is."""

    label: str
    text: str
    target: str


def problems_of(form_list: Iterable[forms.BaseForm]) -> tuple[Problem, ...]:
    """Return everything to put right in ``form_list``, in the order of the fields, with the place of each."""
    found = []
    for form in form_list:
        found += [
            Problem(label="", text=str(text), target="")
            for text in form.non_field_errors()
        ]
        for field in form:
            target = field.id_for_label or field.auto_id
            if (
                kind_of(field.field.widget) in ("radios", "ticks")
                and field.field.widget.choices
            ):
                target = f"{field.auto_id}_0"
            found += [
                Problem(label=str(field.label), text=str(text), target=str(target))
                for text in field.errors
            ]
    return tuple(found)
