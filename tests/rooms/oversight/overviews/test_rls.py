"""The check of the access model notices whatever differs from the declarations (contract 3; R-01, R-07)."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest
from django.db import connections, transaction

from alongside.oversight.overviews.rls import DECLARED, GATES, GUARDS, catalogue_faults, faults
from tests.database.plugin import locked

OWNER = "owner"

SABOTAGE = {
    "create table public.leak (id bigint)": "The table leak has neither a guard nor a reason to stand open.",
    "alter table cases_case disable row level security": "The table cases_case has no row-level security.",
    "alter table contacts_note no force row level security": "The table contacts_note does not bind its owner.",
    "drop policy seen on people_person": "The policy seen of the table people_person differs",
    "alter policy seen on intakes_intake using (true)": "The policy seen of the table intakes_intake differs",
    "create policy more on cases_case for select using (true)": "The policy more of the table cases_case differs",
    "drop trigger keep_history on plans_goal": "The table plans_goal keeps no history",
    "alter table plans_goal disable trigger keep_history": "The table plans_goal keeps no history",
    "create view public.peek as select * from people_person": "The view peek reads with its owner's rights.",
    "create function app.shortcut() returns int language sql security definer as 'select 1'": (
        "The function shortcut is declared nowhere."
    ),
    "create function public.shortcut() returns int language sql security definer as 'select 1'": (
        "The function shortcut runs with its owner's rights and has no search_path of its own."
    ),
    "alter function app.uid() security definer": "The function uid differs from its declaration.",
    "alter function app.seers(bigint) owner to alongside_owner": "The function seers differs from its declaration.",
    "drop function app.seers(bigint)": "The function seers is declared and missing.",
    "grant delete on people_person to alongside_app": "The application's role has DELETE on people_person.",
    "grant truncate on people_person to alongside_app": "The application's role has TRUNCATE on people_person.",
    "grant references on people_person to alongside_app": "The application's role has REFERENCES on people_person.",
    "grant trigger on people_person to alongside_app": "The application's role has TRIGGER on people_person.",
    "grant delete on people_person to public": "The application's role has DELETE on people_person.",
    "grant update on access_history to alongside_app": "The application's role has UPDATE on access_history.",
    "grant insert on access_grant to alongside_app": "The application's role has INSERT on access_grant.",
    "alter table intakes_intake owner to alongside_app": "The application's role owns intakes_intake.",
    "alter role alongside_app bypassrls": "The role alongside_app escapes row-level security.",
    "alter role alongside_app superuser": "The role alongside_app escapes row-level security.",
    "alter role alongside_app createrole": "The role alongside_app may make roles or databases",
    "alter role alongside_app createdb": "The role alongside_app may make roles or databases",
    "alter role alongside_app replication": "The role alongside_app may make roles or databases",
    "grant create on schema public to alongside_app": "The application's role may create in the schema public.",
    "grant create on schema app to alongside_app": "The application's role may create in the schema app.",
    "grant create on schema public to public": "The application's role may create in the schema public.",
    "do $$ begin execute format('grant create on database %I to alongside_app', current_database()); end $$": (
        "The application's role may create in the database."
    ),
    "grant alongside_owner to alongside_app": "The application's role belongs to alongside_owner.",
    "grant alongside_gate to alongside_app": "The application's role belongs to alongside_gate.",
    "grant pg_read_all_data to alongside_app": "The application's role belongs to pg_read_all_data.",
    "alter function app.seers(bigint) reset search_path": (
        "The function seers runs with its owner's rights and has no search_path of its own."
    ),
    "create materialized view public.kept as select 1 as one": "The view kept reads with its owner's rights.",
    "create table app.leak (id bigint); grant select on app.leak to alongside_app": (
        "The table app.leak has neither a guard nor a reason to stand open."
    ),
    "create schema more; create table more.leak (id bigint); grant insert on more.leak to alongside_app": (
        "The table more.leak has neither a guard nor a reason to stand open."
    ),
    "create schema more; create view more.peek as select * from public.people_person": (
        "The view peek reads with its owner's rights."
    ),
    "grant execute on function app.sign(text, text) to alongside_app": "The application's role may call sign",
    "alter role alongside_gate login": "The role alongside_gate may sign in, and must not.",
}

OF_THE_SERVER = re.compile("alter role|grant (alongside|pg)_")
"""What other tests on the same server would feel: one at a time."""


@pytest.fixture(scope="module")
def usual() -> set[str]:
    """What the check says of the database as it is."""
    return set(faults(connections[OWNER]))


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_the_check_names_what_was_broken_and_says_it_once(sabotage: str, usual: set[str]) -> None:
    look = faults if "policy" in sabotage else catalogue_faults
    with locked() if OF_THE_SERVER.match(sabotage) else nullcontext(), transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(sabotage)
        found = look(connections[OWNER])
        transaction.set_rollback(True, using=OWNER)
    named = [sentence for sentence in found if sentence.startswith(SABOTAGE[sabotage]) and sentence not in usual]
    assert len(named) == 1, found


def test_the_check_leaves_nothing_behind() -> None:
    faults(connections[OWNER])
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select count(*) from pg_namespace where nspname = 'rls_twin'")
        assert cursor.fetchone() == (0,)


def test_every_table_has_one_guard_and_every_function_one_declaration() -> None:
    tables = [guard.table for guard in GUARDS]
    assert len(tables) == len(set(tables))
    names = [gate.name for gate in DECLARED if hasattr(gate, "name")]
    assert sorted(names) == sorted(GATES)
