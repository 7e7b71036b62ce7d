"""How a form field is shown: one place that knows labels, hints, errors and their links for screen readers.

Widgets here only choose the native control of the browser; values stay those of plain Django form fields.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

CHOSEN = ("radios", "ticks", "select")
GENTLE_WORDS = {
    "required": _("This is still empty. Please fill it in."),
    "choose": _("Nothing is chosen yet. Please choose."),
    "invalid_choice": _("This choice is not offered any more. Please choose again."),
    "date": _("This is not a day we can read. Write it like 2026-11-24."),
    "time": _("This is not a time we can read. Write it like 14:30."),
    "number": _("This should be a number."),
    "email": _("This should be an address like name@example.org."),
}


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
    """One radio or tick of a field, ready to draw; ``full`` is a person's whole name, for the avatar."""

    id: str
    name: str
    value: str
    label: str
    full: str
    checked: bool
    disabled: bool = False
    note: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """What choices carry besides their label, looked up by their value."""

    notes: Mapping[str, str] | None = None
    icons: Mapping[str, str] | None = None
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """How the control of a field is written: rows of a text box, help for keyboards, where the caret starts."""

    rows: int = 0
    autocomplete: str = ""
    input_mode: str = ""
    placeholder: str = ""
    focus: bool = False
    voice: bool = False
    attributes: Mapping[str, str] | None = None


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
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.SelectMultiple):
        return "select"
    return "text" if isinstance(widget, forms.Textarea) else "box"


def choices_of(field: BoundField, words: ChoiceWords) -> tuple[Choice, ...]:
    """Return the radios or ticks of ``field`` with their ``words``; an empty choice is left out."""
    shown = []
    for one in field.subwidgets:
        value = "" if one.data["value"] is None else str(one.data["value"])
        shown.append(
            Choice(
                id=str(one.id_for_label),
                name=str(one.data["name"]),
                value=value,
                label=str(one.choice_label),
                full=str((words.names or {}).get(value, one.choice_label)),
                checked=bool(one.data["selected"]),
                disabled=bool(one.data["attrs"].get("disabled") or field.field.disabled),
                note=str((words.notes or {}).get(value, "")),
                icon=(words.icons or {}).get(value, ""),
            )
        )
    return tuple(shown)


def gentle(field: forms.Field, problem: ValidationError) -> str:
    """Return the words of ``problem``: the form's own, or ours where the form left Django's."""
    said = str(next(iter(problem.messages)))
    code = problem.code or ""
    if str(field.error_messages.get(code)) != str(_default_message(field, code)):
        return said
    if code == "required":
        return str(GENTLE_WORDS["choose" if kind_of(field.widget) in CHOSEN else "required"])
    if code in ("invalid_choice", "invalid_list"):
        return str(GENTLE_WORDS["invalid_choice"])
    if code == "invalid":
        kinds = (
            (forms.DateField, "date"),
            (forms.DateTimeField, "date"),
            (forms.TimeField, "time"),
            (forms.IntegerField, "number"),
            (forms.EmailField, "email"),
        )
        return str(next((GENTLE_WORDS[name] for kind, name in kinds if isinstance(field, kind)), said))
    return said


def _default_message(field: forms.Field, code: str) -> object:
    for kind in type(field).__mro__:
        messages = getattr(kind, "default_error_messages", {})
        if code in messages:
            return messages[code]
    return None


def needed_in_the_end(form: forms.BaseForm) -> Collection[str]:
    """The fields that a form saves without but cannot finish without, as the form says in ``needed_in_the_end``."""
    named: Collection[str] = getattr(form, "needed_in_the_end", ())
    return named


def problems_of_field(field: BoundField) -> tuple[str, ...]:
    """Return what is to put right in ``field``, in our words."""
    return tuple(gentle(field.field, problem) for problem in field.errors.as_data())


def field_view(
    field: BoundField,
    *,
    label: str = "",
    hint: str = "",
    suffix: str = "",
    size: str = "",
    hide_label: bool = False,
    control: Control | None = None,
    words: ChoiceWords | None = None,
) -> FieldView:
    """Return ``field`` ready to draw, with its errors and hint tied to the control.

    Raises TypeError when ``field`` is not a bound form field, so that a misspelt name in a template is seen.
    """
    if not isinstance(field, BoundField):
        raise TypeError(f"A field of a form is wanted here; got {field!r}.")
    base = field.auto_id or field.html_name
    problems = problems_of_field(field)
    told = hint or str(field.help_text)
    hint_id = f"{base}-hint" if told else ""
    problem_id = f"{base}-problem" if problems else ""
    described_by = " ".join(part for part in (problem_id, hint_id) if part)
    kind = kind_of(field.field.widget)
    chosen = kind in ("radios", "ticks")
    attributes = _attributes(kind, described_by, wrong=bool(problems), control=control or Control())
    return FieldView(
        kind=kind,
        id=str(field.id_for_label or base),
        name=field.html_name,
        label=label or str(field.label),
        optional=not field.field.required and kind != "tick" and field.name not in needed_in_the_end(field.form),
        hint=told,
        hint_id=hint_id,
        problems=problems,
        problem_id=problem_id,
        described_by=described_by,
        control=None if chosen else field.as_widget(attrs=attributes),
        choices=choices_of(field, words or ChoiceWords()) if chosen else (),
        suffix=suffix,
        size=size,
        hide_label=hide_label,
    )


def _attributes(kind: str, described_by: str, *, wrong: bool, control: Control) -> dict[str, str | bool]:
    wanted: dict[str, str | bool] = {
        "class": "input" if kind in ("box", "select", "text") else "",
        "rows": str(control.rows or 3) if kind == "text" else "",
        "data-autosize": kind == "text",
        "data-voice": control.voice,
        "autocomplete": control.autocomplete,
        "inputmode": control.input_mode,
        "placeholder": control.placeholder,
        "autofocus": control.focus,
        "aria-describedby": described_by,
        "aria-invalid": "true" if wrong else "",
        **(control.attributes or {}),
    }
    return {name: value for name, value in wanted.items() if value}


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
        found += [Problem(label="", text=str(text), target="") for text in form.non_field_errors()]
        for field in form:
            first = kind_of(field.field.widget) in ("radios", "ticks")
            target = f"{field.auto_id}_0" if first else str(field.id_for_label or field.auto_id)
            found += [Problem(label=str(field.label), text=text, target=target) for text in problems_of_field(field)]
    return tuple(found)
