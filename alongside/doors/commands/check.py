"""``alongside check``: is all well, in plain words. Answers 1 when something needs a person."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alongside.doors.commands.reader import acting_as, the_house
from alongside.oversight.audit.queries.integrity import Integrity, integrity

OLDEST_POSTGRESQL = 160000
LEAST_SPACE = 1024**3
CLOCK_SECONDS = 2.0
WAITING_MINUTES = 15
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and the sentence that says so or says what to do."""

    well: bool
    sentence: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def one(question: str, *values: int) -> tuple[object, ...]:
    """The one row that the database answers to ``question`` with ``values`` in its places."""
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        row: tuple[object, ...] | None = cursor.fetchone()
    return row or ()


def database_version() -> Iterator[Finding]:
    """PostgreSQL is new enough."""
    version = int(str(one("SHOW server_version_num")[0]))
    said = f"{version // 10000}.{version % 10000}"
    if version >= OLDEST_POSTGRESQL:
        yield Finding(True, f"The database answers (PostgreSQL {said}).")
    else:
        yield Finding(False, f"PostgreSQL {said} is too old; move to 16 or newer.")


def database_role() -> Iterator[Finding]:
    """The application's role is bound by row-level security and owns nothing."""
    role, unbound = one("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    (owned,) = one(
        "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole AND relkind IN ('r', 'p', 'v')"
    )
    if unbound or owned:
        yield Finding(
            False,
            f"The database role {role} is not bound by row-level security; run alongside migrate.",
        )
    else:
        yield Finding(True, "Who may read what is decided by the database for every row.")


def durability() -> Iterator[Finding]:
    """What was acknowledged survives a crash."""
    off = [name for name in DURABLE if one(f"SHOW {name}")[0] not in {"on", "remote_apply", "remote_write"}]
    if off:
        yield Finding(
            False,
            f"Acknowledged work could be lost in a crash: switch on {', '.join(off)} in PostgreSQL.",
        )
    else:
        yield Finding(True, "What was saved survives a crash.")
    if one("SHOW data_checksums")[0] != "on":
        yield Finding(
            False,
            "Damage to data files would go unseen: switch on data checksums (pg_checksums --enable).",
        )


def migrations() -> Iterator[Finding]:
    """No migration waits."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        yield Finding(False, f"{waiting} changes of the database wait; run alongside migrate.")
    else:
        yield Finding(True, "The database is up to date.")


def clocks() -> Iterator[Finding]:
    """The clock of the database and ours agree."""
    before = datetime.now(UTC)
    (theirs,) = one("SELECT clock_timestamp()")
    middle = before + (datetime.now(UTC) - before) / 2
    apart = abs((theirs - middle).total_seconds()) if isinstance(theirs, datetime) else 0.0
    if apart > CLOCK_SECONDS:
        yield Finding(
            False,
            f"The clocks of this machine and of the database are {apart:.0f} s apart; set them by NTP.",
        )


def space() -> Iterator[Finding]:
    """There is room on the disk."""
    usage = shutil.disk_usage(settings.DATA_DIR if Path(settings.DATA_DIR).exists() else Path.cwd())
    free = f"{usage.free / 1024**3:.1f} GB"
    if usage.free < max(LEAST_SPACE, usage.total // 50):
        yield Finding(
            False,
            f"Only {free} are free for {settings.DATA_DIR}; make room before the database stops.",
        )
    else:
        yield Finding(True, f"{free} are free on the disk.")


def jobs() -> Iterator[Finding]:
    """No job failed lately and none waits for long."""
    failed, waiting = one(
        "SELECT count(*) FILTER (WHERE status = 'failed'), "
        "count(*) FILTER (WHERE status = 'todo' "
        "AND coalesce(scheduled_at, '-infinity') < now() - make_interval(mins => %s)) "
        "FROM procrastinate_jobs",
        WAITING_MINUTES,
    )
    if failed:
        yield Finding(False, f"{failed} background jobs failed; see the log of alongside serve.")
    elif waiting:
        yield Finding(
            False,
            f"{waiting} background jobs wait for more than {WAITING_MINUTES} minutes; is alongside serve running?",
        )
    else:
        yield Finding(True, "Background jobs are done in time.")


def audit() -> Iterator[Finding]:
    """What was read and changed is sealed, and holds."""
    with acting_as(the_house(), note="check") as _by:
        found = integrity()
    yield from audit_findings(found)


def audit_findings(found: Integrity) -> Iterator[Finding]:
    """The sentences about how the audit stands."""
    if not found.well:
        yield Finding(False, f"The audit does not hold: {found.words} Run alongside audit verify.")
    if found.late:
        yield Finding(
            False,
            f"{found.waiting} entries of the audit wait since {found.waits_since:%Y-%m-%d %H:%M} UTC to be sealed; is "
            "alongside serve running? Run alongside audit seal.",
        )
    if found.unverified:
        yield Finding(False, "Nobody has verified the audit for two days; run alongside audit verify.")
    if found.well and not found.late and not found.unverified:
        last = f"the last seal is of {found.sealed_at:%Y-%m-%d %H:%M} UTC" if found.sealed_at else "it has no seal yet"
        yield Finding(True, f"The audit is sealed: {last}.")


def secrets() -> Iterator[Finding]:
    """Only the owner reads the secrets."""
    for path in (Path(settings.DATA_DIR) / "secrets.json", Path(settings.SEAL_KEY)):
        if path.exists() and path.stat().st_mode & 0o077:
            yield Finding(False, f"Others may read the secrets in {path}; run: chmod 600 {path}")


def pages() -> Iterator[Finding]:
    """The files of the pages are built."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Finding(True, "The files of the pages are in place.")
    else:
        yield Finding(False, "The files of the pages are not built; run make build.")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    database_version,
    database_role,
    durability,
    migrations,
    clocks,
    space,
    jobs,
    audit,
    secrets,
    pages,
)


def run(options: argparse.Namespace) -> int:
    """Look at everything and print one line for each; return 1 when any of it needs a person."""
    findings = [finding for look in LOOKS for finding in look()]
    for finding in findings:
        print(f"{'ok      ' if finding.well else 'TO MEND '} {finding.sentence}")
    return 0 if all(finding.well for finding in findings) else 1
