"""The search gates: only visible persons, one indexed lookup, and nothing by a way that belongs to a hidden circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.guards import APP, GATE, Gate
from alongside.record.people import queries
from alongside.record.people.gates.finding import FEW, FINDING_GATES, FIRST_LOOK, MANY, MINE, RANKED
from alongside.record.people.models import PersonKey
from alongside.record.people.rules.names import search_keys
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person

CAST = ["worker", "colleague", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin", "client"]
SEES = {"worker", "colleague", "supervisor"}


def found(text: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select person_id from app.search_people(%s, 50)", [search_keys(text)])
        return [row[0] for row in cursor.fetchall()]


def masked(text: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("select person_id, name, born_year, team from app.masked_people(%s, 50)", [search_keys(text)])
        return list(cursor.fetchall())


@pytest.mark.parametrize("username", CAST)
def test_only_those_who_may_see_her_find_her(become: Become, username: str) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Zofia Wiśniewska", by, born=date(1984, 5, 3))
    become(username)
    assert found("Zofia Wisniewska") == ([person.id] if username in SEES else [])
    known = [(person.id, "Zofia Wiśniewska", 1984, "Family team")] if username == "intake" else []
    assert masked("Zofia Wisniewska") == known


def test_without_a_reader_nobody_is_found(become: Become) -> None:
    by = become("worker")
    a_person(a_circle(by), "Zofia Wiśniewska", by)
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")
    assert found("Zofia Wisniewska") == []
    assert masked("Zofia Wisniewska") == []


def test_the_most_telling_key_comes_first(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    sound = a_person(circle, "Zofija Visnevska", by)
    a_person(circle, "Adam Kowalczyk", by)
    same = a_person(circle, "Zofia Wiśniewska", by)
    assert set(found("Zofia Wisniewska")) >= {same.id, sound.id}


def test_a_reader_finds_her_own_people_under_a_key_that_very_many_bear(become: Become) -> None:
    stranger = become("elsewhere")
    theirs = a_person(a_circle(stranger, programme="safe"), "Maria Crowd", stranger)
    PersonKey.objects.bulk_create(PersonKey(person=theirs, key="mar") for _ in range(FEW + 1))
    by = become("worker")
    own = a_person(a_circle(by), "Maria Quill", by)
    with connection.cursor() as cursor:
        cursor.execute("select person_id, hits from app.search_people(%s, 5)", [["mar"]])
        assert cursor.fetchall() == [(own.id, 1)]
        become("elsewhere")
        cursor.execute("select person_id from app.search_people(%s, 5)", [["mar"]])
        assert cursor.fetchall() == [(theirs.id,)]


def test_people_of_a_victim_service_are_never_known_of(become: Become) -> None:
    other = become("elsewhere")
    person = a_person(a_circle(other, programme="safe"), "Halina Wiśniewska", other)
    become("intake")
    assert masked("Halina Wisniewska") == []
    assert queries.masked_person(person.public_id) is None


def actor(username: str) -> int:
    return Account.objects.get(username=username).actor_id


@pytest.fixture
def committed_circle() -> Iterator[int]:
    """A circle of the worker that other connections see too; it and its people are taken away again."""
    with access.acting(actor_id=actor("worker"), kind=SessionKind.COMMAND) as by:
        circle = a_circle(by)
    yield circle
    mine = "(select person_id from access_circlesubject where circle_id = %s)"
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select array_agg(person_id) from {mine} s", [circle])
        people = cursor.fetchone()[0] or []
        cursor.execute("delete from access_circlesubject where circle_id = %s", [circle])
        for table, column in (("personkey", "person_id"), ("personname", "person_id"), ("person", "id")):
            cursor.execute(f"delete from people_{table} where {column} = any (%s)", [people])
        cursor.execute("delete from access_grant where scope = 'c' and scope_id = %s", [circle])
        cursor.execute("delete from access_circle where id = %s", [circle])


@pytest.mark.committed
def test_a_sealed_person_is_never_known_of_nor_found(committed_circle: int) -> None:
    worker = actor("worker")
    with access.acting(actor_id=worker, kind=SessionKind.COMMAND) as by:
        sealed = a_person(committed_circle, "Verena Siegel", by)
    with connections["owner"].cursor() as cursor:
        cursor.execute("update people_person set sealed = true where id = %s", [sealed.id])
    with access.acting(actor_id=worker, kind=SessionKind.COMMAND) as by:
        assert queries.near_matches(full_name="Verena Siegel", by=by).matches == ()
    with access.acting(actor_id=actor("intake"), kind=SessionKind.COMMAND):
        assert masked("Verena Siegel") == []
        assert queries.masked_person(sealed.public_id) is None


def test_the_day_of_birth_finds_nobody_whom_the_reader_may_only_know_of(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Zofia Wiśniewska", by, born=date(1984, 5, 3))
    assert found("1984-05-03") == [person.id]
    become("intake")
    assert masked("1984-05-03") == []
    assert masked("Zofia 1984") == [(person.id, "Zofia Wiśniewska", 1984, "Family team")]


def test_a_phone_number_finds_her_only_through_a_circle_that_the_reader_sees(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Zofia Wiśniewska", by)
    stranger = become("elsewhere")
    theirs = a_circle(stranger)
    become("worker")
    other_team = next(team.id for team in organisation.teams() if team.name == "Older people's team")
    joint = access.open_circle(team_id=by.teams[0], by=become("worker"))
    access.add_subject(circle=joint, person_id=person.id, by=become("worker"))
    a_phone_of = a_person(joint, "Jan Novak", become("worker"), phone="085 555 0188")
    access.move_circle(circle=joint, team_id=other_team, by=become("worker"))
    become("colleague")
    matches, _receipt = queries.near_matches(full_name="", phones=["085 555 0188"], by=become("colleague"))
    assert matches == ()
    matches, _receipt = queries.near_matches(full_name="", phones=["+353 85 555 0188"], by=become("elsewhere"))
    assert [match.person_id for match in matches] == [a_phone_of.id]
    assert "Same phone" in matches[0].reasons_for
    assert theirs


FILL = """
insert into people_person (id, public_id, version, display_name, sort_key, pronouns, birth_precision, sex, gender_words,
    identity_words, languages, reads_best, interpreter, interpreter_language, communication_note, sealed)
  select n, gen_random_uuid(), 1, 'P', 'p', '', 'unknown', '', '', '', '[]', '', 'not_asked', '', '', false
    from generate_series(1000001, 1020000) n;
insert into people_personkey (person_id, key)
  select n, k from generate_series(1000001, 1020000) n, unnest(array['w' || n, 's' || n % 500, 'p' || n % 20]) k;
insert into access_circle (id, public_id, version, team_id, kind, opened_by_id)
  select n, gen_random_uuid(), 1, c.team_id, 'ordinary', c.opened_by_id
    from generate_series(1000001, 1020000) n, (select * from access_circle limit 1) c;
insert into access_circlesubject (circle_id, person_id, acl_key)
  select n, n, 65 + 64 * (n % 40) from generate_series(1000001, 1020000) n;
analyze people_person; analyze people_personkey; analyze access_circle; analyze access_circlesubject"""


@pytest.mark.committed
@pytest.mark.usefixtures("committed_circle")
def test_no_look_of_the_gate_reads_a_whole_table() -> None:
    """Over 20,000 people, as the gate's own role; the filling is rolled back."""
    plans = []
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("people_person", "access_circle", "access_circlesubject"):
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(FILL)
        cursor.execute(f"set local role {GATE}")
        looks: list[tuple[str, list[Any]]] = [
            (FIRST_LOOK.format(sought="%s::text[]", limit=FEW + 1), [["s7", "w1000077"]]),
            (RANKED.format(sought="%s::text[]", mine="%s::bigint[]", limit=80), [["s7", "w1000077"], [1000077]]),
            (MINE.format(limit=100), []),
        ]
        for sql, arguments in looks:
            cursor.execute(f"explain {sql}", arguments)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
        cursor.execute("reset role")
        transaction.set_rollback(True, using="owner")
    assert not [plan for plan in plans if "Seq Scan on people_" in plan or "Seq Scan on access_circlesubject" in plan]


def lowered(gate: Gate) -> list[str]:
    """The gate as it would be if few and many were none, so that every reader sees very many."""
    numbers = {f"{MANY + 1}": "1", f"> {MANY}": "> 0", f"limit {FEW + 1}": "limit 1", f"<= {FEW}": "<= 0"}
    body = gate.body
    for old, new in numbers.items():
        body = body.replace(old, new)
    return replace(gate, body=body).statements()


@pytest.mark.committed
def test_who_sees_very_many_finds_lists_and_knows_the_same_people(committed_circle: int) -> None:
    worker, intake = actor("worker"), actor("intake")
    with access.acting(actor_id=worker, kind=SessionKind.COMMAND) as by:
        first, second = (a_person(committed_circle, name, by).id for name in ("Brodgar Skara", "Brodgar Stenness"))
    until = timezone.now() + timedelta(hours=1)
    for number, secret in ((worker, b"broad worker"), (intake, b"broad intake")):
        access.open_session(actor_id=number, kind=SessionKind.COMMAND, secret=secret, expires_at=until)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for gate in FINDING_GATES:
            for statement in lowered(gate):
                cursor.execute(statement)
        cursor.execute(f"set local role {APP}")
        cursor.execute("select app.begin_session(%s, gen_random_uuid())", [b"broad worker"])
        keys = [*search_keys("Skara Brodgar"), "brodgar"]
        cursor.execute("select person_id from app.search_people(%s, 5)", [keys])
        assert [row[0] for row in cursor.fetchall()] == [first, second]
        for by_name in (True, False):
            cursor.execute("select person_id from app.list_people(%s, '', null, 1000)", [by_name])
            listed = [row[0] for row in cursor.fetchall() if row[0] in (first, second)]
            assert listed == ([first, second] if by_name else [second, first])
        cursor.execute("select app.begin_session(%s, gen_random_uuid())", [b"broad intake"])
        cursor.execute("select count(*) from app.search_people(%s, 5)", [keys])
        assert cursor.fetchone() == (0,)
        cursor.execute("select person_id, team from app.masked_people(%s, 5)", [keys])
        assert cursor.fetchall() == [(first, "Family team"), (second, "Family team")]
        cursor.execute("reset role")
        transaction.set_rollback(True, using="owner")
