"""``alongside backup FILE``: the whole agency in one encrypted file, its keys apart; ``--verify`` proves one.

Runs as the administrator of the database, who sees every row. The second person that a bulk export wants is waived for
the operator of the machine (ruling 7), and that is written down as the last thing the backup holds.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import psycopg

from alongside import RELEASE
from alongside.config.bootstrap import make_roles
from alongside.doors.commands.kept import (
    DUMP,
    Backup,
    Manifest,
    files_of,
    is_key,
    keys_file,
    write_backup,
)
from alongside.doors.commands.plain import BROKEN, Stopped, data_dir
from alongside.ground.foundation import clock
from alongside.ground.postgres.dumping import (
    Connection,
    Facts,
    dump,
    facts_of,
    load,
    one_moment,
    scratch_database,
    sees_every_row,
)
from alongside.oversight.exports.actions.whole import note_backup

PASSPHRASE = "ALONGSIDE_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a setting
SHORTEST = 14


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, whether to prove one, and where its keys are."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to write, or to prove with --verify")
    parser.add_argument(
        "--verify", action="store_true", help="restore FILE into a scratch database and compare every table"
    )
    parser.add_argument("--why", default="", help="kept with the record that it left")
    add_key_arguments(parser)


def add_key_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the keys of a backup are: a file of their own, or a passphrase."""
    parser.add_argument("--keys", type=Path, help="the file of its keys (default: FILE.keys); keep it elsewhere")
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        help=f"a file whose first line encrypts the keys into FILE itself (or the setting {PASSPHRASE})",
    )


def run(options: argparse.Namespace) -> int:
    """Write a backup, or prove one."""
    return verify(options) if options.verify else write(options)


def administrator_url() -> str:
    """The address of the database's administrator; raises ``Stopped`` without one."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise Stopped("This needs the address of the database's administrator in DATABASE_URL.")
    return url


def passphrase_of(options: argparse.Namespace) -> str:
    """The passphrase for the keys, or nothing; a short one is refused, since it can be guessed at leisure."""
    given = os.environ.get(PASSPHRASE, "")
    if options.passphrase_file:
        try:
            given = options.passphrase_file.read_text(encoding="utf-8").partition("\n")[0]
        except OSError as error:
            raise Stopped(f"The passphrase in {options.passphrase_file} cannot be read ({error.strerror}).") from None
    if (options.passphrase_file or given) and len(given) < SHORTEST:
        raise Stopped(f"A passphrase has at least {SHORTEST} characters; five words by chance are good.")
    return given


def refuse_half_sight(connection: Connection) -> None:
    """A role from which rows are hidden would make a backup of nothing (R-55)."""
    if not sees_every_row(connection):
        raise Stopped(
            f"The database role {connection.info.user} does not see every row, so its backup would miss records; "
            "give DATABASE_URL the address of the administrator (a superuser, or a role with BYPASSRLS).",
            BROKEN,
        )


def write(options: argparse.Namespace) -> int:
    """Write the backup of the database and of the data folder."""
    url, passphrase = administrator_url(), passphrase_of(options)
    keys = None if passphrase else options.keys or keys_file(options.file)
    if options.file.is_dir() or options.file == keys:
        raise Stopped(f"{options.file} cannot be the file of a backup; name a file that is not there yet.")
    with psycopg.connect(url, autocommit=True) as connection:
        refuse_half_sight(connection)
        agency_of(connection)
        note_backup(connection, came_back=False, why=options.why)
    with one_moment(url) as (connection, snapshot):
        manifest = manifest_of(connection)
        digest = write_backup(options.file, manifest, dump(url, snapshot), data_dir(), keys=keys, passphrase=passphrase)
    tell(options.file, manifest, digest)
    print(f"Its keys are in {keys}: keep that file in another place." if keys else "Its keys are under the passphrase.")
    print(f"Prove it: alongside backup --verify {options.file}")
    return 0


def agency_of(connection: Connection) -> tuple[str, bool]:
    """The name of the agency, and whether it is a demonstration; refused where there is none."""
    there = connection.execute("select to_regclass('public.organisation_agency') is not null").fetchone()
    row = (
        connection.execute("select name, demonstration from organisation_agency limit 1").fetchone()
        if (there and there[0])
        else None
    )
    if row is None:
        raise Stopped("There is no agency here that could be backed up.")
    return str(row[0]), bool(row[1])


def manifest_of(connection: Connection) -> Manifest:
    """What the database and the data folder hold at this moment."""
    name, demonstration = agency_of(connection)
    found = connection.execute("select app || '.' || name from django_migrations order by 1").fetchall()
    return Manifest(
        agency=name,
        demonstration=demonstration,
        made_at=clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        release=RELEASE,
        postgresql=str(connection.info.server_version),
        administrator=str(connection.info.user),
        migrations=[str(migration) for (migration,) in found],
        tables=facts_of(connection),
        files=[name for name in files_of(data_dir()) if not is_key(name)],
    )


def tell(file: Path, manifest: Manifest, digest: str) -> None:
    """Say what a backup holds."""
    size = file.stat().st_size / 1024**2
    held = f"{manifest.rows} rows in {len(manifest.tables)} tables, {len(manifest.files)} files"
    print(f"{manifest.agency} as of {manifest.made_at} is in {file}: {held}, {size:.1f} MB, SHA-256 {digest}.")


def verify(options: argparse.Namespace) -> int:
    """Restore a backup into a scratch database, compare every table, and throw it away."""
    url = administrator_url()
    with psycopg.connect(url, autocommit=True) as connection:
        refuse_half_sight(connection)
        make_roles(connection)
    backup = Backup(options.file, keys=options.keys, passphrase=passphrase_of(options))
    with backup.saying(), scratch_database(url) as scratch:
        load_database(backup, scratch)
        for _name, content in backup.parts():
            for _piece in content:
                pass
        differences = list(compare(backup.manifest, scratch))
    refuse_differences(options.file, differences)
    made = backup.manifest
    came = f"{made.rows} rows in {len(made.tables)} tables came back as they were at {made.made_at}"
    print(f"{options.file} is good: {came}, and {len(made.files)} files are whole.")
    return 0


def load_database(backup: Backup, url: str) -> None:
    """Bring the database of ``backup`` into the empty one at ``url``."""
    name, content = backup.next_part()
    if name != DUMP:
        raise Stopped(f"{backup.file} is not a good backup: the part {DUMP} is missing. Use another one.", BROKEN)
    load(url, content, owner_before=backup.manifest.administrator)


def compare(manifest: Manifest, url: str) -> Iterator[str]:
    """How the database at ``url`` differs from what the manifest says, a sentence for each table."""
    with psycopg.connect(url) as connection:
        found = facts_of(connection)
    for table in sorted(manifest.tables.keys() | found.keys()):
        then, now = manifest.tables.get(table, Facts(0, "none")), found.get(table, Facts(0, "none"))
        if then.rows != now.rows:
            yield f"{table} had {then.rows} rows and {now.rows} came back"
        elif then.digest != now.digest:
            yield f"{table} has as many rows as before, but other ones"


def refuse_differences(file: Path, differences: list[str]) -> None:
    """Stop when what came back is not what was there."""
    if differences:
        raise Stopped(f"{file} is not a good backup: {'; '.join(differences)}. Use another one.", BROKEN)
