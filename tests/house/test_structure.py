"""Contracts of the house that the import linter cannot see (house.md, "Contracts": 1, 2, 10)."""

from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps

from tests.house.reading import ROOMS, ROOT, SOURCE, Module, functions, height, modules

FILE_CEILING = 500
FUNCTION_CEILING = 60
OUR_LABELS = {label for rooms in ROOMS.values() for label in rooms}
FORBIDDEN = {
    r"\bapps\.get_model\b|\bregistry\.get_model\b": {"alongside/ground/foundation/guards.py"},
    r"\bimportlib\b|\b__import__\b": set(),
    r"\bdjango\.db\.models\.signals\b|\bdjango\.dispatch\b|@receiver\b": set(),
    r"\b_base_manager\b": set(),
    r"\.raw\(|\.extra\(": set(),
}
TEST_FREE = {"__init__.py", "apps.py", "enums.py", "urls.py", "wsgi.py", "models.py", "policies.py"}
"""Modules without verbs of their own: what they declare is tested by every test that uses it."""


def test_every_room_is_inspected() -> None:
    assert {storey: set(rooms) for storey, rooms in ROOMS.items()} == {
        storey: {path.parent.name for path in (SOURCE / storey).glob("*/__init__.py")} for storey in ROOMS
    }


def test_foreign_keys_descend_the_storeys() -> None:
    climbing = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in OUR_LABELS:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or target._meta.app_label not in OUR_LABELS:
                continue
            if height(target._meta.app_label) > height(label):
                climbing.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert not climbing


def test_the_one_id_without_a_foreign_key_is_the_subject_of_a_circle() -> None:
    bare = []
    allowed = {"CircleSubject.person_id", "Grant.scope_id", "ImportedRow.row_id"}
    logs = {"Reading", "History"}
    for model in apps.get_models():
        if model._meta.app_label not in OUR_LABELS or model.__name__ in logs:
            continue
        for field in model._meta.get_fields():
            plain = field.concrete and not field.is_relation and field.name.endswith("_id")
            if plain and field.name != "public_id" and f"{model.__name__}.{field.name}" not in allowed:
                bare.append(f"{model.__name__}.{field.name}")
    assert not bare


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_forbidden_words_stay_out(pattern: str) -> None:
    found = [
        module.name for module in modules() if re.search(pattern, module.text) and module.name not in FORBIDDEN[pattern]
    ]
    assert not found


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        f"{module.name}:{inner.lineno}"
        for module in modules()
        for function in functions(module)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not found


def test_no_model_has_a_save_of_its_own() -> None:
    found = [
        f"{module.name}:{function.name}"
        for module in modules()
        if module.path.name == "models.py" or "models" in module.path.parts
        for function in functions(module)
        if function.name in {"save", "delete", "clean", "full_clean"}
    ]
    assert not found


def test_no_file_passes_its_ceiling() -> None:
    paths = [path for path in ROOT.rglob("*") if path.suffix in {".py", ".html", ".css", ".js"}]
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in paths
        if not {"node_modules", ".venv", "vendor", "staticfiles", "migrations", "var", "build", ".cache"}
        & set(path.parts)
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > FILE_CEILING
    ]
    assert not long


def test_no_function_passes_its_ceiling() -> None:
    long = [
        f"{module.name}:{function.name}: {length}"
        for module in modules()
        for function in functions(module)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_CEILING
    ]
    assert not long


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{module.name}:{node.name}"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent


def has_test(module: Module) -> bool:
    """Whether a test file stands for the module: of the same name, or of its folder's name."""
    parts = module.path.relative_to(ROOT / "alongside").with_suffix("").parts
    names = {f"test_{parts[-1]}.py", f"test_{parts[-2]}.py"} | {f"test_{part}.py" for part in parts[2:]}
    storey = ROOT / "tests" / ("doors" if parts[0] == "doors" else "rooms")
    inside = storey.joinpath(*(parts[1:-1] if parts[0] == "doors" else parts[:-1]))
    places = [inside, *[parent for parent in inside.parents if storey in parent.parents or parent == storey]]
    return any((place / name).exists() for place in places for name in names)


def test_every_source_module_has_its_test_file() -> None:
    verbs = [one for one in modules() if one.path.name not in TEST_FREE and one.path.parent.name != "models"]
    without = [module.name for module in verbs if not has_test(module)]
    assert not without, "write a test file for each"


def test_marks_of_unfinished_work_are_absent() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert not [module.name for module in modules() if marks.search(module.text)]
