"""Names against the glossary (contract 11): every one has a line there, and words that are not used are not used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.apps import apps

from tests.house.reading import ROOMS, ROOT, SOURCE, modules

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
USED, NOT_USED = GLOSSARY.split("## Words that are not used")
NEVER = {"client", "child", "patient", "beneficiary", "family", "file", "episode", "matter", "questionnaire", "user"}
LABELS = {label for rooms in ROOMS.values() for label in rooms}

NO_NOUN = {
    "import_gedcom": "named for the format that comes in",
    "give": "a role's sight of a team; the role's own verb is give_role",
    "take": "the other way round",
    "invite": "its noun is its argument, the worker",
    "exclude": "its noun is its argument, the actor",
    "assign": "a circle to an actor; a case has assign_worker",
    "assign_many": "circles to actors",
    "throw_away": "drafts/actions has one noun",
    "once": "the first press of a save",
    "submit_once": "a save that counts once",
    "remember": "where a save led to",
    "remember_not_same": "the noun is NotSamePerson",
    "bring_in": "a worker, a person: the arguments say which",
    "pass_on": "an intake, its argument",
    "relate": "two persons, its arguments",
    "relate_many": "pairs of persons, its arguments",
    "screen": "an intake, its argument",
    "acknowledge": "an urgent intake, its argument",
    "escalate_urgent": "every urgent intake that waits",
    "book_instead": "an appointment, for a contact that has not happened yet",
    "break_glass": "the field's own words for emergency access",
    "hand_over": "a case, its argument",
    "close": "a case, its argument; the journey is close_case",
    "reopen": "a case, its argument; the journey is reopen_case",
    "reach": "a milestone, its argument",
    "take_back": "a milestone, its argument",
    "look_at": "an area of an assessment, its argument",
    "fill": "a document, its argument",
    "set_broken": "a document, its argument",
    "let_go": "what leaves, its argument; what stays of it is a Disclosure",
    "report_worry": "harm that somebody fears; what stays of it is a Disclosure",
}
"""Verbs whose noun is an argument or goes without saying."""


def words(text: str) -> set[str]:
    """The words of a glossary name or of a function, singular, in small letters."""
    parts = re.findall(r"[A-Z]?[a-z]+", text)
    return {part.lower().removesuffix("s") for part in parts} | {part.lower() for part in parts}


def entries() -> set[str]:
    """The first cell of every line of the glossary."""
    return {row.split("|")[1].strip().strip("`") for row in USED.splitlines() if row.startswith("| ")}


def named_sets() -> Iterator[str]:
    for module in modules():
        if module.path.name == "enums.py":
            yield from (node.name for node in module.tree.body if isinstance(node, ast.ClassDef))


def classes() -> Iterator[tuple[str, str]]:
    for module in modules():
        if module.path.relative_to(SOURCE).parts[0] in ROOMS:
            yield from ((module.name, node.name) for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def verbs() -> Iterator[str]:
    """Every verb: a public function of a room's actions or of the journeys whose last argument is ``by``."""
    for module in modules():
        parts = module.path.relative_to(SOURCE).parts
        if "actions" not in {part.removesuffix(".py") for part in parts} and "journeys" not in parts:
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = [argument.arg for argument in node.args.kwonlyargs]
                if arguments and arguments[-1] == "by" and not node.args.args:
                    yield node.name


def test_every_model_has_a_line() -> None:
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in LABELS}
    assert not sorted(models - entries())


def test_every_named_set_has_a_line() -> None:
    assert not sorted(set(named_sets()) - entries())


def test_every_room_has_a_line_and_every_line_a_room() -> None:
    rooms = {
        str(path.parent.relative_to(SOURCE))
        for path in SOURCE.glob("*/*/__init__.py")
        if path.parent.parent.name != "config" and path.parent.name != "locale"
    }
    assert {entry for entry in entries() if "/" in entry} == rooms


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    told = USED.split("## Names in the code")[1].split("## Other words")[0]
    lines = {row.split("|")[1].strip() for row in told.splitlines() if row.startswith("| ")} - {"Name"}
    assert not sorted(lines - {name for _, name in classes()} - {"Row"})


def test_every_verb_has_a_noun_of_the_glossary() -> None:
    nouns = set().union(*(words(entry) for entry in entries()))
    strange = {verb for verb in verbs() if verb not in NO_NOUN and not words(verb.split("_", 1)[-1]) & nouns}
    assert not sorted(strange)
    assert not sorted(NO_NOUN.keys() - set(verbs())), "a reason without a verb"


def test_words_that_are_not_used_name_no_class_and_no_table() -> None:
    assert not [(module, name) for module, name in classes() if name.lower() in NEVER]
    tables = {model._meta.db_table.split("_", 1)[-1] for model in apps.get_models() if model._meta.app_label in LABELS}
    assert not tables & NEVER


def test_the_glossary_says_why_each_word_is_not_used() -> None:
    assert not [word for word in NEVER if not re.search(rf"\b{word}\b", NOT_USED)]
