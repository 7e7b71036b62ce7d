"""Bring the database up to date when it is not, and tell what is in it.

Runs where the administrator's address of the database is known. What is current is recognised by a mark on the
database itself: a digest of the code that shapes it. Then nothing is migrated and little time is lost.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.config.bootstrap import application_url, prepare_database, secrets_of, unfit_administrator
from alongside.config.fitness import unfit_database
from alongside.doors.commands.plain import BROKEN, Plainly, Stopped, data_dir
from alongside.ground.foundation.errors import Refused
from alongside.oversight.disposals.actions import again

PACKAGE = Path(__file__).resolve().parents[2]
SHAPING = ("migrations", "gates", "policies", "guards", "bootstrap", "enums", "models")
ONE_AT_A_TIME = 7216
MARK = "Prepared by Alongside: "
DISPOSALS = "disposals.jsonl"


@dataclass(frozen=True, slots=True)
class Ready:
    """What a prepared database holds: its address for the application, and what kind of agency is in it."""

    app_url: str
    empty: bool
    demonstration: bool
    sign_ins: tuple[str, ...] = ()
    erased_again: int = 0


def fingerprint(app_password: str) -> str:
    """A digest of all code that shapes the database, and of the password that its role was given."""
    total = hashlib.sha256(app_password.encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {path.stem, *path.parts}.isdisjoint(SHAPING):
            total.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


def ensure_ready(admin_url: str, folder: Path, *, force: bool = False) -> str:
    """Bring the database at ``admin_url`` up to date, unless it is (or always, with ``force``).

    ``folder`` is the data folder with the installation's secrets. Returns the address for the application's role.
    """
    if fault := unfit_administrator(admin_url):
        raise Stopped(fault, BROKEN)
    password = secrets_of(folder)["APP_PASSWORD"]
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        wanted = MARK + fingerprint(password)
        if not force and mark_of(connection) == wanted:
            return application_url(admin_url, password)
        app_url = prepare_database(admin_url, folder)
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(wanted)))
    return app_url


def mark_of(connection: psycopg.Connection[tuple[object, ...]]) -> str | None:
    """The mark that the last preparation left on the database."""
    question = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    row = connection.execute(question).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def look(admin_url: str, app_url: str) -> Ready:
    """Tell what is in the prepared database at ``admin_url``."""
    with psycopg.connect(admin_url) as connection:
        agency = connection.execute("SELECT demonstration FROM organisation_agency LIMIT 1").fetchone()
        if agency is None:
            return Ready(app_url, empty=True, demonstration=False)
        names = connection.execute(
            "SELECT username FROM access_account WHERE is_active ORDER BY id LIMIT 20"
        ).fetchall()
    return Ready(
        app_url,
        empty=False,
        demonstration=bool(agency[0]),
        sign_ins=tuple(str(name) for (name,) in names),
    )


def erase_again(admin_url: str, folder: Path) -> int:
    """Erase again what the list of disposals says was erased and this database still holds: it is an older one.

    Returns how many disposals that were. The server does not start before.
    """
    listed = list_of(folder)
    key = Path(os.environ.get("ALONGSIDE_SEAL_KEY") or folder / "seal-key.pem")
    if not listed.is_file():
        return 0
    with psycopg.connect(admin_url, autocommit=True) as connection:
        try:
            return again.erase_again(connection, list_at=listed, key_at=key)
        except (again.Unlisted, Refused) as problem:
            raise Stopped(f"Alongside is not started. {problem}", BROKEN) from None


def list_of(folder: Path) -> Path:
    """Where the list of disposals of an installation lies: in its data folder, unless a setting says otherwise."""
    return Path(os.environ.get("ALONGSIDE_DISPOSALS_FILE") or folder / DISPOSALS)


def refuse_when_unfit(app_url: str) -> None:
    """Stop when the address for the application would not keep records safe (R-04)."""
    faults = list(unfit_database(app_url))
    if faults:
        raise Stopped("Alongside is not started. " + " ".join(faults), BROKEN)


def main() -> int:
    """Prepare the database of ``DATABASE_URL`` and print what is in it as JSON, for the supervisor."""
    with Plainly() as plainly:
        admin_url = os.environ["DATABASE_URL"]
        app_url = ensure_ready(admin_url, data_dir())
        refuse_when_unfit(app_url)
        ready = look(admin_url, app_url)
        done = 0 if ready.empty else erase_again(admin_url, data_dir())
        print(json.dumps(asdict(replace(ready, erased_again=done))))
    return plainly.code


if __name__ == "__main__":
    sys.exit(main())
