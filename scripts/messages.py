"""Message catalogues: collect what people see, and make the catalogues that pages read. No GNU gettext is needed.

``extract``  collect every translatable text of code and templates into ``alongside/locale/django.pot`` and bring the
             catalogue of each language up to date with it (what a translator wrote is kept).
``pseudo``   make the two pseudo-languages of the tests: ``en_XA``, accented and two fifths longer, and ``ar_XB``,
             written from right to left. Both keep placeholders and markup, and are made anew by each build.
``compile``  make the pseudo-languages, then every ``.mo`` from its ``.po``.

Run: ``python scripts/messages.py extract|pseudo|compile``. ``compile`` does nothing when nothing changed.
"""

import argparse
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Text
from babel.messages.extract import extract as extract_messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "alongside"
LOCALE = SOURCES / "locale"
TEMPLATE = LOCALE / "django.pot"
STAMP = LOCALE / ".stamp"
PSEUDO = ("en_XA", "ar_XB")
LIBRARIES = (django, allauth)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_now": None,
    "lazy_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Message = tuple[int, str | tuple[str, ...], list[str], str | None]

KEPT = re.compile(r"%%\w+%%|%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdif%]|\{[^{}]*\}|<[^<>]+>|&#?\w+;")
ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒĝĥíĵķļɱñóþǫŕšťúṽŵẋýžÁɃÇĐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŤÚṼŴẊÝŽ",
)
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدعفغهيجكلمنوپقرستوڤشخيز")
FILLER = " ŀóñĝéŕ"
GROWTH = 0.4


def source_files() -> list[Path]:
    """Every file that can hold a text for people: code, and templates (HTML, and plain text in template folders)."""
    found = [*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html"), *SOURCES.rglob("templates/**/*.txt")]
    return sorted(path for path in found if "migrations" not in path.parts)


def readable(path: Path) -> str:
    """The source of ``path`` as Python: templates are turned into calls and lose their indentation."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "".join(line.lstrip(" \t") for line in templatize(text, origin=str(path)).splitlines(keepends=True))


def messages_of(path: Path) -> Iterator[Message]:
    """The messages in ``path``: line, text (singular and plural where it has both), comments, context."""
    stream = io.BytesIO(readable(path).encode())
    options = {"encoding": "utf-8"}
    yield from extract_messages("python", stream, KEYWORDS, ["Translators"], options)


def collected() -> Catalog:
    """One catalogue of everything that people can see, without line numbers, so that it changes only with the texts."""
    catalog = Catalog(project="Alongside", charset="utf-8", fuzzy=False)
    for path in source_files():
        for _, text, comments, context in messages_of(path):
            if text:
                place = [(path.relative_to(ROOT).as_posix(), 0)]
                catalog.add(text, locations=place, auto_comments=comments, context=context)
    return catalog


def extract() -> int:
    """Write the template and update the catalogue of each language; return how many messages there are."""
    catalog = collected()
    LOCALE.mkdir(exist_ok=True)
    with TEMPLATE.open("wb") as stream:
        write_po(stream, catalog, omit_header=False, sort_output=True, include_lineno=False, width=110)
    for path in catalogues():
        with path.open("rb") as stream:
            language = read_po(stream, locale=path.parents[1].name)
        language.update(catalog)
        with path.open("wb") as stream:
            write_po(stream, language, sort_output=True, include_lineno=False, width=110)
    return len(catalog)


def catalogues() -> list[Path]:
    """The catalogues that people write: all but the pseudo-languages."""
    return sorted(path for path in LOCALE.glob("*/LC_MESSAGES/django.po") if path.parents[1].name not in PSEUDO)


def altered(text: str, language: str) -> str:
    """``text`` in the pseudo-language ``en_XA`` or ``ar_XB``; placeholders, markup and outer white space stay."""
    core = text.strip()
    if not core:
        return text
    table = ACCENTED if language == "en_XA" else ARABIC
    plain, kept = KEPT.split(core), KEPT.findall(core)
    pieces = [(part if language == "en_XA" else part.lower()).translate(table) for part in plain]
    wanted = round(sum(map(len, plain)) * GROWTH)
    if language == "en_XA" and wanted:
        pieces[-1] += (FILLER * (wanted // len(FILLER) + 1))[:wanted].rstrip()
    changed = "".join(piece + mark for piece, mark in zip(pieces, [*kept, ""], strict=True))
    start = text.index(core)
    return text[:start] + changed + text[start + len(core) :]


def pseudo(catalog: Catalog, language: str) -> Catalog:
    """``catalog`` in the pseudo-language ``language``."""
    made = Catalog(locale=language[:2], project="Alongside", charset="utf-8", fuzzy=False)
    for message in catalog:
        if not message.id:
            continue
        if isinstance(message.id, str):
            made.add(message.id, altered(message.id, language), context=message.context)
        else:
            one, many = message.id
            forms = [
                altered(one if index == 0 and made.num_plurals == 2 else many, language)
                for index in range(made.num_plurals)
            ]
            made.add(message.id, tuple(forms), context=message.context)
    return made


def borrowed() -> Iterator[Text]:
    """The texts of the libraries that people see too: names of months, words about what was typed wrongly."""
    for library in LIBRARIES:
        found = Path(library.__file__ or "").parent.glob("**/locale/en/LC_MESSAGES/django.po")
        for path in sorted(found):
            if "contrib" not in path.parts:
                with path.open("rb") as stream:
                    yield from read_po(stream)


def write_pseudo() -> None:
    """Write the catalogues of the pseudo-languages: of everything that can be translated, whoever wrote it."""
    catalog = collected()
    for message in borrowed():
        if message.id and not catalog.get(message.id, message.context):
            catalog.add(message.id, context=message.context)
    for language in PSEUDO:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_po(stream, pseudo(catalog, language), no_location=True, sort_output=True, width=110)


def fingerprint() -> str:
    """A digest of every source and catalogue, by size and time of change."""
    files = [Path(__file__), *source_files(), *LOCALE.glob("*/LC_MESSAGES/django.*o")]
    facts = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(files)]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def compile_all() -> int:
    """Write every ``.mo`` unless nothing changed; return how many languages were written."""
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint():
        return 0
    write_pseudo()
    paths = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
    for path in paths:
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=path.parents[1].name[:2])
        with path.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalog)
    STAMP.write_text(fingerprint(), encoding="utf-8")
    return len(paths)


def main() -> int:
    """Do what the first argument says, and say what was done."""
    parser = argparse.ArgumentParser(description="Collect and compile the texts that people see.")
    parser.add_argument("task", choices=["extract", "pseudo", "compile"])
    task = parser.parse_args().task
    settings.configure(USE_I18N=True)
    started = datetime.now(UTC)
    if task == "extract":
        print(f"Messages: {extract()} in {TEMPLATE.relative_to(ROOT)}.")
    elif task == "pseudo":
        write_pseudo()
        print(f"Pseudo-languages: {', '.join(PSEUDO)}.")
    elif written := compile_all():
        print(f"Messages: {written} languages in {(datetime.now(UTC) - started).total_seconds():.1f} s.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
