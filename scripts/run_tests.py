"""The whole suite: what is quick, then what is long (walks in a real browser, whole stories), then what runs alone.

Run: ``python scripts/run_tests.py [options of pytest]``. Walks need a Chromium: the one named by
``ALONGSIDE_CHROMIUM``, else the system's; on Debian root gets one installed. Without one they are skipped, loudly,
unless ``ALONGSIDE_WALKS=required``. The last lines are always pytest's own summary.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WALKS = ROOT / "tests" / "walks"
QUICK, ALONE = "not walk and not long", "alone and long"
LONG, WITHOUT_BROWSER = "(walk or long) and not alone", "long and not walk and not alone"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PACKAGES = ("chromium", "fonts-noto-core", "poppler-utils")
PROCESSES = "2"
NO_TESTS = 5


def chromium() -> str | None:
    """The Chromium of this machine, or None."""
    named = os.environ.get("ALONGSIDE_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> None:
    """Install Chromium and fonts where that needs no question: as root on Debian and its kin."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium and fonts for the browser walks.", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)


def pytest(*arguments: str) -> int:
    """Run pytest in the environment of this interpreter and return its exit code."""
    environment = {**os.environ, **({"ALONGSIDE_CHROMIUM": found} if (found := chromium()) else {})}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def walks_exist() -> bool:
    """Tell whether any walk is written."""
    return any(WALKS.rglob("test_*.py"))


def main(options: list[str]) -> int:
    """Run all parts; stop after the first that fails, so that its summary comes last."""
    required = os.environ.get("ALONGSIDE_WALKS") == "required"
    walking = walks_exist()
    if walking and not chromium():
        install()
    if walking and not chromium():
        line = "NO CHROMIUM FOUND: THE BROWSER WALKS ARE NOT RUN. Install chromium, or name one in ALONGSIDE_CHROMIUM."
        print(f"\n{'!' * 100}\n{line}\n{'!' * 100}\n", file=sys.stderr, flush=True)
        if required:
            return 1
        walking = False
    two = ("-n", PROCESSES, "--dist", "loadfile")
    parts = ((QUICK, *two), (LONG if walking else WITHOUT_BROWSER, *two), (ALONE,))
    found_none = bool(options)
    for which, *how in parts:
        code = pytest("tests", "-m", which, *how, *options)
        if code not in (0, NO_TESTS) or (code == NO_TESTS and not options):
            return code
        found_none = found_none and code == NO_TESTS
    return NO_TESTS if found_none else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
