"""Where the embedded database lives on disk, and the files that keep several processes out of each other's way.

In the folder of one cluster::

    data/             PostgreSQL's own files, readable by the database's account alone
    postgresql.conf   written at each start, as is pg_hba.conf
    admin-password    the administrator's password, mode 0600
    server.log        what the server said
    turn.lock         held while somebody starts or stops the server
    lease.lock        held, shared, by every process that needs the server
    server.lock       held by the server itself for as long as any part of it lives

Locks are ``flock`` locks: the system lets go of them when their holder dies, however it dies.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from alongside.ground.postgres import DatabaseUnavailable
from alongside.ground.postgres.account import Account, account_for, is_root, make_open

SHELTER = Path("/var/lib/alongside")
FOLDER = "postgres"
NOTE = "THE-DATABASE-IS-ELSEWHERE.txt"
TURN_SECONDS = 180
LOG_CEILING = 5 * 1024 * 1024


def shelter_for(data_dir: Path) -> Path:
    """The folder below ``SHELTER`` for a data folder that the database's account cannot reach."""
    return SHELTER / f"{data_dir.name}-{hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]}"


class Home:
    """The folder of one cluster. ``data_dir`` is the whole data folder of the installation (``DATA_DIR``)."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.absolute()
        self.account: Account = Account()
        self.path = self.data_dir / FOLDER
        self.sheltered = False

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.path / "server.log"

    def settle(self) -> None:
        """Choose the place and the account, and make the folder with the rights it needs. Nothing else is changed."""
        try:
            self._make_data_dir()
            self.account = account_for(self.data)
            if not self.account.enters(self.data_dir):
                self._take_shelter()
            self._make_own_folder()
        except PermissionError as error:
            raise self._foreign(Path(error.filename)) from error
        if not is_root() and self.path.stat().st_uid != os.geteuid():
            raise self._foreign(self.path)

    def _foreign(self, path: Path) -> DatabaseUnavailable:
        return DatabaseUnavailable(
            f"The data folder {self.data_dir} belongs to another account ({path} may not be used); "
            "start Alongside with that account, or name another folder with DATA_DIR."
        )

    def _make_data_dir(self) -> None:
        if not self.data_dir.exists():
            self.data_dir.parent.mkdir(parents=True, exist_ok=True)
            self.data_dir.mkdir(exist_ok=True)
            if is_root():
                self.data_dir.chmod(0o711)

    def _take_shelter(self) -> None:
        """Move the home to a place that the account reaches, unless a database already lies here or elsewhere."""
        if self.data.exists():
            raise DatabaseUnavailable(
                f"The account of the database can no longer reach {self.data}; move the folder {self.data_dir} to a "
                "place that every account may enter, or start Alongside as an ordinary account."
            )
        place = shelter_for(self.data_dir)
        note = self.data_dir / NOTE
        known = note.read_text(encoding="utf-8").splitlines()[0] if note.is_file() else str(place / FOLDER)
        if known != str(place / FOLDER):
            raise DatabaseUnavailable(
                f"This data folder was moved and its database is still in {known}; move that folder to "
                f"{place / FOLDER}, or delete {note} to begin with an empty database."
            )
        make_open(place)
        self.path, self.sheltered = place / FOLDER, True
        self.account = account_for(self.data)
        if not self.account.enters(place):
            raise DatabaseUnavailable(
                f"The account of the database reaches neither {self.data_dir} nor {place}; name a folder that every "
                "account may enter with DATA_DIR."
            )
        if not note.is_file():
            text = "PostgreSQL does not run as root, and its account cannot enter this folder."
            self.replace(note, f"{self.path}\n\n{text} The database is in the folder named above.\n")

    def _make_own_folder(self) -> None:
        if not self.path.exists():
            self.path.mkdir(exist_ok=True)
            self.path.chmod(0o700)
        if self.account.gid is not None and self.path.stat().st_uid == 0:
            # Root keeps the folder, so that the database's account cannot plant links for root to follow.
            os.chown(self.path, 0, self.account.gid)
            self.path.chmod(0o710)

    def open(self, name: str, flags: int = os.O_RDWR, mode: int = 0o600) -> int:
        """Open the file ``name`` of this folder, made when missing; return its descriptor. Links are refused."""
        handle = os.open(self.path / name, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
        self._hand_over(handle, self.path)
        return handle

    @staticmethod
    def _hand_over(handle: int, folder: Path) -> None:
        """In somebody else's folder root leaves no file that its owner could not open later."""
        facts = folder.stat()
        if is_root() and facts.st_uid != 0:
            os.fchown(handle, facts.st_uid, facts.st_gid)

    def replace(self, file: Path, text: str, *, mode: int = 0o600, gid: int | None = None) -> None:
        """Write ``text`` to ``file`` whole or not at all; ``gid`` is the group that may read it, for root."""
        scratch = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            self._hand_over(handle, file.parent)
            if gid is not None and file.parent.stat().st_uid == 0:
                os.fchown(handle, 0, gid)
            os.fchmod(handle, mode)
        scratch.replace(file)

    def open_log(self) -> int:
        """Open the server's log for appending; a long one is put aside as ``server.log.1`` first."""
        with suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_CEILING:
                self.log.replace(self.log.with_name("server.log.1"))
        return self.open("server.log", os.O_WRONLY | os.O_APPEND)

    def last_words(self) -> str:
        """The last complaint in the server's log, for an error message."""
        with suppress(OSError):
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
            told = [line.split("FATAL:")[-1].strip() for line in lines if "FATAL:" in line]
            return told[-1] if told else (lines[-1] if lines else "it said nothing")
        return "its log cannot be read"

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the one turn to start or stop the server; waits for others, at most three minutes."""
        handle = self.open("turn.lock")
        try:
            deadline = time.monotonic() + TURN_SECONDS
            while not try_lock(handle, fcntl.LOCK_EX):
                if time.monotonic() > deadline:
                    raise DatabaseUnavailable(
                        "Another process has been starting or stopping the database for three minutes; "
                        "stop it and try again."
                    )
                time.sleep(0.05)
            yield
        finally:
            os.close(handle)


def try_lock(handle: int, kind: int) -> bool:
    """Try to take the lock of ``kind`` (``fcntl.LOCK_EX`` or ``LOCK_SH``) at once, and tell whether it was got."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
