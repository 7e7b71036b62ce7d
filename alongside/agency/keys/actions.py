"""Encrypting values with the key of their circle; renewing and destroying keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from alongside.agency.keys.models import CircleKey
from alongside.agency.keys.queries import blind_word, masters, unwrapped
from alongside.agency.keys.rules import EncryptedColumn, encrypted_bytes, encrypted_columns
from alongside.ground.foundation.encryption import (
    BYTES_MARK,
    MARK,
    Key,
    Place,
    Unopened,
    decrypt,
    decrypt_bytes,
    encrypt,
    encrypt_bytes,
    is_encrypted,
    is_encrypted_bytes,
    key_number,
    key_number_of_bytes,
    new_secret,
    unwrap,
    wrap,
)
from alongside.ground.foundation.reader import Reader

Connection = psycopg.Connection[Any]
AT_ONCE = 500


def encrypt_with_key(*, circle: int, place: Place, text: str, by: Reader) -> str:
    """``text`` encrypted with the newest key of its circle, which is made when there is none; empty stays empty.

    Raises ``NoMaster`` when this installation has no master key: nothing is kept in clear instead.
    """
    return encrypt(text, key=newest_key(circle=circle, by=by), place=place) if text else text


def encrypt_values_with_key(
    *, table: str, level: int, circle: int, public_id: UUID, values: Mapping[str, Any], by: Reader
) -> dict[str, Any]:
    """``values`` of a row as they are kept: encrypted in the columns that are at its ``level``, else as they are.

    One statement when anything is encrypted, none otherwise; empty stays empty. Raises ``NoMaster`` when this
    installation has no master key: nothing is kept in clear instead.
    """
    columns = [one for one in encrypted_columns(table) if one.covers(level) and values.get(one.column)]
    if not columns:
        return dict(values)
    key = newest_key(circle=circle, by=by)
    closed = {
        one.column: encrypt(one.as_text(values[one.column]), key=key, place=Place(table, one.column, str(public_id)))
        for one in columns
    }
    return {**values, **closed}


def encrypt_bytes_with_key(*, circle: int, place: Place, content: bytes, by: Reader) -> bytes:
    """``content`` encrypted with the newest key of its circle, which is made when there is none.

    Raises ``NoMaster`` when this installation has no master key: nothing is kept in clear instead.
    """
    return encrypt_bytes(content, key=newest_key(circle=circle, by=by), place=place)


def newest_key(*, circle: int, by: Reader) -> Key:
    """The key of a circle with which new values are encrypted, made when there is none. Recorded in history."""
    row = CircleKey.objects.filter(circle_id=circle, wrapped__isnull=False).order_by("-id").first()
    if row is not None:
        return unwrapped(row.id, circle, row.wrapped, row.master)
    secret, held = new_secret(), masters()
    wrapped = wrap(secret, master=held.by_name[held.newest], about=str(circle))
    return Key(CircleKey.objects.create(circle_id=circle, wrapped=wrapped, master=held.newest).id, secret)


def rewrap_keys(connection: Connection) -> int:
    """Wrap every key with the newest master key, a few hundred at a time, while others work. Returns how many.

    The values themselves stay as they are: only the key of the key changes. Run as the operator of the machine.
    """
    held, done = masters(), 0
    newest = held.by_name[held.newest]
    while True:
        with connection.transaction():
            rows = connection.execute(
                "select id, circle_id, wrapped, master from keys_circlekey "
                "where master <> %s and wrapped is not null order by id limit %s for update skip locked",
                [held.newest, AT_ONCE],
            ).fetchall()
            for number, circle, wrapped, master in rows:
                secret = unwrap(bytes(wrapped), master=held.by_name[master], about=str(circle))
                connection.execute(
                    "update keys_circlekey set wrapped = %s, master = %s, version = version + 1 where id = %s",
                    [wrap(secret, master=newest, about=str(circle)), held.newest, number],
                )
        done += len(rows)
        if not rows:
            return done


def keys_by_master(connection: Connection) -> dict[str, int]:
    """How many keys of circles each master key wraps; destroyed ones count for none."""
    counted = "select master, count(*) from keys_circlekey where wrapped is not null group by 1"
    return {str(name): int(count) for name, count in connection.execute(counted)}


def destroy_keys(connection: Connection, *, circle: int) -> int:
    """Destroy every key of a circle: what they encrypted is unreadable for ever, in every backup too. Returns how many.

    Backups hold the keys wrapped as they were, so a backup that is older than this keeps them until it is thrown
    away or its master key is: rotate the master key afterwards and drop the old one.
    """
    rows = connection.execute(
        "update keys_circlekey set wrapped = null, destroyed_at = statement_timestamp(), version = version + 1 "
        "where circle_id = %s and wrapped is not null",
        [circle],
    )
    return rows.rowcount


def encrypt_what_is_plain(connection: Connection) -> int:
    """Encrypt every value that should be and is not, in rows and in their history. Returns how many.

    For what came in with a whole agency: it left in clear, since the keys stayed where it was.
    """
    keys = _Keys(connection)
    files = sum(_encrypt_bytes(connection, table, column, keys) for table, column in encrypted_bytes())
    return files + sum(
        _encrypt_rows(connection, column, keys) + _encrypt_history(connection, column, keys)
        for column in encrypted_columns()
    )


def _encrypt_bytes(connection: Connection, table: str, column: str, keys: _Keys) -> int:
    """Encrypt the bytes of a column, row by row, so that no more than one file is held at a time."""
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    plain = sql.SQL("select id from {table} where substr({column}, 1, %s) <> %s").format(**names)
    one = sql.SQL("select public_id, circle_id, {column} from {table} where id = %s").format(**names)
    update = sql.SQL("update {table} set {column} = %s where id = %s").format(**names)
    numbers = [number for (number,) in connection.execute(plain, [len(BYTES_MARK), BYTES_MARK])]
    for number in numbers:
        public_id, circle, content = connection.execute(one, [number]).fetchone() or ("", 0, b"")
        place = Place(table, column, str(public_id))
        connection.execute(update, [encrypt_bytes(bytes(content), key=keys.newest(circle), place=place), number])
    return len(numbers)


def bytes_in_clear(connection: Connection, *, table: str, column: str, row: str, content: bytes) -> bytes:
    """The bytes of a column as they were before they were encrypted; for the operator of the machine.

    ``row`` is the random name of the row. Bytes of a column that is not encrypted stay as they are.
    """
    if (table, column) not in encrypted_bytes(table) or not is_encrypted_bytes(content):
        return content
    return decrypt_bytes(
        content, key=_key_for_operator(connection, key_number_of_bytes(content)), place=Place(table, column, row)
    )


def _encrypt_rows(connection: Connection, column: EncryptedColumn, keys: _Keys) -> int:
    names = {"column": sql.Identifier(column.column), "table": sql.Identifier(column.table)}
    blind = column.blind_column
    select = sql.SQL("select id, public_id, circle_id, {text}, {blind} <> '' from {table} where {plain}").format(
        **names,
        text=_text(column),
        blind=sql.Identifier(blind) if blind else sql.Literal(""),
        plain=_plain(column),
    )
    update = sql.SQL("update {table} set {column} = {kept} {more} where id = %s").format(
        **names,
        kept=sql.SQL("to_jsonb(%s::text)" if column.is_json else "%s"),
        more=sql.SQL(", {} = %s").format(sql.Identifier(blind)) if blind else sql.SQL(""),
    )
    rows = connection.execute(select).fetchall()
    for number, public_id, circle, text, found_by in rows:
        place = Place(column.table, column.column, str(public_id))
        digest = [blind_word(column.word(text)) if found_by else ""] if blind else []
        connection.execute(update, [encrypt(text, key=keys.newest(circle), place=place), *digest, number])
    return len(rows)


def _encrypt_history(connection: Connection, column: EncryptedColumn, keys: _Keys) -> int:
    select = sql.SQL(
        "select h.id, t.public_id, h.circle_id, h.before->>{column} from access_history h "
        "join {table} t on t.id = h.row_id where h.table_name = {name} and left(h.before->>{column}, 1) <> {mark} "
        "and h.before->>{column} not in ('', '{{}}') "
        "and coalesce((h.before->>'level')::int, h.level) = any ({levels})"
    ).format(
        column=sql.Literal(column.column),
        table=sql.Identifier(column.table),
        name=sql.Literal(column.table),
        mark=sql.Literal(MARK),
        levels=sql.Literal(sorted(column.levels)),
    )
    rows = connection.execute(select).fetchall()
    for number, public_id, circle, text in rows:
        place = Place(column.table, column.column, str(public_id))
        value = json.dumps({column.column: encrypt(text, key=keys.newest(circle), place=place)})
        connection.execute("update access_history set before = before || %s::jsonb where id = %s", [value, number])
    return len(rows)


def row_in_clear(connection: Connection, *, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row, or a line of history, as it was before anything of it was encrypted; for the operator of the machine."""
    if table != "access_history":
        return _clear(connection, table, row, row.get("level"), row.get("public_id"))
    changed = row["before"] or {}
    if not any(one.column in changed for one in encrypted_columns(row["table_name"])):
        return row
    name = sql.SQL("select public_id from {} where id = %s").format(sql.Identifier(row["table_name"]))
    public_id = (connection.execute(name, [row["row_id"]]).fetchone() or ("",))[0]
    level = changed.get("level", row["level"])
    return {**row, "before": _clear(connection, row["table_name"], changed, level, str(public_id))}


def _clear(connection: Connection, table: str, row: dict[str, Any], level: Any, public_id: Any) -> dict[str, Any]:
    opened = dict(row)
    for column in encrypted_columns(table):
        text = row.get(column.column)
        if isinstance(text, str) and column.covers(level) and is_encrypted(text):
            clear = _opened_by_operator(connection, text, Place(table, column.column, public_id))
            opened[column.column] = column.from_text(clear)
    return opened


def _opened_by_operator(connection: Connection, text: str, place: Place) -> str:
    return decrypt(text, key=_key_for_operator(connection, key_number(text)), place=place)


def _key_for_operator(connection: Connection, number: int) -> Key:
    row = connection.execute(
        "select id, circle_id, wrapped, master from keys_circlekey where id = %s", [number]
    ).fetchone()
    if row is None:
        raise Unopened("The key of this value is not in the database any more.")
    return unwrapped(*row)


def _plain(column: EncryptedColumn) -> sql.Composed:
    return sql.SQL("level = any ({levels}) and {text} not in ('', '{{}}') and left({text}, 1) <> {mark}").format(
        levels=sql.Literal(sorted(column.levels)), text=_text(column), mark=sql.Literal(MARK)
    )


def _text(column: EncryptedColumn) -> sql.Composed:
    """What stands in a column as text: of JSON, the string that was encrypted, or the whole."""
    return sql.SQL("{} #>> '{{}}'" if column.is_json else "{}").format(sql.Identifier(column.column))


class _Keys:
    """Keys of circles, asked for by the operator of the machine and made where there is none."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.held: dict[int, Key] = {}

    def newest(self, circle: int) -> Key:
        if circle not in self.held:
            self.held[circle] = self._found(circle) or self._made(circle)
        return self.held[circle]

    def _found(self, circle: int) -> Key | None:
        row = self.connection.execute(
            "select id, wrapped, master from keys_circlekey where circle_id = %s and wrapped is not null "
            "order by id desc limit 1",
            [circle],
        ).fetchone()
        return unwrapped(row[0], circle, row[1], row[2]) if row else None

    def _made(self, circle: int) -> Key:
        secret, held = new_secret(), masters()
        (number,) = self.connection.execute(
            "insert into keys_circlekey (public_id, version, circle_id, level, acl_key, wrapped, master) "
            "select gen_random_uuid(), 1, id, 1, team_id * 64 + 1, %s, %s from access_circle where id = %s "
            "returning id",
            [wrap(secret, master=held.by_name[held.newest], about=str(circle)), held.newest, circle],
        ).fetchone() or (0,)
        return Key(int(number), secret)
