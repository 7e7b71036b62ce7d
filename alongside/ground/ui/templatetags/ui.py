"""Every part of the design system as a template tag: ``{% load ui %}``.

Small marks are drawn in ``marks``; parts with an inside are templates under ``ui/parts``. Arguments are named and
checked: an unknown one stops the template from loading, an unknown role or state raises when it is drawn.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString

from alongside.ground.foundation.calendar import period_words
from alongside.ground.ui import marks
from alongside.ground.ui.forms import ChoiceWords, Control, field_view, problems_of
from alongside.ground.ui.styles import BUNDLE, SCRIPTS, STYLES
from alongside.ground.ui.values import ROLES, Fact, Link, PathStep, Version

register = template.Library()

LEVELS = ("-2", "-1", "0", "1", "2")

register.simple_tag(marks.icon)
register.simple_tag(marks.mark)
register.simple_tag(marks.avatar)
register.simple_tag(marks.marker)
register.simple_tag(marks.ladder)
register.simple_tag(marks.level_number)
register.simple_tag(marks.sparkline)
register.simple_tag(marks.agreement)
register.simple_tag(marks.hidden_cell)
register.simple_tag(marks.bar)
register.simple_tag(marks.load_bar)
register.simple_tag(marks.load_key)
register.simple_tag(marks.key)
register.simple_tag(marks.said)
register.simple_tag(marks.who_does)
register.filter("short_day", marks.short_day)
register.filter("period_words", period_words)


@register.simple_tag
def chip(text: str, *, role: str = "stone", icon: str = "", outline: bool = False) -> SafeString:
    """Draw a state in one or two words."""
    return marks.chip(text, role=role, icon_name=icon, outline=outline)


@register.simple_tag
def dot(*, icon: str = "", role: str = "stone", text: str = "", size: str = "") -> SafeString:
    """Draw a round mark for the start of a row."""
    return marks.dot(icon, role=role, text=text, size=size)


@register.simple_tag
def who_can_see(count: int, *, url: str = "", text: str = "") -> SafeString:
    """Draw "n people can see this", which opens the list."""
    return marks.marker("seen", text or marks.seen_words(count), url=url)


def draw(name: str, values: Mapping[str, Any]) -> str:
    """Render the part ``name`` with exactly ``values``; what a template renders is safe markup."""
    return get_template(f"ui/parts/{name}.html").render(dict(values))


@register.simple_tag
def voice(
    text: str,
    *,
    name: str = "",
    on: str = "",
    language: str = "",
    spoken: str = "",
    translated_by: str = "",
    size: str = "",
) -> str:
    """Draw the person's own words, never edited: ``language`` is the code of the text, ``spoken`` what was spoken."""
    return draw(
        "voice",
        {
            "text": text,
            "name": name,
            "on": on,
            "language": language,
            "spoken": spoken,
            "translated_by": translated_by,
            "size": size,
        },
    )


@register.simple_tag
def stage_path(steps: Sequence[PathStep], *, label: str = "") -> str:
    """Draw the six stages, with what is done, what is now and what is missing under each."""
    return draw("stage_path", {"steps": steps, "label": label})


@register.simple_tag
def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
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
) -> str:
    """Draw a form field of any kind: label above, error, control, hint below."""
    marks.known(size, ("", "short", "tiny"), "The size of a field")
    control = Control(rows, autocomplete, input_mode, placeholder, focus, voice)
    view = field_view(
        bound,
        label=label,
        hint=hint,
        suffix=suffix,
        size=size,
        hide_label=hide_label,
        control=control,
        words=ChoiceWords(notes=notes),
    )
    return draw("field", {"view": view})


@register.simple_tag
def segmented(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    icons: Mapping[str, str] | None = None,
    fill: bool = False,
    long: bool = False,
    hide_label: bool = False,
) -> str:
    """Draw two to five choices that fit, as native radios; ``long`` words stack where there is little room."""
    view = field_view(bound, label=label, hint=hint, hide_label=hide_label, words=ChoiceWords(icons=icons))
    return draw("segmented", {"view": view, "fill": fill, "long": long})


@register.simple_tag
def segmented_links(links: Sequence[Link], label: str) -> str:
    """Draw two to five links that filter or turn the same page."""
    return draw("segmented_links", {"links": links, "label": label})


@register.simple_tag
def person_pick(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    names: Mapping[str, str] | None = None,
    add_url: str = "",
    add_label: str = "",
    hide_label: bool = False,
) -> str:
    """Draw people to press on and off, as native ticks (or radios); ``names`` gives whole names for the initials."""
    view = field_view(bound, label=label, hint=hint, hide_label=hide_label, words=ChoiceWords(names=names))
    return draw("person_pick", {"view": view, "add_url": add_url, "add_label": add_label})


@register.simple_tag
def switch(bound: BoundField, *, label: str = "", hint: str = "") -> str:
    """Draw a yes or no that says its effect, as a native tick with the role of a switch."""
    control = Control(attributes={"class": "switch-box", "role": "switch"})
    return draw("switch", {"view": field_view(bound, label=label, hint=hint, control=control)})


@register.simple_tag
def level_stepper(bound: BoundField, *, was: int | None = None, label: str = "", hint: str = "") -> str:
    """Draw a goal's level as a native choice; with scripts, minus and plus stand beside the ladder."""
    view = field_view(bound, label=label, hint=hint)
    value = str(bound.value() if bound.value() is not None else "")
    chosen = int(value) if value in LEVELS else was
    words = "|".join(str(marks.level_words(level)) for level in range(-2, 3))
    return draw("level_stepper", {"view": view, "was": was, "now": chosen, "words": words})


@register.simple_tag
def error_summary(*form_list: BaseForm, title: str = "", kept: str = "") -> str:
    """Draw everything to put right, with links; ``kept`` says that the text is safe. Nothing when all is well."""
    return draw(
        "error_summary",
        {"problems": problems_of(form_list), "title": title, "kept": kept},
    )


@register.simple_tag
def facts(items: Sequence[Fact]) -> str:
    """Draw names and their values."""
    return draw("facts", {"items": items})


@register.simple_tag
def tabs(links: Sequence[Link], label: str) -> str:
    """Draw tabs as links to pages of their own."""
    return draw("tabs", {"links": links, "label": label})


@register.simple_tag
def progress(done: int, full: int, label: str, count: str, *, note: str = "", stop_url: str = "") -> str:
    """Draw a long job: what is made, ``count`` in words, and that one may leave."""
    return draw(
        "progress",
        {
            "done": done,
            "full": full,
            "label": label,
            "count": count,
            "note": note,
            "stop_url": stop_url,
        },
    )


@register.simple_tag
def shapes(*, rows: int = 3) -> str:
    """Draw still shapes of rows that are on their way; they appear after 400 ms."""
    return draw("shapes", {"rows": range(rows)})


@register.simple_tag
def versions(mine: Version, theirs: Version, name: str) -> str:
    """Draw two versions of a text side by side; each has a button of the form field ``name`` that keeps it."""
    return draw("versions", {"versions": (mine, theirs), "name": name})


@register.simple_tag
def rating(value: int | None, label: str, *, note: str = "", role: str = "pine", full: int = 10) -> str:
    """Draw one person's rating on its own row, from 1 to ``full``; ``None`` is "not asked yet"."""
    marks.known(role, ROLES, "The role of a rating")
    steps = [value is not None and step <= value for step in range(1, full + 1)]
    return draw(
        "rating",
        {"value": value, "label": label, "note": note, "role": role, "steps": steps},
    )


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    sub: str = "",
    more_url: str = "",
    more: str = "",
    kind: str = "",
    level: int = 2,
    anchor: str = "",
) -> str:
    """Draw a card around what stands inside; ``more`` is its link at the end of the head."""
    marks.known(kind, ("", "sunken", "urgent", "answer"), "The kind of a card")
    return draw(
        "card",
        {
            "content": content,
            "title": title,
            "sub": sub,
            "more_url": more_url,
            "more": more,
            "kind": kind,
            "heading": f"h{level}",
            "anchor": anchor,
        },
    )


@register.simple_block_tag
def notice(
    content: str,
    *,
    role: str = "sky",
    icon: str = "info-circle",
    title: str = "",
    kind: str = "",
    live: bool = False,
) -> str:
    """Draw a notice; ``kind="outline"`` for what is urgent, ``live`` to have it read out."""
    marks.known(role, ROLES, "The role of a notice")
    marks.known(kind, ("", "outline"), "The kind of a notice")
    return draw(
        "notice",
        {
            "content": content,
            "role": role,
            "icon_name": icon,
            "title": title,
            "kind": kind,
            "live": live,
        },
    )


@register.simple_block_tag
def empty_place(content: str, *, title: str, text: str = "", level: int = 3) -> str:
    """Draw an empty place with the two lines: what belongs here, and inside the tag the first step."""
    return draw(
        "empty",
        {"content": content, "title": title, "text": text, "heading": f"h{level}"},
    )


@register.simple_block_tag
def dialog(content: str, *, name: str, title: str, size: str = "") -> str:
    """Draw a native dialog; a button with ``data-opens="<name>"`` opens it."""
    return draw("dialog", {"content": content, "name": name, "title": title, "size": size})


@register.simple_block_tag
def moment(content: str, *, when: str, icon: str, role: str, when_iso: str = "") -> str:
    """Draw one entry of a timeline: inside ``<ol class="timeline">``."""
    marks.known(role, ROLES, "The role of a moment")
    return draw(
        "moment",
        {
            "content": content,
            "when": when,
            "icon_name": icon,
            "role": role,
            "when_iso": when_iso,
        },
    )


@register.simple_block_tag
def menu(content: str, label: str, *, icon: str = "dots", words: bool = False) -> str:
    """Draw a menu of ``menu-item`` links behind a button."""
    return draw("menu", {"content": content, "label": label, "icon_name": icon, "words": words})


@register.simple_block_tag
def more(content: str, label: str) -> str:
    """Draw something that opens in place."""
    return draw("more", {"content": content, "label": label})


@register.inclusion_tag("ui/parts/styles.html")
def ui_styles() -> dict[str, Any]:
    """Link the style sheets in the order of their layers; the one that holds them all where files were collected."""
    return {"styles": (BUNDLE,) if getattr(staticfiles_storage, "bundled", False) else STYLES}


@register.inclusion_tag("ui/parts/scripts.html")
def ui_scripts(*names: str) -> dict[str, Any]:
    """Link the named scripts as modules; without names, all of the desk's."""
    return {"scripts": names or SCRIPTS}
