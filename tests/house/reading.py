"""What the house tests read of the source: modules, functions, storeys."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "alongside"

STOREYS = ("ground", "agency", "record", "practice", "oversight", "doors")
ROOMS = {
    "agency": ("organisation", "access", "keys", "staff", "tokens", "drafts"),
    "record": ("people", "intakes", "cases"),
    "practice": (
        *("documents", "consents", "careteams", "assessments", "dynamics", "choices", "plans", "contacts"),
        "corrections",
    ),
    "oversight": (
        "imports",
        "exports",
        "audit",
        "requests",
        "breaches",
        "outcomes",
        "disposals",
        "overviews",
        "journeys",
        "demonstration",
    ),
}


@dataclass(frozen=True)
class Module:
    """One source file, parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the root of the repository."""
        return str(self.path.relative_to(ROOT))


@cache
def modules() -> tuple[Module, ...]:
    """Every source module but generated migrations."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, text, ast.parse(text)))
    return tuple(found)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def height(label: str) -> int:
    """How high a room stands, counted from the ground: rooms of one storey in their own order."""
    order = [room for storey in ("agency", "record", "practice", "oversight") for room in ROOMS[storey]]
    return order.index(label)
