"""A copy of a whole database leaves as a stream, and comes into an empty database, whole or not at all.

``pg_dump`` and ``pg_restore`` of the wheel do the work. What they moved is proved apart from them: the number of rows
and a digest of every table, taken in the same moment as the copy.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from alongside.ground.foundation.guards import APP, CONTEXT, ERASER, GATE, OWNER
from alongside.ground.postgres import DatabaseUnavailable
from alongside.ground.postgres.account import environment
from alongside.ground.postgres.binaries import programs

Connection = psycopg.Connection[Any]
SCHEMAS = ("public", "app")
FIRST_WITH_TRANSACTION_TIMEOUT = 170000
PLAIN = {"timezone": "UTC", "datestyle": "ISO, MDY", "intervalstyle": "postgres", "bytea_output": "hex"}
PATIENT = {"idle_in_transaction_session_timeout": "0", "statement_timeout": "0"}
AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Facts:
    """How many rows a table holds, and a digest of them all in no order."""

    rows: int
    digest: str


def sees_every_row(connection: Connection) -> bool:
    """Tell whether no row is hidden from this role: without that a copy may succeed and hold nothing."""
    row = connection.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user").fetchone()
    return bool(row and row[0])


def tables_of(connection: Connection) -> list[tuple[str, str]]:
    """Every table of the database that is ours: schema and name, in order."""
    query = (
        "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = any(%s) and c.relkind = 'r' order by 1, 2"
    )
    return [(str(schema), str(name)) for schema, name in connection.execute(query, [list(SCHEMAS)]).fetchall()]


def facts_of(connection: Connection) -> dict[str, Facts]:
    """Rows and digest of every table, by ``schema.table``. Call it inside the transaction that matters."""
    for name, value in {**PLAIN, **PATIENT}.items():
        connection.execute("select set_config(%s, %s, true)", [name, value])
    return {f"{schema}.{table}": _facts(connection, schema, table) for schema, table in tables_of(connection)}


def _facts(connection: Connection, schema: str, table: str) -> Facts:
    """The digest adds up two halves of each row's SHA-256, so that neither order nor memory matters."""
    query = sql.SQL(
        "select count(*), coalesce(sum(('x' || substr(h, 1, 15))::bit(60)::bigint::numeric), 0), "
        "coalesce(sum(('x' || substr(h, 16, 15))::bit(60)::bigint::numeric), 0) from "
        "(select encode(sha256(convert_to(t::text, 'UTF8')), 'hex') as h from {place} t) rows"
    )
    row = connection.execute(query.format(place=sql.Identifier(schema, table))).fetchone()
    rows, first, second = row or (0, 0, 0)
    return Facts(int(rows), hashlib.sha256(f"{rows} {first} {second}".encode()).hexdigest()[:32])


@contextmanager
def one_moment(url: str) -> Iterator[tuple[Connection, str]]:
    """A connection that sees the database as it stands now, and the name by which ``dump`` sees the same."""
    with psycopg.connect(url, autocommit=True) as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        for name, value in PATIENT.items():
            connection.execute("select set_config(%s, %s, true)", [name, value])
        row = connection.execute("select pg_export_snapshot()").fetchone()
        yield connection, str(row[0] if row else "")


def dump(url: str, snapshot: str) -> Iterator[bytes]:
    """The database at ``url`` as it stood at ``snapshot``, in PostgreSQL's own compressed format, piece by piece."""
    schemas = [f"--schema={name}" for name in SCHEMAS]
    command = ["pg_dump", "--format=custom", "--no-password", f"--snapshot={snapshot}", *schemas]
    with _running(command, url, stdout=subprocess.PIPE) as child:
        if child.stdout is None:
            raise DatabaseUnavailable("pg_dump cannot be read.")
        while piece := child.stdout.read(AT_ONCE):
            yield piece
        _end(child, "The database could not be copied")


def load(url: str, pieces: Iterator[bytes], *, owner_before: str) -> None:
    """Bring a copy into the empty database at ``url``; everything or nothing.

    ``owner_before`` is the administrator's role where the copy was made; what it owned belongs to ours from now on.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        version, owner = connection.info.server_version, str(connection.execute("select current_user").fetchone()[0])  # type: ignore[index]
        make_room(connection)
    change = _changes(owner_before, owner, version)
    told = [
        "--no-psqlrc",
        "--quiet",
        "--no-password",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    reading = [str(programs() / "pg_restore"), "--file=-"]
    with (
        _running(["psql", *told], url, stdin=subprocess.PIPE) as writer,
        subprocess.Popen(
            reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        ) as reader,
    ):
        feeder = Feeder(reader, pieces)
        feeder.start()
        try:
            _hand_over(reader.stdout, writer.stdin, change)
            feeder.join()
            if feeder.failure is None:
                _end(reader, "The copy of the database cannot be read")
            else:
                raise feeder.failure
            _close(writer.stdin)
            _end(writer, "The database did not take the copy")
        except BaseException:
            writer.kill()
            reader.kill()
            raise


class Feeder(threading.Thread):
    """Hands ``pieces`` to a program while somebody else reads what it says; ``failure`` is what the pieces raised."""

    def __init__(self, child: subprocess.Popen[bytes], pieces: Iterator[bytes]) -> None:
        super().__init__(daemon=True)
        self.child, self.pieces = child, pieces
        self.failure: Exception | None = None

    def run(self) -> None:
        """Hand over until the pieces end, or the program does."""
        with suppress(BrokenPipeError):
            try:
                for piece in self.pieces:
                    if self.child.stdin is not None:
                        self.child.stdin.write(piece)
            except BrokenPipeError:
                raise
            except Exception as error:
                self.failure = error
        _close(self.child.stdin)


def _hand_over(source: IO[bytes] | None, target: IO[bytes] | None, change: Callable[[bytes], bytes]) -> None:
    """Copy line by line; the rows of a table as they are, everything else as ``change`` has it."""
    if source is None or target is None:
        raise DatabaseUnavailable("The programs of PostgreSQL cannot be joined.")
    within = False
    try:
        for line in source:
            target.write(line if within else change(line))
            within = line != b"\\.\n" if within else (line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"))
    except BrokenPipeError:
        for _rest in source:  # the other one has ended; its own words say why
            pass


def _changes(before: str, now: str, version: int) -> Callable[[bytes], bytes]:
    """What has to be said in other words: the administrator's name, the schema that is there, a setting too new."""
    named = re.compile(
        rb'^(ALTER .* OWNER TO |GRANT .* TO |REVOKE .* FROM )"?' + re.escape(before).encode() + rb'"?;\n$'
    )
    quoted = b'"' + now.replace('"', '""').encode() + b'"'
    left_out = {b"CREATE SCHEMA app;\n", b"CREATE SCHEMA public;\n"}
    if version < FIRST_WITH_TRANSACTION_TIMEOUT:
        left_out.add(b"SET transaction_timeout = 0;\n")

    def change(line: bytes) -> bytes:
        if line in left_out:
            return b"\n"
        found = named.match(line)
        return found[1] + quoted + b";\n" if found else line

    return change


def make_room(connection: Connection) -> None:
    """The schemas of an empty database, with the rights that owners of tables and functions need to own them."""
    for statement in (
        "create schema if not exists public",
        "create schema if not exists app",
        f"grant create on schema public to {OWNER}",
        f"grant usage, create on schema app to {GATE}, {CONTEXT}, {ERASER}",
        f"grant usage on schema app to {APP}",
    ):
        connection.execute(statement)


def clear(connection: Connection) -> None:
    """Throw away everything of ours in the database, and the mark that says it was prepared."""
    with connection.transaction():
        for schema in SCHEMAS:
            connection.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(schema)))
        connection.execute("create schema public")
        connection.execute("grant usage on schema public to public")
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("comment on database {} is null").format(name))


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """An empty database beside the one at ``url``, thrown away in the end: its address."""
    name = f"alongside_scratch_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
        try:
            yield make_conninfo(url, dbname=name)
        finally:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@contextmanager
def _running(command: list[str], url: str, **pipes: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL at work on the database at ``url``; the password goes by the environment."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    around = environment() | ({"PGPASSWORD": parts.pop("password")} if "password" in parts else {})
    whole: list[str | Path] = [programs() / command[0], *command[1:], f"--dbname={make_conninfo('', **parts)}"]
    with subprocess.Popen(whole, env=around, stderr=subprocess.PIPE, **pipes) as child:  # type: ignore[call-overload]
        try:
            yield child
        except BaseException:
            child.kill()
            raise


def _end(child: subprocess.Popen[bytes], words: str) -> None:
    said = child.stderr.read().decode(errors="replace") if child.stderr else ""
    if child.wait() != 0:
        raise DatabaseUnavailable(f"{words}: {_first_complaint(said)}")


def _first_complaint(said: str) -> str:
    """The first line that tells what went wrong, without the names of programs."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = next((line for line in lines if "error" in line.lower() or "fatal" in line.lower()), "it said nothing")
    return re.sub(r"^(\S+: )*(error|ERROR|FATAL): +", "", telling)


def _close(stream: IO[bytes] | None) -> None:
    with suppress(BrokenPipeError):
        if stream is not None:
            stream.close()
