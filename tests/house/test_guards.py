"""Every table of personal data is guarded as declared; the check notices when it is not (contract 3; R-01, R-07)."""

from __future__ import annotations

import pytest
from django.db import connection, connections, transaction

from alongside.oversight.overviews.rls import GUARDS, faults

OWNER = "owner"

SABOTAGE = {
    "create table public.leak (id bigint)": "leak",
    "alter table cases_case disable row level security": "cases_case",
    "alter table contacts_note no force row level security": "contacts_note",
    "drop policy seen on people_person": "people_person",
    "drop trigger keep_history on plans_goal": "plans_goal",
    "alter table plans_goal disable trigger keep_history": "plans_goal",
    "create view public.peek as select * from people_person": "peek",
    "create function app.shortcut() returns int language sql security definer as 'select 1'": "shortcut",
    "alter function app.uid() security definer": "uid",
    "grant delete on people_person to alongside_app": "people_person",
    "grant truncate on people_person to alongside_app": "people_person",
    "alter table intakes_intake owner to alongside_app": "intakes_intake",
    "alter policy seen on intakes_intake using (true)": "intakes_intake",
}


def test_the_catalogue_is_as_declared() -> None:
    assert faults(connections[OWNER]) == []


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_the_check_names_what_was_broken(sabotage: str) -> None:
    with transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(sabotage)
        found = faults(connections[OWNER])
        transaction.set_rollback(True, using=OWNER)
    assert any(SABOTAGE[sabotage] in sentence for sentence in found)


@pytest.mark.parametrize("table", [guard.table for guard in GUARDS if guard.read != "true"])
def test_without_a_reader_every_guarded_table_is_empty(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        assert cursor.fetchone() == (0,)
