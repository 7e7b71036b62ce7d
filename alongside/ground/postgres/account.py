"""The account that the database server runs as.

PostgreSQL refuses to run as root. As an ordinary person the server is simply hers. As root it gets an unprivileged
account of its own, so that a fault in the database reaches nothing else on the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from alongside.ground.postgres import DatabaseUnavailable

NAME = "alongside-db"
STAND_INS = ("postgres", "nobody")
PROBE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Account:
    """Whose rights the server has. ``uid`` and ``gid`` are None when they are simply the caller's."""

    uid: int | None = None
    gid: int | None = None

    def run(
        self, command: list[str | Path], *, timeout: float | None = None, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run ``command`` with the rights of this account, from the root folder, and return what it said.

        ``timeout`` is in seconds. A command that cannot be started at all answers 126, as a shell would.
        """
        arguments = [str(part) for part in command]
        try:
            return subprocess.run(
                arguments,
                input=text if text is not None else "",
                cwd="/",
                env=environment(),
                capture_output=True,
                text=True,
                timeout=timeout,
                check=False,
                user=self.uid,
                group=self.gid,
                extra_groups=self.extra_groups,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return subprocess.CompletedProcess(arguments, 126, "", str(error))

    @property
    def extra_groups(self) -> list[int] | None:
        """No further groups when rights are dropped; None leaves the caller's."""
        return None if self.uid is None else []

    def enters(self, folder: Path) -> bool:
        """Tell whether this account can walk into ``folder`` through all its parents (tried, not computed)."""
        return (
            self.uid is None or self.run(["/bin/sh", "-c", 'cd -- "$0"', folder], timeout=PROBE_SECONDS).returncode == 0
        )

    def give(self, path: Path) -> None:
        """Make ``path``, and all below it when it is a folder, belong to this account. Links are not followed."""
        if self.uid is None or self.gid is None:
            return
        os.chown(path, self.uid, self.gid, follow_symlinks=False)
        if path.is_dir() and not path.is_symlink():
            for _, folders, files, handle in os.fwalk(path):
                for name in (*folders, *files):
                    os.chown(name, self.uid, self.gid, dir_fd=handle, follow_symlinks=False)


def environment() -> dict[str, str]:
    """The environment of every database program: no PG* setting of the caller leaks in, messages are plain English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def is_root() -> bool:
    """Tell whether this process has the rights of root."""
    return os.geteuid() == 0


def make_open(folder: Path) -> None:
    """Make ``folder`` and the folders missing above it, open to everybody whatever the umask; leave existing ones."""
    if not folder.exists():
        make_open(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def named(name: str) -> Account | None:
    """The account called ``name``, or None when the machine has none; never root."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def owner_of(path: Path) -> Account | None:
    """The account that owns ``path``; None when that is root, or nobody this machine knows."""
    facts = path.stat()
    try:
        pwd.getpwuid(facts.st_uid)
    except KeyError:
        return None
    return Account(facts.st_uid, facts.st_gid) if facts.st_uid else None


def create() -> None:
    """Create the account as a system account without home, shell or password; quietly do nothing where that fails."""
    tool = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if tool:
        shell = shutil.which("nologin", path="/usr/sbin:/sbin:/usr/bin:/bin") or "/bin/false"
        subprocess.run(
            [
                tool,
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                shell,
                NAME,
            ],
            capture_output=True,
            check=False,
        )


def account_for(data: Path) -> Account:
    """The account for the server whose data folder is (or will be) ``data``.

    Ordinary callers run it themselves. For root it is whoever owns the data already, else ``alongside-db`` (created
    when missing), else a stand-in that most machines have.
    """
    if not is_root():
        return Account()
    if data.exists() and (owner := owner_of(data)):
        return owner
    if named(NAME) is None:
        create()
    for name in (NAME, *STAND_INS):
        if account := named(name):
            return account
    raise DatabaseUnavailable(
        f"PostgreSQL does not run as root and the account “{NAME}” could not be created; "
        f"create it (useradd --system {NAME}), or start Alongside as an ordinary account."
    )
