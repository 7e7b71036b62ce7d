"""Guards and gates, written as SQL: what is granted, to whom, and what every function pins."""

from __future__ import annotations

import pytest
from django.db import connections, transaction
from django.db.migrations.state import ProjectState

from alongside.ground.foundation.guards import Declaration, Gate, Guard, InstallGuards, PlainSql, fingerprint

OPEN = Guard("access.Grant", "true", "false")


def granted(guard: Guard) -> set[str]:
    """What the application's own role may do to the table."""
    return {one.split()[1] for one in guard.statements() if one.startswith("grant ") and one.endswith("alongside_app")}


def policies(guard: Guard) -> set[str]:
    return {one.split()[2] for one in guard.statements() if one.startswith("create policy")}


def triggers(guard: Guard) -> dict[str, str]:
    made = [one for one in guard.statements() if one.startswith("create trigger")]
    return {one.split()[2]: one[one.rindex("app.") :] for one in made}


@pytest.mark.parametrize(
    ("guard", "rights", "names"),
    [
        (Guard("access.Grant", "true", None), {"select"}, {"seen"}),
        (Guard("access.Grant", "true", "false"), {"select", "insert", "update"}, {"seen", "added", "changed"}),
        (Guard("access.Grant", "true", "false", update=False), {"select", "insert"}, {"seen", "added"}),
        (Guard("access.Grant", "true", "false", insert=False), {"select", "update"}, {"seen", "changed"}),
        (
            Guard("access.Grant", "true", "false", delete=True),
            {"select", "insert", "update", "delete"},
            {"seen", "added", "changed", "removed"},
        ),
    ],
)
def test_a_guard_grants_what_it_says_and_a_policy_for_each(guard: Guard, rights: set[str], names: set[str]) -> None:
    assert granted(guard) == rights
    assert policies(guard) == names | {"gate", "erase"}
    assert f"alter table {guard.table} force row level security" in guard.statements()
    assert "with check (false)" not in " ".join(guard.statements()) or guard.write == "false"


def test_rights_of_earlier_are_taken_before_any_is_given() -> None:
    statements = OPEN.statements()
    revoked = statements.index(
        "revoke all on access_grant from public, alongside_app, alongside_gate, alongside_eraser"
    )
    assert all(place > revoked for place, one in enumerate(statements) if one.startswith("grant "))


def test_a_row_of_a_circle_keeps_its_keys_and_history_names_the_person() -> None:
    guard = Guard(
        "access.Grant",
        "true",
        None,
        circle=True,
        parents=(("case_id", "cases_case"),),
        subjects=("person_id",),
        person_column="person_id",
        unwatched=("content",),
    )
    assert triggers(guard) == {
        "keep_keys": "app.keep_keys('parent:case_id:cases_case', 'subject:person_id')",
        "keep_history": "app.keep_history('person_id', 'content')",
    }
    assert triggers(OPEN) == {"keep_history": "app.keep_history()"}
    assert triggers(Guard("access.Grant", "true", None, history=False)) == {}


def test_a_gate_pins_its_search_path_and_its_callers() -> None:
    gate = Gate("example", "a bigint", "returns bigint language sql", "  select a", callers=("alongside_app",))
    statements = gate.statements()
    assert "security definer set search_path = pg_catalog, public, app, pg_temp" in statements[0]
    assert "revoke all on function app.example(a bigint) from public" in statements
    assert statements[-1] == "grant execute on function app.example(a bigint) to alongside_app"
    invoker = Gate("example", "", "returns int language sql", "  select 1", definer=False)
    assert "security invoker" in invoker.statements()[0]


def test_a_changed_declaration_has_another_fingerprint() -> None:
    different: list[list[Declaration]] = [
        [OPEN],
        [Guard("access.Grant", "false", "false")],
        [OPEN, PlainSql(("select 1",))],
        [PlainSql(("select 1",)), OPEN],
    ]
    prints = [fingerprint(declarations) for declarations in different]
    assert len(set(prints)) == len(prints)
    assert fingerprint([Guard("access.Grant", "true", "false")]) == prints[0]


def test_installing_writes_every_declaration_and_can_be_done_again() -> None:
    declarations: list[Declaration] = [
        Gate("example", "a bigint", "returns bigint language sql", "  select a + 1"),
        PlainSql(("create temporary table if not exists example (id int)", "insert into example values (1)")),
    ]
    operation = InstallGuards(declarations, "abc")
    assert operation.deconstruct() == ("InstallGuards", [], {"key": "abc"})
    assert "abc" in operation.describe()
    owner = connections["owner"]
    with transaction.atomic(using="owner"):
        for _again in range(2):
            with owner.schema_editor(collect_sql=False) as editor:
                operation.database_forwards("access", editor, ProjectState(), ProjectState())
                operation.database_backwards("access", editor, ProjectState(), ProjectState())
        with owner.cursor() as cursor:
            cursor.execute("select app.example(1), (select count(*) from example)")
            assert cursor.fetchone() == (2, 2)
        transaction.set_rollback(True, using="owner")
