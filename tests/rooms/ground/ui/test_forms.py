"""Fields: labels, hints and errors belong together, in our words."""

from __future__ import annotations

import pytest
from django import forms

from alongside.ground.ui.forms import (
    ChoiceWords,
    Control,
    DateBox,
    MomentBox,
    TimeBox,
    field_view,
    kind_of,
    problems_of,
    problems_of_field,
)
from alongside.ground.ui.gallery import SpecimenForm


class Visit(forms.Form):
    """A form with the fields that the tests need."""

    name = forms.CharField(help_text="As she likes.")
    note = forms.CharField(widget=forms.Textarea, required=False)
    on = forms.DateField(widget=DateBox())
    hours = forms.IntegerField()
    mail = forms.EmailField(required=False)
    at = forms.TimeField(widget=TimeBox())
    how = forms.ChoiceField(choices=[("v", "Visit"), ("c", "Call")], widget=forms.RadioSelect)
    told = forms.BooleanField(error_messages={"required": "Read it to her first, then tick this."})

    def clean(self) -> dict[str, object]:
        """Refuse a visit of no hours."""
        if self.cleaned_data.get("hours") == 0:
            raise forms.ValidationError("A visit takes some time.")
        return self.cleaned_data


GOOD = {"name": "Marta", "on": "2026-11-24", "hours": "1", "at": "09:00", "how": "v", "told": "on"}


def words_of(field: str, **changed: str) -> tuple[str, ...]:
    return problems_of_field(Visit(data={**GOOD, **changed})[field])


def test_the_control_points_at_its_problem_and_its_hint() -> None:
    view = field_view(Visit(data={})["name"])
    assert view.described_by == "id_name-problem id_name-hint"
    assert 'aria-describedby="id_name-problem id_name-hint"' in str(view.control)
    assert 'aria-invalid="true"' in str(view.control)


def test_a_field_that_is_right_points_at_its_hint_only() -> None:
    view = field_view(Visit()["name"])
    assert view.described_by == "id_name-hint"
    assert "aria-invalid" not in str(view.control)
    assert not view.optional


def test_what_is_needed_in_the_end_is_not_called_optional() -> None:
    class Ending(forms.Form):
        needed_in_the_end = ("summary",)
        summary = forms.CharField(required=False)
        more = forms.CharField(required=False)

    assert [field_view(Ending()[name]).optional for name in ("summary", "more")] == [False, True]


def test_optional_is_said_of_fields_that_may_stay_empty() -> None:
    assert field_view(Visit()["note"]).optional
    assert not field_view(Visit()["told"]).optional


def test_controls_take_help_for_keyboards() -> None:
    control = Control(rows=7, autocomplete="name", input_mode="text", placeholder="x", focus=True, voice=True)
    drawn = str(field_view(Visit()["note"], control=control).control)
    for part in ('rows="7"', 'autocomplete="name"', 'inputmode="text"', "autofocus", "data-voice", "data-autosize"):
        assert part in drawn


def test_choices_carry_notes_icons_and_whole_names() -> None:
    words = ChoiceWords(notes={"v": "At home"}, icons={"v": "home"}, names={"c": "A call"})
    visit, call = field_view(Visit(initial={"how": "c"})["how"], words=words).choices
    assert (visit.note, visit.icon, visit.checked) == ("At home", "home", False)
    assert (call.full, call.checked) == ("A call", True)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "This is still empty. Please fill it in."),
        ("how", "", "Nothing is chosen yet. Please choose."),
        ("how", "x", "This choice is not offered any more. Please choose again."),
        ("on", "soon", "This is not a day we can read. Write it like 2026-11-24."),
        ("at", "noon", "This is not a time we can read. Write it like 14:30."),
        ("hours", "many", "This should be a number."),
    ],
)
def test_problems_are_told_in_our_words(field: str, value: str, words: str) -> None:
    assert words_of(field, **{field: value}) == (words,)


def test_words_of_the_form_itself_are_kept() -> None:
    assert words_of("told", told="") == ("Read it to her first, then tick this.",)
    assert words_of("name") == ()


def test_the_summary_names_every_place_in_order() -> None:
    found = problems_of([Visit(data={**GOOD, "name": "", "how": "", "hours": "0"})])
    assert [(problem.label, problem.target) for problem in found] == [
        ("", ""),
        ("Name", "id_name"),
        ("How", "id_how_0"),
    ]
    assert found[0].text == "A visit takes some time."


def test_a_form_that_is_right_has_no_summary() -> None:
    assert problems_of([Visit(data=GOOD), Visit()]) == ()


def test_what_is_not_a_field_is_refused() -> None:
    with pytest.raises(TypeError, match="field of a form"):
        field_view("name")  # type: ignore[arg-type]


@pytest.mark.parametrize(("box", "kind"), [(DateBox, "date"), (TimeBox, "time"), (MomentBox, "datetime-local")])
def test_days_and_times_use_the_browsers_own_control(box: type[forms.Widget], kind: str) -> None:
    assert f'type="{kind}"' in box().render("when", None)


def test_days_are_written_for_the_control_and_not_for_the_reader() -> None:
    assert 'value="2026-11-24"' in str(Visit(initial={"on": "2026-11-24"})["on"])


def test_every_kind_of_control_is_known() -> None:
    kinds = {kind_of(field.widget) for field in SpecimenForm().fields.values()}
    assert kinds == {"box", "text", "select", "radios", "ticks", "tick", "hidden"}
