"""Build the pages that follow from the code: ``docs/reference``, ``docs/architecture.md``, ``docs/manual/README.md``.

Run: ``python scripts/build_docs.py`` writes what has changed; ``--check`` writes nothing, names every page that is not
current and answers 1 when there is one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
os.environ.setdefault("ALONGSIDE_TESTING", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def pages() -> dict[Path, Callable[[], str]]:
    """Every generated page and what makes it. Django must be set up before."""
    from scripts import drawn, listed, operations  # what they import needs Django to be set up

    return {
        DOCS / "architecture.md": drawn.architecture,
        DOCS / "manual" / "README.md": drawn.manual,
        DOCS / "reference" / "states.md": drawn.states,
        DOCS / "reference" / "actions.md": listed.actions,
        DOCS / "reference" / "case-export.md": listed.case_export,
        DOCS / "reference" / "case-export.schema.json": listed.case_export_schema,
        DOCS / "reference" / "api.md": operations.api,
        DOCS / "reference" / "commands.md": listed.commands,
        DOCS / "reference" / "events.md": listed.events,
        DOCS / "reference" / "roles.md": listed.roles,
        DOCS / "reference" / "settings.md": listed.settings,
        DOCS / "reference" / "README.md": listed.contents,
    }


def stale() -> dict[Path, str]:
    """The pages that are not as the code would have them, each with the text that it should hold."""
    found = {}
    for path, make in pages().items():
        text = make().rstrip() + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found[path] = text
    return found


def main(arguments: list[str]) -> int:
    """Write the pages, or only check them."""
    django.setup()
    found = stale()
    if "--check" in arguments:
        for path in found:
            print(f"{path.relative_to(ROOT)} is not current; run: make docs")
        return 1 if found else 0
    for path, text in found.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"Wrote {path.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
