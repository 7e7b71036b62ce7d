"""Collect the static files of all rooms into ``staticfiles/``, named by their digest and compressed.

Run: ``python scripts/collect_static.py``. Does nothing when no static file changed.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from alongside.ground.ui.styles import STYLES

STAMP = ".stamp"


def fingerprint() -> str:
    """A digest of every static file that would be collected, by path, size and time of change."""
    facts = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            facts.append((path, stat.st_size, stat.st_mtime_ns))
    return hashlib.sha256(repr((django.get_version(), STYLES, sorted(facts))).encode()).hexdigest()


def main() -> int:
    """Collect when something changed, and say so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    target = Path(settings.STATIC_ROOT)
    stamp = target / STAMP
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    if settings.TESTING:
        sys.exit("Static files are collected for a server, not for tests: unset ALONGSIDE_TESTING.")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="utf-8")
    print(f"Static files: {sum(1 for _ in target.rglob('*'))} in {target.name}/.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
