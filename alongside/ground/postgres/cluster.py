"""Our own supervisor of the embedded PostgreSQL.

One server for one data folder. Every process that needs it calls ``start`` and, at its end, ``stop``: whoever comes
first starts the server, whoever leaves last stops it. A process that is killed leaves nothing behind that blocks the
next start: all claims are locks that the system releases with their holder, and a stale ``postmaster.pid`` (even one
whose number another process carries by now) is recognised and put away.

The server listens on 127.0.0.1 alone, on a port that was free, with a random password (SCRAM): the same on every
platform, and no limit on the length of a socket's path.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from alongside.ground.postgres import DatabaseUnavailable
from alongside.ground.postgres.account import environment
from alongside.ground.postgres.binaries import programs, programs_for
from alongside.ground.postgres.configuration import HOST_BASED_ACCESS, memory, server_settings, written
from alongside.ground.postgres.home import SHELTER, Home, try_lock

ADMIN = "postgres"
DATABASE = "alongside"
HOST = "127.0.0.1"
MAJOR = "18"
START_SECONDS = 180
STOP_SECONDS = 30
LAUNCHES = 3
PAUSE = 0.03
PROC = Path("/proc")
INITDB = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--auth=scram-sha-256",
    "--no-instructions",
    f"--username={ADMIN}",
)


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What ``postmaster.pid`` says of the server: its process, its port, and whether it takes connections."""

    pid: int
    port: int
    ready: bool


class Cluster:
    """The embedded database server of the data folder ``data_dir`` (``DATA_DIR``; the files are in ``postgres/``).

    ``durable`` is False only for throw-away servers of tests: then nothing is forced to disk. ``notices`` holds, after
    ``start``, the sentences that the person at the keyboard should read.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.home = Home(data_dir)
        self.durable = durable
        self.notices: list[str] = []
        self._lease: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def binaries(self) -> Path:
        """The folder with ``psql``, ``pg_dump``, ``pg_basebackup`` and the like, for the caller's own use."""
        return programs()

    def ensure_initialised(self) -> None:
        """Make the data folder and an empty cluster in it, unless they are there. Raises ``DatabaseUnavailable``."""
        self._settle()
        with self.home.turn():
            self._initialise()

    def start(self) -> bool:
        """Make sure that the server answers, and claim it until ``stop``. Tell whether this call started it.

        May be called again at any time, also after the server was killed. Raises ``DatabaseUnavailable``.
        """
        self._settle()
        with self.home.turn():
            self._initialise()
            started = self._bring_up()
            self._ensure_database(DATABASE)
            self._claim()
        return started

    def stop(self) -> bool:
        """Give up the claim; the last one to do so stops the server. Tell whether this call stopped it."""
        if self._lease is None:
            return False
        with self.home.turn():
            os.close(self._lease)
            self._lease = None
            handle = self.home.open("lease.lock")
            try:
                if not try_lock(handle, fcntl.LOCK_EX):
                    return False
                self._shut_down()
            finally:
                os.close(handle)
        return True

    def is_running(self) -> bool:
        """Tell whether the server takes connections now."""
        if not self.home.data_dir.exists():
            return False
        self._settle()
        return self._alive() and self._answers()

    def is_alive(self) -> bool:
        """Tell whether any process of the started server lives; cheap, asks it nothing."""
        return self._alive()

    def admin_url(self, dbname: str = DATABASE) -> str:
        """The address of the database ``dbname`` for the administrator of the server. The server must be running."""
        server = self._postmaster()
        if server is None:
            raise DatabaseUnavailable("The embedded database is not running; start it first.")
        return self._url(server.port, dbname)

    def ensure_database(self, name: str) -> None:
        """Create the empty database ``name``, unless it is there."""
        with self.home.turn():
            self._ensure_database(name)

    # Places

    def _settle(self) -> None:
        self.home.settle()
        self.notices = []
        if self.home.sheltered:
            self.notices.append(
                f"The database is kept in {self.home.path}: PostgreSQL does not run as root, and its account may not "
                f"enter {self.home.data_dir}."
            )

    @property
    def _password(self) -> str:
        try:
            return (self.home.path / "admin-password").read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise DatabaseUnavailable(
                f"The file {error.filename} is missing; put it back from a backup of the data folder."
            ) from error

    def _url(self, port: int, dbname: str) -> str:
        return f"postgresql://{ADMIN}:{quote(self._password, safe='')}@{HOST}:{port}/{quote(dbname, safe='')}"

    def _postmaster(self) -> Postmaster | None:
        try:
            lines = (self.home.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return Postmaster(int(lines[0]), int(lines[3]), len(lines) > 7 and lines[7].strip() == "ready")
        except (OSError, ValueError, IndexError):
            return None

    # Is it alive

    def _claim(self) -> None:
        if self._lease is None:
            handle = self.home.open("lease.lock")
            fcntl.flock(handle, fcntl.LOCK_SH)
            self._lease = handle

    def _alive(self) -> bool:
        """Tell whether any process of the server lives. Its own lock says so; the process table is the second word."""
        if not self.home.data.is_dir():
            return False
        handle = self.home.open("server.lock")
        try:
            if not try_lock(handle, fcntl.LOCK_EX):
                return True
        finally:
            os.close(handle)
        server = self._postmaster()
        return server is not None and works_in(server.pid, self.home.data)

    def _answers(self) -> bool:
        """Tell whether the server takes a connection and serves our own data folder."""
        server = self._postmaster()
        if server is None or not server.ready:
            return False
        try:
            with psycopg.connect(self._url(server.port, "postgres"), connect_timeout=5) as connection:
                row = connection.execute("SELECT current_setting('data_directory')").fetchone()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error) and works_in(server.pid, self.home.data):
                raise DatabaseUnavailable(
                    f"The password in {self.home.path / 'admin-password'} is not that of the database beside it; "
                    "put back the file from a backup of the data folder."
                ) from error
            return False
        return row is not None and os.path.realpath(row[0]) == os.path.realpath(self.home.data)

    # Making, starting, stopping; the turn is held

    def _initialise(self) -> None:
        version = self.home.data / "PG_VERSION"
        if self.home.data.is_dir():
            found = version.read_text(encoding="utf-8").strip() if version.is_file() else "nothing"
            if found != MAJOR:
                raise DatabaseUnavailable(self._other_release(found))
            if self.home.account.uid is not None and self.home.data.stat().st_uid != self.home.account.uid:
                self.home.account.give(self.home.data)
            return
        scratch = self.home.path / "data.new"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        self.home.account.give(scratch)
        password = secrets.token_urlsafe(32)
        note = self.home.path / "initdb-password"
        self.home.replace(note, password, mode=0o640 if self.home.account.gid else 0o600, gid=self.home.account.gid)
        folder = programs_for(self.home.account, SHELTER)
        made = self.home.account.run([folder / "initdb", f"--pgdata={scratch}", f"--pwfile={note}", *INITDB])
        note.unlink()
        if made.returncode != 0:
            reason = made.stderr.strip().splitlines()[-1:] or ["no reason given"]
            raise DatabaseUnavailable(f"The database could not be made in {self.home.path}: {reason[0]}.")
        self.home.replace(self.home.path / "admin-password", password + "\n")
        scratch.rename(self.home.data)

    def _other_release(self, found: str) -> str:
        """What to do with data that another release of PostgreSQL wrote: no release reads those of another."""
        if not found.isdigit():
            return (
                f"{self.home.data} holds {found} where data of PostgreSQL {MAJOR} should be; "
                "name another folder with DATA_DIR, or restore a backup."
            )
        return (
            f"{self.home.data} was written by PostgreSQL {found}, and this release of Alongside brings {MAJOR}. "
            "Nothing was changed. With the release you had before, run: alongside backup FILE. Then, with this one and "
            "another folder in DATA_DIR, run: alongside restore FILE. docs/how-to/upgrade.md tells it step by step."
        )

    def _bring_up(self) -> bool:
        """Wait until the server answers, launching it when nothing of it lives. Tell whether it was launched here."""
        deadline = time.monotonic() + START_SECONDS
        launches = 0
        while time.monotonic() < deadline:
            if self._alive():
                if self._answers():
                    return launches > 0
            elif launches == LAUNCHES:
                break
            else:
                self._launch(self._port(fresh=launches > 0))
                launches += 1
            time.sleep(PAUSE)
        raise DatabaseUnavailable(
            f"The embedded database does not start; its log {self.home.log} ends with: {self.home.last_words()}"
        )

    def _port(self, *, fresh: bool) -> int:
        """A free port: the one of last time unless it is taken or ``fresh`` asks for another."""
        last = self._postmaster()
        remembered = last.port if last else self._remembered_port()
        for wanted in (0 if fresh else remembered, 0):
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    trial.bind((HOST, wanted))
                except OSError:
                    continue
                port: int = trial.getsockname()[1]
                self.home.replace(self.home.path / "port", f"{port}\n")
                return port
        raise DatabaseUnavailable("No port of 127.0.0.1 is free for the database.")

    def _remembered_port(self) -> int:
        try:
            return int((self.home.path / "port").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0

    def _launch(self, port: int) -> None:
        """Start the server detached from this process, holding ``server.lock`` for as long as any part of it lives."""
        account, home = self.home.account, self.home
        configuration, access = home.path / "postgresql.conf", home.path / "pg_hba.conf"
        settings = server_settings(durable=self.durable, total=memory())
        mode = 0o640 if account.gid else 0o600
        home.replace(configuration, written(settings), mode=mode, gid=account.gid)
        home.replace(access, HOST_BASED_ACCESS, mode=mode, gid=account.gid)
        (home.data / "postmaster.pid").unlink(missing_ok=True)
        command = [programs_for(account, SHELTER) / "postgres", "-D", home.data, "-p", str(port)]
        options = ["-c", f"config_file={configuration}", "-c", f"hba_file={access}"]
        log, lock = home.open_log(), home.open("server.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            subprocess.run(
                ["/bin/sh", "-c", '"$@" &', "sh", *map(str, command), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=environment(),
                pass_fds=[lock],
                start_new_session=True,
                check=True,
                user=account.uid,
                group=account.gid,
                extra_groups=account.extra_groups,
            )
        finally:
            os.close(log)
            os.close(lock)

    def _shut_down(self) -> None:
        """Stop the server: first in order, then at once."""
        folder = programs_for(self.home.account, SHELTER)
        for how in ("fast", "immediate"):
            server = self._postmaster()
            if server is not None and works_in(server.pid, self.home.data):
                self.home.account.run(
                    [folder / "pg_ctl", "stop", "-D", self.home.data, "-m", how, "-w", "-t", str(STOP_SECONDS)]
                )
            deadline = time.monotonic() + STOP_SECONDS
            while time.monotonic() < deadline:
                if not self._alive():
                    return
                time.sleep(PAUSE)
        raise DatabaseUnavailable(f"The embedded database in {self.home.path} does not stop; see {self.home.log}.")

    def _ensure_database(self, name: str) -> None:
        with psycopg.connect(self.admin_url("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def works_in(pid: int, data: Path) -> bool:
    """Tell whether the process ``pid`` lives and is a PostgreSQL server of the folder ``data``.

    A server's working folder is its data folder; where the system does not tell (no ``/proc``) its command line names
    the folder. A number that another process carries by now, and a dead process that nobody has buried, answer no.
    """
    process = PROC / str(pid)
    if (PROC / "self").exists():
        try:
            return os.path.realpath(process / "cwd") == os.path.realpath(data) and (process / "cwd").is_dir()
        except OSError:
            return False
    command = ["ps", "-ww", "-p", str(pid), "-o", "command="]  # -ww: the whole line, however narrow the terminal
    return f"-D {data}" in subprocess.run(command, capture_output=True, text=True, check=False).stdout


_clusters: dict[Path, Cluster] = {}


def cluster_for(data_dir: Path) -> Cluster:
    """The one ``Cluster`` of this process for ``data_dir``."""
    return _clusters.setdefault(data_dir.resolve(), Cluster(data_dir))
