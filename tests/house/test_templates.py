"""Templates: none unused, no script or style, no walking along relations, every word translatable (contract 8)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import allauth
import pytest

from tests.house.reading import SOURCE, modules

TEMPLATES = sorted(path for kind in ("html", "txt") for path in SOURCE.rglob(f"templates/**/*.{kind}"))
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
LIBRARY = Path(allauth.__file__).parent
GALLERY = "ui/gallery"

COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"\{% blocktranslate\b.*?\{% endblocktranslate %\}", re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ELEMENTS = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"\s(?:title|alt|placeholder|aria-label|aria-description)\s*=\s*(\"[^\"]*\"|'[^']*')", re.DOTALL)
ENTITIES = re.compile(r"&#?\w+;")
LETTERS = re.compile(r"[^\W\d_]{2,}")
FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that runs a script": re.compile(r"javascript:", re.IGNORECASE),
    "walking along a relation": re.compile(r"\.objects\b|\b\w+_set\b|\.all\b|\.select_related\b|\._meta\b"),
}

PLAIN_WORDS = {
    # attributes, included inside an element
    "desk/intakes/_live.html": {"hx", "post", "include", "target", "known", "sync", "replace"},
}
"""Words that stand outside translation and are no words that people see, by template."""

NO_VIEW = {
    "ui/gallery.html": "every part in every state, drawn by the tests of the parts; no address shows it",
}
"""Templates that no view asks for, each with its reason."""


def name_of(path: Path) -> str:
    """The name by which Django finds a template."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


NAMES = [name_of(path) for path in TEMPLATES]


@cache
def text_of(path: Path) -> str:
    """A template without its comments."""
    return COMMENTS.sub("", path.read_text(encoding="utf-8"))


@cache
def named() -> frozenset[str]:
    """Every string of the code and of the templates that ends like a template."""
    in_code = {text for texts in strings().values() for text in texts if text.endswith((".html", ".txt"))}
    quoted = {name for path in TEMPLATES for name in re.findall(r"[\"']([\w/.-]+\.(?:html|txt))[\"']", text_of(path))}
    return frozenset(in_code | quoted)


@cache
def composed() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Names that the code puts together, each with the strings of its package that may stand in the gap."""
    found = []
    for module in modules():
        for node in ast.walk(module.tree) if ".html" in module.text else ():
            if not isinstance(node, ast.JoinedStr):
                continue
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if isinstance(parts[-1], str) and parts[-1].endswith(".html"):
                pattern = "".join(re.escape(part) if isinstance(part, str) else r"([\w/-]+)" for part in parts)
                found.append((re.compile(pattern), strings_below(module.path.parent)))
    return tuple(found)


@cache
def strings_below(folder: Path) -> frozenset[str]:
    """Every string of the modules in a package."""
    return frozenset(text for path, texts in strings().items() if folder in path.parents for text in texts)


@cache
def strings() -> dict[Path, frozenset[str]]:
    """Every string of each module, read once for all questions."""
    return {
        module.path: frozenset(
            node.value
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        for module in modules()
    }


def is_used(name: str) -> bool:
    """Whether a view, a tag, another template or the sign-in library asks for a template."""
    if name in named() or any(
        found and set(found.groups()) <= words for pattern, words in composed() for found in [pattern.fullmatch(name)]
    ):
        return True
    return name.split("/", maxsplit=1)[0] in {"account", "mfa", "usersessions"} and of_library(name)


def of_library(name: str) -> bool:
    """Whether the sign-in library has a template of this name, in whose place ours stands."""
    return (LIBRARY / "templates" / name).exists()


def bare_words(path: Path) -> Iterator[str]:
    """Words that people see and that no translation reaches."""
    text = TAGS.sub(" ", TRANSLATED.sub(" ", text_of(path)))
    for spoken in SPOKEN.findall(text):
        yield from LETTERS.findall(ENTITIES.sub(" ", spoken))
    yield from LETTERS.findall(ENTITIES.sub(" ", ELEMENTS.sub(" ", text)))


def test_there_are_templates_to_look_at() -> None:
    assert len(PAGES) > 100


def test_every_template_is_used() -> None:
    assert not [name for name in NAMES if not is_used(name) and name not in NO_VIEW]


def test_reasons_have_a_template() -> None:
    assert not {*NO_VIEW, *PLAIN_WORDS} - set(NAMES)
    assert not [name for name in NO_VIEW if is_used(name)]


def test_every_template_that_is_asked_for_is_there() -> None:
    ours = {name for name in named() if name.split("/")[0] in {"desk", "console", "ui"}}
    assert not sorted(ours - set(NAMES))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_template_holds_no(what: str) -> None:
    blank = TAGS if what != "walking along a relation" else re.compile(r"(?!)")
    assert not [name_of(path) for path in PAGES if FORBIDDEN[what].search(blank.sub("", text_of(path)))]


def test_every_word_can_be_translated() -> None:
    bare = {name_of(path): set(bare_words(path)) for path in PAGES if GALLERY not in str(path)}
    assert not {name: left for name, words in bare.items() if (left := words - PLAIN_WORDS.get(name, set()))}


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Save</p>", ["Save"]),
        ('<p>{% translate "Save" %}</p>', []),
        ("{% blocktranslate %}Save <b>it</b>{% endblocktranslate %}", []),
        ('<button aria-label="Close it">{{ word }}</button>', ["Close", "it"]),
        ("<p>{# Save #}&nbsp;{{ name }}</p>", []),
        ("<a {% if a > b %}href=x{% endif %}>Go</a>", ["Go"]),
    ],
)
def test_the_search_for_words_finds_what_people_see(tmp_path: Path, html: str, words: list[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    assert list(bare_words(path)) == words
