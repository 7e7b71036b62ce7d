"""Keys are made with the first encrypted value, wrapped anew while others work, and destroyed for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from alongside.agency.keys.actions import (
    destroy_keys,
    encrypt_what_is_plain,
    encrypt_with_key,
    keys_by_master,
    newest_key,
    rewrap_keys,
    row_in_clear,
)
from alongside.agency.keys.models import CircleKey
from alongside.ground.foundation.encryption import MARK, Place, Unopened
from alongside.ground.foundation.masters import add_master, drop_masters
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people import actions as people
from alongside.record.people import queries
from tests.conftest import Become
from tests.database import plugin
from tests.database.copies import pointing_at
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

HERE = Place("people_contactpoint", "value", "a1")
SECRET, EARLIER = "085 555 4471", "085 555 9032"


def test_the_first_sealed_value_makes_the_key_and_the_next_uses_it(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    assert encrypt_with_key(circle=circle, place=HERE, text="", by=by) == ""
    assert not CircleKey.objects.filter(circle_id=circle).exists()
    first, second = newest_key(circle=circle, by=by), newest_key(circle=circle, by=by)
    assert first == second
    row = CircleKey.objects.get(circle_id=circle)
    assert bytes(row.wrapped or b"").find(first.secret) == -1
    assert newest_key(circle=a_circle(by), by=by) != first


@pytest.fixture
def agency(become: Become, tmp_path: Path) -> Iterator[tuple[psycopg.Connection[Any], str, Path]]:
    """A database as its administrator, with a hidden phone that was changed once; its name; its own master keys."""
    file = tmp_path / "masters.key"
    file.write_bytes(Path(settings.MASTER_KEYS).read_bytes())
    address, name = plugin.copy_of_template("keys")
    try:
        with override_settings(MASTER_KEYS=str(file)):
            with pointing_at(name), transaction.atomic():
                by = become("worker")
                circle = a_circle(by)
                person = a_person(circle, "Marta López", by)
                point = a_phone(person, circle, by, EARLIER, level=SAFE_LOCATION)
                people.change_contact_point(point=point, version=1, value=SECRET, by=by)
            with psycopg.connect(address, autocommit=True) as held:
                yield held, name, file
    finally:
        plugin.drop(name)


def seen(become: Become, name: str) -> str:
    """What the worker reads."""
    with pointing_at(name), transaction.atomic():
        by = become("worker")
        (match,) = queries.near_matches(full_name="Marta Lopez", phones=[SECRET], by=by).matches
        (point,) = queries.contact_points(match.person_id)
        return point.value


@pytest.mark.committed
def test_master_keys_are_renewed_and_everything_still_opens(
    agency: tuple[psycopg.Connection[Any], str, Path], become: Become
) -> None:
    held, name, file = agency
    assert keys_by_master(held) == {"1": 1}
    add_master(file)
    assert seen(become, name) == SECRET
    assert rewrap_keys(held) == 1
    assert rewrap_keys(held) == 0
    assert keys_by_master(held) == {"2": 1}
    drop_masters(file)
    assert seen(become, name) == SECRET


@pytest.mark.committed
def test_no_copy_of_the_database_tells_where_somebody_is(agency: tuple[psycopg.Connection[Any], str, Path]) -> None:
    held, _name, _file = agency
    tables = held.execute(
        "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind = 'r' and n.nspname in ('public', 'app')"
    ).fetchall()
    assert len(tables) > 50
    for (table,) in tables:
        for (row,) in held.execute(f"select t::text from {table} t"):
            assert not {part for part in ("555 4471", "555 9032", "5554471", "5559032") if part in row}, table


@pytest.mark.committed
def test_destroyed_keys_leave_nothing_to_read(
    agency: tuple[psycopg.Connection[Any], str, Path], become: Become
) -> None:
    held, name, _file = agency
    ((circle,),) = held.execute("select circle_id from people_contactpoint").fetchall()
    assert destroy_keys(held, circle=circle) == 1
    assert destroy_keys(held, circle=circle) == 0
    assert keys_by_master(held) == {}
    with pytest.raises(Unopened, match="destroyed"):
        seen(become, name)


@pytest.mark.committed
def test_what_left_in_clear_is_sealed_anew_in_rows_and_history(
    agency: tuple[psycopg.Connection[Any], str, Path], become: Become
) -> None:
    held, name, _file = agency
    rows = "select to_jsonb(t) from people_contactpoint t"
    lines = "select to_jsonb(h) from access_history h where table_name = 'people_contactpoint' and before is not null"
    ((row,),), ((line,),) = held.execute(rows).fetchall(), held.execute(lines).fetchall()
    clear = row_in_clear(held, table="people_contactpoint", row=row)
    before = row_in_clear(held, table="access_history", row=line)
    assert (clear["value"], before["before"]["value"]) == (SECRET, EARLIER)
    assert row_in_clear(held, table="people_contactpoint", row=clear) == clear
    plain = {**line, "before": {"label": "Home"}}
    assert row_in_clear(held, table="access_history", row=plain) == plain
    held.execute("alter table people_contactpoint disable trigger user")
    held.execute("alter table access_history disable trigger user")
    held.execute("update people_contactpoint set value = %s, phone_key = '~elsewhere'", [SECRET])
    held.execute("update access_history set before = %s where id = %s", [json.dumps(before["before"]), line["id"]])
    held.execute("delete from keys_circlekey")
    assert encrypt_what_is_plain(held) == 2
    assert encrypt_what_is_plain(held) == 0
    ((row,),), ((line,),) = held.execute(rows).fetchall(), held.execute(lines).fetchall()
    assert (row["value"][0], line["before"]["value"][0]) == (MARK, MARK)
    assert seen(become, name) == SECRET
    with pytest.raises(Unopened, match="not in the database"):
        row_in_clear(held, table="people_contactpoint", row={**row, "value": MARK + "1.99.AAAA"})
