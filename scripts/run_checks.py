"""Format, lint, types, import contracts and house tests, all of them, and at the end one line for each.

House tests that open every page as everybody are long; they run with the suite (``make test``), once.

Run: ``python scripts/run_checks.py``. Answers 1 when any of them found something.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CODE = ["alongside", "bench", "tests", "scripts"]

TEMPLATE_RULES_LEFT_OUT = "D018,H015,H020,H043"
"""D018: addresses are part of the contract, as written. H015: headings follow the page's outline. H020: an empty
place is filled by a script, or is a drawing. H043: a button without a type sends its form, which is what is meant."""

CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--quiet", *CODE],
    "lint": ["ruff", "check", *CODE],
    "templates": [
        "djlint",
        "--profile",
        "django",
        "--ignore",
        TEMPLATE_RULES_LEFT_OUT,
        "--lint",
        "--quiet",
        "alongside",
    ],
    "types": ["mypy", *CODE],
    "import contracts": ["lint-imports"],
    "house": ["pytest", "tests/house", "-n", "2", "-q", "-m", "not long"],
}


def run(command: list[str]) -> bool:
    """Run one tool of the environment from the root of the project and tell whether it was content."""
    tool = BIN / command[0]
    found = str(tool) if tool.exists() else shutil.which(command[0])
    if found is None:
        print(f"{command[0]} is not installed.", file=sys.stderr)
        return False
    return subprocess.run([found, *command[1:]], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    """Run every check, also after one that failed, and sum up."""
    told = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        content = run(command)
        told.append((content, f"{'ok  ' if content else 'FIX '} {name} ({time.monotonic() - started:.0f} s)"))
    print("\n".join(line for _, line in told), flush=True)
    return 0 if all(content for content, _ in told) else 1


if __name__ == "__main__":
    raise SystemExit(main())
