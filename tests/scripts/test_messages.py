"""Texts are collected from code and templates, and the pseudo-languages break nothing but habits."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from scripts import messages

pytestmark = pytest.mark.committed


def texts(path: Path) -> set[object]:
    """All texts found in ``path``."""
    return {text for _, text, _, _ in messages.messages_of(path)}


def test_texts_of_code_are_found(tmp_path: Path) -> None:
    source = tmp_path / "page.py"
    source.write_text(
        'title = _("Record contact")\n'
        'label = pgettext("noun", "Plan")\n'
        'many = ngettext("%(count)s step", "%(count)s steps", count) % {"count": count}\n'
    )
    assert texts(source) == {"Record contact", "Plan", ("%(count)s step", "%(count)s steps")}


def test_texts_of_templates_are_found_whatever_their_indentation(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        '{% load i18n %}\n<main>\n      <h1>{% translate "My day" %}</h1>\n  <p title="{% translate \'it"s\' %}">\n'
        "        {% blocktranslate count counter=n trimmed %}\n          {{ counter }} task\n        {% plural %}\n"
        "          {{ counter }} tasks\n        {% endblocktranslate %}\n\t  (“quotes” and #signs don't matter</p>\n"
    )
    assert texts(source) == {"My day", 'it"s', ("%(counter)s task", "%(counter)s tasks")}


@pytest.mark.parametrize(
    "kept", ["%(name)s", "%s", "%%", "{count}", "<b>", "</b>", "&amp;", "&#8212;", "%(share).1f", "%%LEFT%%"]
)
@pytest.mark.parametrize("language", messages.PSEUDO)
def test_placeholders_and_markup_stay(kept: str, language: str) -> None:
    changed = messages.altered(f"before {kept} after", language)
    assert kept in changed
    assert "before" not in changed
    assert "after" not in changed


def test_the_accented_language_is_two_fifths_longer() -> None:
    text = "A record that does not exist and one that you may not see answer the same."
    assert 1.35 * len(text) <= len(messages.altered(text, "en_XA")) <= 1.45 * len(text)


def test_the_other_language_is_written_from_right_to_left() -> None:
    changed = messages.altered("Sign note", "ar_XB")
    assert all("\u0600" <= letter <= "\u06ff" for letter in changed.replace(" ", ""))


@given(st.text())
def test_white_space_around_a_text_stays(text: str) -> None:
    for language in messages.PSEUDO:
        changed = messages.altered(f"\n{text} ", language)
        assert changed.startswith("\n")
        assert changed.endswith(" ")


def test_every_form_of_a_plural_is_made() -> None:
    catalog = Catalog()
    catalog.add(("%(n)s day", "%(n)s days"))
    catalog.add("Plan", context="noun")
    english, arabic = (messages.pseudo(catalog, language) for language in messages.PSEUDO)
    forms = english["%(n)s day"].string
    assert isinstance(forms, tuple)
    assert [form.startswith(start) for form, start in zip(forms, ["%(n)s đáý", "%(n)s đáýš"], strict=True)] == [
        True,
        True,
    ]
    assert len(arabic["%(n)s day"].string or ()) == arabic.num_plurals == 6
    assert english.get("Plan", "noun") is not None
