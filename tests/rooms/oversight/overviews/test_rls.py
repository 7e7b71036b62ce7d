"""The check of the access model notices whatever differs from the declarations (contract 3; R-01, R-07)."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import connections, transaction

from alongside.oversight.overviews.rls import DECLARED, GATES, GUARDS, faults
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
    "alter table intakes_intake owner to alongside_app": "The application's role owns intakes_intake.",
    "alter role alongside_app bypassrls": "The role alongside_app escapes row-level security.",
    "alter role alongside_gate login": "The role alongside_gate may sign in, and must not.",
}


@pytest.fixture(scope="module")
def usual() -> set[str]:
    """What the check says of the database as it is."""
    return set(faults(connections[OWNER]))


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_the_check_names_what_was_broken_and_says_it_once(sabotage: str, usual: set[str]) -> None:
    with locked() if sabotage.startswith("alter role") else nullcontext(), transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(sabotage)
        found = faults(connections[OWNER])
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
