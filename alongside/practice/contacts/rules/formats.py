"""Formats of notes (Practice B10): which parts a note has, which are still missing, and how text moves between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from alongside.agency.organisation.rules import NoteFormat, ProtocolRules

SAID_BY_THE_HEADER = {"goal": "goals", "plan": "next", "next": "next"}
"""Parts that need not be written when the contact itself says them: its goals, its next step or next time."""


def format_of(rules: ProtocolRules, key: str) -> NoteFormat:
    """The note format ``key`` of a protocol, or its usual one when the protocol has no such format."""
    known = {form.key: form for form in rules.note_formats}
    return known.get(key, known[rules.default_note_format])


def format_faults(rules: ProtocolRules, key: str, parts: Collection[str]) -> dict[str, str]:
    """What is wrong with the format ``key`` of a note and the names of its ``parts``, each under its field's name."""
    form = next((form for form in rules.note_formats if form.key == key), None)
    if form is None:
        known = ", ".join(form.key for form in rules.note_formats)
        return {"format": _("This programme has no such format of notes. It has: %(known)s.") % {"known": known}}
    has = [part.key for part in form.sections]
    return {
        f"section_{part}": _("This format has no such part. It has: %(known)s.") % {"known": ", ".join(has) or "–"}
        for part in parts
        if part not in has
    }


def in_parts(rules: ProtocolRules, form: NoteFormat) -> bool:
    """Whether a note of this format is written part by part.

    The programme's usual format, and those with a single required part, are written in one go; the others were chosen
    for the sake of their parts.
    """
    return form.key != rules.default_note_format and sum(part.required for part in form.sections) > 1


def missing_parts(
    form: NoteFormat, sections: Mapping[str, str], *, goals: bool, next_said: bool
) -> list[tuple[str, str]]:
    """The required parts that say nothing yet, as (key, name).

    ``goals`` tells that the contact is linked to goals or said not to be about one, ``next_said`` that it has a next
    step or a next time: these say the parts "goal" and "plan".
    """
    said = {"goals": goals, "next": next_said}
    return [
        (part.key, part.label)
        for part in form.sections
        if part.required
        and not sections.get(part.key, "").strip()
        and not said.get(SAID_BY_THE_HEADER.get(part.key, ""), False)
    ]


def switched(old: NoteFormat, new: NoteFormat, text: str, sections: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A note moved to another format: (text, parts). Nothing is lost.

    Parts of the same name stay; parts that the new format does not have go under their name to the end of the text.
    """
    named = {part.key: part.label for part in old.sections}
    wanted = {part.key for part in new.sections}
    kept = {key: value for key, value in sections.items() if key in wanted}
    left = [
        f"{named.get(key, key)}: {value.strip()}"
        for key, value in sections.items()
        if key not in wanted and value.strip()
    ]
    return "\n\n".join([*([text.rstrip()] if text.strip() else []), *left]), kept
