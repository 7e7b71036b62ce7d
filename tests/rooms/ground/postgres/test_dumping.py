"""What a copy of a database says of itself, and what is said in other words where it comes in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import psycopg
import pytest

from alongside.ground.postgres import DatabaseUnavailable, dumping
from tests.database import plugin

pytestmark = pytest.mark.committed


@pytest.fixture
def url() -> Iterator[str]:
    """The administrator's address of an empty database."""
    with dumping.scratch_database(plugin.admin_url()) as address:
        yield address


def test_facts_notice_any_change_whatever_the_order(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table one (id int, said text)")
        connection.execute("insert into one values (1, 'a'), (2, 'b')")
        connection.execute("create table two as select * from one order by id desc")
        first = dumping.facts_of(connection)
        assert first["public.one"] == first["public.two"] == dumping.Facts(2, first["public.one"].digest)
        connection.execute("update two set said = 'c' where id = 2")
        second = dumping.facts_of(connection)
        assert second["public.two"].rows == 2
        assert second["public.two"].digest != first["public.two"].digest
        assert second["public.one"] == first["public.one"]
        assert dumping.sees_every_row(connection)


def test_a_copy_that_is_none_is_refused_and_changes_nothing(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot be read"):
        dumping.load(url, iter([b"this is no copy"]), owner_before="postgres")

    def breaking() -> Iterator[bytes]:
        yield b"PGDMP"
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        dumping.load(url, breaking(), owner_before="postgres")
    with psycopg.connect(url) as connection:
        assert dumping.tables_of(connection) == []


def test_a_snapshot_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"could not be copied: .*snapshot"):
        list(dumping.dump(url, "none"))


def test_only_statements_are_said_in_other_words() -> None:
    change = dumping._changes("postgres", 'the "owner"', 160000)
    out = BytesIO()
    lines = [
        b"SET transaction_timeout = 0;\n",
        b"CREATE SCHEMA app;\n",
        b"ALTER TABLE public.one OWNER TO postgres;\n",
        b"ALTER TABLE public.one OWNER TO alongside_owner;\n",
        b"COPY public.one (said) FROM stdin;\n",
        b"ALTER TABLE public.one OWNER TO postgres;\n",
        b"\\.\n",
    ]
    dumping._hand_over(BytesIO(b"".join(lines)), out, change)
    assert out.getvalue().splitlines(keepends=True) == [
        b"\n",
        b"\n",
        b'ALTER TABLE public.one OWNER TO "the ""owner""";\n',
        *lines[3:],
    ]
    assert dumping._changes("a", "a", 180000)(lines[0]) == lines[0]
