"""A whole agency leaves as a folder, and comes in again into an empty one.

Both speak to the database as its administrator, since they move every row whatever its level (ruling 7): the operator
of the machine stands for the second person, and that it happened is written down as the first thing that leaves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql

from alongside.agency.keys.actions import bytes_in_clear, encrypt_what_is_plain, row_in_clear
from alongside.ground.foundation import clock
from alongside.ground.foundation.digests import digest_of
from alongside.ground.foundation.encryption import MARK
from alongside.ground.foundation.errors import Refused
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.rules.whole import (
    BLANKED,
    LEFT_OUT,
    MANIFEST,
    Manifest,
    Part,
    binary_columns,
    check_parts,
    read_manifest,
    schema_of,
    tables,
)

Progress = Callable[[str, int], None]
Connection = psycopg.Connection[Any]
AT_ONCE = 500
FILES_AT_ONCE = 4
"""Rows that hold files are read and written a few at a time, so that memory stays steady."""
README = """# A whole agency

Written by Alongside. One folder holds everything the agency has recorded.

- `manifest.json`: every file with its number of rows and SHA-256, what is left out and why.
- `tables/<name>.jsonl`: one JSON object for each row, in the order of its id. `<thing>_id` names the `id` of a row in
  another table; `public_id` is how the outside names the row. Times are UTC, days ISO 8601.
- `schemas/<name>.json`: the JSON schema of a line of that table, with what it means.
- `files/`: the bytes of documents; the row holds the name of its file.

`alongside import all FOLDER` brings it into an empty agency.
"""


def export_agency(connection: Connection, folder: Path, *, progress: Progress, why: str = "") -> Manifest:
    """Write the whole agency to ``folder`` (new or empty) and return its manifest.

    Refused: a folder that holds something, a database without an agency. Recorded: that it left, by the house, as a
    row that leaves with it; how much it was and the digest of the manifest are added to that row once they are known.
    Memory stays steady: rows are read and written a few hundred at a time, all of one moment.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused("export.folder", _("This folder is not empty. Name a new one, so that nothing is mixed up."))
    with connection.transaction():
        agency = _agency_name(connection)
        noted = _note(connection, ExportKind.AGENCY, why=why)
    for name in ("tables", "schemas", "files"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        connection.execute("set local timezone to 'UTC'")
        found = Manifest(agency, clock.now().astimezone(UTC).isoformat(), {})
        for table, model in tables().items():
            found.tables[table] = _write_table(connection, folder, table, binary_columns(model), found.files)
            progress(table, found.tables[table].rows)
            schema = json.dumps(schema_of(model), indent=1, ensure_ascii=False)
            (folder / "schemas" / f"{table}.json").write_text(schema + "\n", encoding="utf-8")
    (folder / "README.md").write_text(README, encoding="utf-8")
    (folder / MANIFEST).write_text(found.as_json(), encoding="utf-8")
    complete = "update exports_export set rows = %s, digest = %s where id = %s"
    connection.execute(complete, [found.rows, digest_of(folder / MANIFEST), noted])
    return found


def _write_table(connection: Connection, folder: Path, table: str, binary: list[str], files: dict[str, Part]) -> Part:
    path = f"tables/{table}.jsonl"
    digest, rows = hashlib.sha256(), 0
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in binary)
    select = sql.SQL("select (to_jsonb(t) || {blank})::text {more} from {table} t order by id").format(
        blank=_blank(table, binary),
        more=sql.SQL(", ") + columns if binary else sql.SQL(""),
        table=sql.Identifier(table),
    )
    with (folder / path).open("wb") as out, connection.cursor(name="leaving") as cursor:
        cursor.itersize = FILES_AT_ONCE if binary else AT_ONCE
        cursor.execute(select)
        for text, *contents in cursor:
            found = _opened_files(connection, table, text, dict(zip(binary, contents, strict=True)))
            whole = _with_files(text, found, folder, files) if binary else text
            line = _in_clear(connection, table, whole).encode() + b"\n"
            digest.update(line)
            out.write(line)
            rows += 1
    return Part(path, rows, digest.hexdigest())


def _in_clear(connection: Connection, table: str, text: str) -> str:
    """A row as it was before anything of it was encrypted: the keys stay here, so its values could not be opened."""
    if MARK not in text:
        return text
    return json.dumps(row_in_clear(connection, table=table, row=json.loads(text)), ensure_ascii=False)


def _blank(table: str, binary: list[str]) -> sql.Literal:
    values: dict[str, Any] = {column: value for (place, column), value in BLANKED.items() if place == table}
    values |= dict.fromkeys(binary)
    return sql.Literal(json.dumps(values))


def _opened_files(
    connection: Connection, table: str, text: str, contents: dict[str, bytes | None]
) -> dict[str, bytes | None]:
    """The bytes of a row in clear, by column."""
    row = str(json.loads(text).get("public_id", "")) if contents else ""
    return {
        column: content and bytes_in_clear(connection, table=table, column=column, row=row, content=content)
        for column, content in contents.items()
    }


def _with_files(text: str, contents: dict[str, bytes | None], folder: Path, files: dict[str, Part]) -> str:
    row = json.loads(text)
    for column, content in contents.items():
        if content is not None:
            digest = hashlib.sha256(content).hexdigest()
            (folder / "files" / digest).write_bytes(content)
            files[digest] = Part(f"files/{digest}", 1, digest)
            row[column] = digest
    return json.dumps(row, ensure_ascii=False)


def import_agency(connection: Connection, folder: Path, *, progress: Progress) -> Manifest:
    """Bring the agency of ``folder`` into an empty database; everything or nothing.

    Refused: a folder that is not what its manifest says, a database in which somebody works already. Passwords did
    not leave: workers are invited anew. Recorded: that it came in.
    """
    manifest = read_manifest(folder)
    check_parts(folder, manifest)
    if connection.execute("select exists (select 1 from organisation_agency)").fetchone() != (False,):
        words = _("There is an agency here already. A whole agency comes only into an empty database.")
        raise Refused("import.occupied", words)
    known = tables()
    names = [name for name in known if name in manifest.tables]
    with connection.transaction():
        for name in known:
            connection.execute(sql.SQL("alter table {} disable trigger user").format(sql.Identifier(name)))
        for name in ("access_history", "access_grant", "access_actor"):
            connection.execute(sql.SQL("delete from {}").format(sql.Identifier(name)))
        for name in names:
            _read_table(connection, folder, name, manifest, binary_columns(known[name]))
            progress(name, manifest.tables[name].rows)
        _begin_epoch(connection)
        _go_on_counting(connection, "access_history")  # the keys that are made now are written down there
        encrypt_what_is_plain(connection)
        connection.execute("set constraints all immediate")
        for name in known:
            connection.execute(sql.SQL("alter table {} enable trigger user").format(sql.Identifier(name)))
            _go_on_counting(connection, name)
        connection.execute(
            "select setval('app.person_ids', greatest((select coalesce(max(id), 0) from people_person), "
            "(select coalesce(max(person_id), 0) from access_circlesubject), 1))"
        )
        _note(connection, ExportKind.ARRIVED, rows=manifest.rows, digest=digest_of(folder / MANIFEST))
    return manifest


def _begin_epoch(connection: Connection) -> None:
    """What came in counts by the transactions of another server: it is a life of its own, sealed as a whole here."""
    for name in ("access_history", "access_reading"):
        connection.execute(sql.SQL("update {} set epoch = 0").format(sql.Identifier(name)))
    connection.execute("delete from audit_seal")


def _read_table(connection: Connection, folder: Path, table: str, manifest: Manifest, binary: list[str]) -> None:
    part = manifest.tables[table]
    insert = sql.SQL(
        "insert into {table} select (jsonb_populate_record(null::{table}, one)).* "
        "from jsonb_array_elements(%s::jsonb) one"
    ).format(table=sql.Identifier(table))
    rows = 0
    for lines in _in_parts(folder / part.path, FILES_AT_ONCE if binary else AT_ONCE):
        whole = [_with_bytes(line, binary, folder) for line in lines] if binary else lines
        rows += connection.execute(insert, ["[" + ",".join(whole) + "]"]).rowcount
    if rows != part.rows:
        words = _("The table %(name)s holds another number of rows than the manifest says.") % {"name": table}
        raise Refused("import.rows", words)


def _in_parts(path: Path, size: int) -> Iterator[list[str]]:
    lines: list[str] = []
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            lines.append(line)
            if len(lines) == size:
                yield lines
                lines = []
    if lines:
        yield lines


def _with_bytes(line: str, binary: list[str], folder: Path) -> str:
    row = json.loads(line)
    for column in binary:
        if row[column] is not None:
            row[column] = "\\x" + (folder / "files" / Path(str(row[column])).name).read_bytes().hex()
    return json.dumps(row)


def _go_on_counting(connection: Connection, table: str) -> None:
    """Let the next row of a table get the number after the last one."""
    name = sql.Identifier(table)
    place = connection.execute("select pg_get_serial_sequence(%s, 'id')", [table]).fetchone()
    if place and place[0]:
        query = sql.SQL("select setval({seq}, (select coalesce(max(id), 0) + 1 from {table}), false)")
        connection.execute(query.format(seq=sql.Literal(place[0]), table=name))


def _agency_name(connection: Connection) -> str:
    row = connection.execute("select name from organisation_agency limit 1").fetchone()
    if row is None:
        raise Refused("export.empty", _("There is no agency here that could leave."))
    return str(row[0])


def note_backup(connection: Connection, *, came_back: bool, why: str) -> None:
    """Record that a whole backup was made, or restored, by whoever runs the machine.

    Nothing is refused here: who holds the administrator's address holds everything. Recorded, by the house: the act,
    and that the second person was waived for the operator of the machine (ruling 7).
    """
    about = _("Everything, encrypted. The second person was waived for the operator of the machine.")
    kind = ExportKind.RESTORED if came_back else ExportKind.BACKUP
    _write_note(connection, kind, ExportFormat.ENCRYPTED, about=about, why=why)


def _note(connection: Connection, kind: ExportKind, **more: Any) -> int:
    about = _("Everything but %(n)d tables of secrets and machinery") % {"n": len(LEFT_OUT)}
    return _write_note(connection, kind, ExportFormat.FOLDER, about=about, **more)


def _write_note(
    connection: Connection,
    kind: ExportKind,
    form: ExportFormat,
    *,
    about: str,
    why: str = "",
    rows: int = 0,
    digest: str = "",
) -> int:
    row = connection.execute(
        "insert into exports_export (public_id, version, actor_id, kind, format, about, rows, digest, why) "
        "select gen_random_uuid(), 1, id, %s, %s, %s, %s, %s, %s from access_actor "
        "where kind = 'house' order by id limit 1 returning id",
        [kind.value, form.value, about, rows, digest, why or _("By the operator of the machine")],
    ).fetchone()
    return int(row[0]) if row else 0
