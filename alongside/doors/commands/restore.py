"""``alongside restore FILE``: a backup comes back into an empty agency, everything or nothing."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.db.migrations.loader import MigrationLoader

from alongside.config.bootstrap import make_roles
from alongside.doors.commands.backup import (
    add_key_arguments,
    administrator_url,
    compare,
    load_database,
    passphrase_of,
    refuse_differences,
    refuse_half_sight,
)
from alongside.doors.commands.kept import FILES, Backup, Manifest, place_of
from alongside.doors.commands.leftovers import is_held
from alongside.doors.commands.plain import BROKEN, Stopped, data_dir
from alongside.doors.commands.prepare import list_of
from alongside.ground.foundation.streams import Damaged
from alongside.ground.postgres.dumping import Connection, clear, tables_of
from alongside.oversight.exports.actions.whole import note_backup

HOLDS_RECORDS = ("organisation_agency", "people_person", "access_circle", "access_account")
PREPARE = [sys.executable, "-m", "alongside.doors.commands.prepare"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and where its keys are."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to restore into an empty agency")
    add_key_arguments(parser)
    parser.add_argument(
        "--disposals",
        type=Path,
        metavar="LIST",
        help="the list of disposals as it stands today (default: the one in the data folder): what was disposed of "
        "since the backup is erased again",
    )


def run(options: argparse.Namespace) -> int:
    """Restore; the agency goes on as it was, and everybody signs in anew."""
    url, folder = administrator_url(), data_dir()
    if is_held(folder, "serving.lock"):
        raise Stopped("Alongside is running on this data folder; stop it before a backup is restored.")
    backup = Backup(options.file, keys=options.keys, passphrase=passphrase_of(options))
    refuse_newer(backup.manifest)
    listed = newest_list(options.disposals, folder)
    with psycopg.connect(url, autocommit=True) as connection:
        refuse_half_sight(connection)
        refuse_occupied(connection)
        make_roles(connection)
        clear(connection)
    put_back(backup, url, folder)
    known = keep_list(listed, folder)
    prepared = subprocess.run(
        PREPARE, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.PIPE, check=False, text=True
    )
    if prepared.returncode:
        raise Stopped("The records came back, but the database could not be brought up to date; see above.", BROKEN)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("delete from django_session")
        note_backup(connection, came_back=True, why=f"As of {backup.manifest.made_at}")
    made = backup.manifest
    print(f"{made.agency} is back as of {made.made_at}: {made.rows} rows, {len(made.files)} files. All sign in anew.")
    tell_of_disposals(json.loads(prepared.stdout)["erased_again"], known=known)
    return 0


def newest_list(named: Path | None, folder: Path) -> bytes:
    """The list of disposals as it stands today: the one named, or the one that lies in the data folder."""
    if named and not named.is_file():
        raise Stopped(f"There is no list of disposals {named}.")
    path = named or list_of(folder)
    return path.read_bytes() if path.is_file() else b""


def keep_list(listed: bytes, folder: Path) -> bool:
    """Keep the list of today rather than the older one that the backup brought; returns whether there was one."""
    path = list_of(folder)
    before = path.read_bytes() if path.is_file() else b""
    if before.startswith(listed):
        return bool(listed)
    if not listed.startswith(before):
        known = set(listed.splitlines(keepends=True))
        listed += b"".join(line for line in before.splitlines(keepends=True) if line not in known)
    scratch = path.with_name(f".{path.name}.part")
    write_file(path.parent, FILES + scratch.name, iter([listed]))
    scratch.replace(path)
    return True


def tell_of_disposals(count: int, *, known: bool) -> None:
    """Say what was erased again; or that nobody knows what should be."""
    if count:
        print(f"Erased again, since they were disposed of after this backup: {count} disposals.")
    elif not known:
        print(
            "No list of disposals lay beside this backup. If records were disposed of after it was made, put the "
            f"list back as {list_of(data_dir())} before you start: they are erased before anybody works."
        )


def refuse_newer(manifest: Manifest) -> None:
    """What a newer release wrote cannot be read by this one."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if unknown := sorted(set(manifest.migrations) - known):
        raise Stopped(
            f"This backup was made by another release ({manifest.release}), which knows {unknown[0]}; "
            "install that release or a newer one, then restore."
        )


def refuse_occupied(connection: Connection) -> None:
    """Nothing is ever overwritten: the database must be empty, or hold an agency in which nothing was done yet."""
    tables = {name for _schema, name in tables_of(connection)}
    if tables and "organisation_agency" not in tables:
        raise Stopped("This database holds tables that are not Alongside's; name an empty one in DATABASE_URL.")
    for table in HOLDS_RECORDS:
        if table in tables and connection.execute(f"select exists (select 1 from {table})").fetchone() == (True,):  # noqa: S608 - names above
            raise Stopped("There is an agency here already. A backup comes back only into an empty one.")


def put_back(backup: Backup, url: str, folder: Path) -> None:
    """Database, files and keys, in this order; what fails leaves an empty database behind and no file changed."""
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".restoring-", dir=folder))
    try:
        with backup.saying():
            load_database(backup, url)
            for name, content in backup.parts():
                write_file(scratch, name, content)
        refuse_differences(backup.file, list(compare(backup.manifest, url)))
        for name, key in backup.keys.files.items():
            write_file(scratch, FILES + name, iter([key]))
        for path in sorted(path for path in scratch.rglob("*") if path.is_file()):
            target = place_of(folder, path.relative_to(scratch).as_posix())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
    except BaseException:
        with psycopg.connect(url, autocommit=True) as connection:
            clear(connection)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_file(folder: Path, name: str, content: Iterator[bytes]) -> None:
    """Write one part below ``folder``, readable by its owner only; a name that leads elsewhere is damage."""
    place = name.removeprefix(FILES)
    target = folder / place
    if not name.startswith(FILES) or ".." in Path(place).parts or Path(place).is_absolute():
        raise Damaged(f"the part {name} has a name that leads elsewhere")
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in content:
            out.write(piece)
