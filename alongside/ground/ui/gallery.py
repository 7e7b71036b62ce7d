"""The gallery: every part of the design system in every state, with made-up people. A test holds it complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import get_template

from alongside.ground.ui.forms import DateBox, TimeBox
from alongside.ground.ui.marks import signed
from alongside.ground.ui.styles import icon_names
from alongside.ground.ui.values import ROLES, Fact, Link, PaletteGroup, PaletteItem, PathStep, Version

LEVELS = [("", "No change")] + [(str(level), signed(level)) for level in range(-2, 3)]
CHANNEL_ICONS = {"visit": "home", "call": "phone", "text": "message", "missed": "x"}
PEOPLE = [("1", "Marta"), ("2", "Rosario"), ("3", "Dani")]
FULL_NAMES = {"1": "Marta López", "2": "Rosario Vega", "3": "Dani Prado"}


@dataclass(frozen=True, slots=True)
class GallerySection:
    """One part of the gallery, drawn."""

    name: str
    title: str
    note: str
    html: str


class SpecimenForm(forms.Form):
    """A form with one field of every kind, to show how each is drawn."""

    present = forms.MultipleChoiceField(
        label="Who was there", choices=PEOPLE, widget=forms.CheckboxSelectMultiple, initial=["1", "3"]
    )
    channel = forms.ChoiceField(
        label="How",
        choices=[("visit", "Visit"), ("call", "Call"), ("text", "Text"), ("missed", "Missed")],
        widget=forms.RadioSelect,
        initial="visit",
    )
    safe = forms.ChoiceField(
        label="Voicemail",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not asked")],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    name = forms.CharField(label="Name, if they want", help_text="As she likes to be called.")
    on = forms.DateField(label="Day", widget=DateBox(), initial="2026-11-24")
    at = forms.TimeField(label="Time", widget=TimeBox(), initial="09:00", required=False)
    language = forms.ChoiceField(label="Language", choices=[("es", "Spanish"), ("so", "Somali")])
    happened = forms.CharField(label="What happened", widget=forms.Textarea, initial="Went through line 3.")
    words = forms.CharField(label="Their words", widget=forms.Textarea, required=False, initial="We eat together now.")
    reason = forms.ChoiceField(
        label="Why now",
        choices=[("danger", "Someone may be in danger today"), ("cover", "Cover for an absent colleague")],
        widget=forms.RadioSelect,
        initial="danger",
    )
    topics = forms.MultipleChoiceField(
        label="What it touched",
        choices=[("home", "Housing"), ("money", "Money")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    told = forms.BooleanField(label="They heard how we keep things private")
    shared = forms.BooleanField(label="Marta can read this", required=False, initial=True)
    goal = forms.ChoiceField(label="Evenings are calmer", choices=LEVELS, required=False, initial="1")
    page = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)


def path_steps() -> tuple[PathStep, ...]:
    """The six stages half-way through the work."""
    return (
        PathStep("Intake", "door", "sky", "done", "Done 3 Sep", url="#path"),
        PathStep("Assessment", "clipboard-list", "iris", "done", "Done 24 Sep. 2 domains not yet asked"),
        PathStep("Plan", "route", "pine", "done", "Version 4 agreed. Line 3 waits for Rosario", back_url="#path"),
        PathStep("Work", "stairs", "leaf", "now", "Day 47 of 90. 1 line to change", person="now"),
        PathStep("Review", "refresh", "ochre", "later", "Thu 17 Dec, with everyone"),
        PathStep("Closing", "door-exit", "stone", "later", "When the family is ready"),
    )


def specimens() -> Mapping[str, Any]:
    """The values that the sections are drawn from."""
    return {
        "roles": ROLES,
        "icons": icon_names(),
        "steps": path_steps(),
        "line": (-1, -1, None, 0, 0, 1),
        "form": SpecimenForm(),
        "wrong": SpecimenForm(data={"wrong-language": "xx", "wrong-on": "soon"}, prefix="wrong"),
        "answers": SpecimenForm(prefix="answers"),
        "channel_icons": CHANNEL_ICONS,
        "full_names": FULL_NAMES,
        "reason_notes": {"danger": "Opens at once; Amina and Grace are told."},
        "tabs": (
            Link("Overview", "#tabs", current=True),
            Link("Plan", "#tabs"),
            Link("Papers", "#tabs", icon="files", count=3),
        ),
        "filters": (Link("All", "#lists", current=True), Link("Contacts", "#lists"), Link("Decisions", "#lists")),
        "facts": (Fact("n", "301"), Fact("Missing", "22 not rated yet", url="#lists"), Fact("Means", "0 or more")),
        "mine": Version("Yours, on this page", "Wednesday suits the bus better.", "mine", "09:52"),
        "theirs": Version("From your phone", "Wednesday suits the bus.", "theirs", "09:50"),
        "groups": (
            PaletteGroup(
                "People and cases you may open",
                (
                    PaletteItem(
                        "Marta López and family", "#floats", note="Work. Text after 18:00", avatar="Marta López"
                    ),
                ),
            ),
            PaletteGroup("Do", (PaletteItem("Record contact with Marta", "#floats", icon="pencil", key="C"),)),
        ),
    }


SECTIONS = (
    ("roles", "Roles", "Each is an ink and a tint, and comes with an icon or a shape, and words."),
    ("icons", "Icons", "Tabler outline, from one sprite."),
    ("marks", "Marks", "Mark, avatars, dots, chips, markers, keys."),
    ("voices", "Two voices", "The service speaks in sans, the person in serif."),
    ("levels", "Levels and numbers", "Length, number and words, then colour."),
    ("path", "Stage path", "Done has a tick, now is filled with a ring, later is dashed."),
    ("actions", "Actions", "One filled button at most."),
    ("fields", "Fields", "Label above, hint below, error between."),
    ("wrong", "Something to put right", "What, where, what to do, and that the text is safe."),
    ("lists", "Rows and tables", "Fact, reason, one action at the end."),
    ("story", "Banner and timeline", "What must never hide in a tab; what happened, in order."),
    ("states", "States", "Notices, empty places, long jobs, loading, two versions."),
    ("floats", "Floats", "Dialog, menu, palette, toast."),
)


def gallery_sections() -> tuple[GallerySection, ...]:
    """Every part in every state, drawn, for the template ``ui/gallery.html`` (context name ``sections``)."""
    values = dict(specimens())
    return tuple(
        GallerySection(name, title, note, get_template(f"ui/gallery/{name}.html").render(values))
        for name, title, note in SECTIONS
    )
