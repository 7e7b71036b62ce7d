"""Does the database guard what the code declares? Compares every declaration with the catalogue.

Answers ``alongside rls-check`` and the house tests. Exact: each guard is written once more on an empty twin of its
table, in a transaction that is rolled back, and the two are compared as PostgreSQL prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.agency.access import policies as access
from alongside.agency.access.gates import ASKING_GATES, READING_GATES, WRITING_GATES
from alongside.agency.drafts import policies as drafts
from alongside.agency.keys import policies as keys
from alongside.agency.organisation import policies as organisation
from alongside.agency.staff import gates as staff_gates
from alongside.agency.staff import policies as staff
from alongside.agency.tokens import gates as tokens_gates
from alongside.agency.tokens import policies as tokens
from alongside.ground.foundation.guards import APP, CONTEXT, ERASER, GATE, OWNER, Declaration, Gate, Guard
from alongside.oversight.audit import gates as audit_gates
from alongside.oversight.audit import policies as audit
from alongside.oversight.breaches import policies as breaches
from alongside.oversight.disposals import gates as disposals_gates
from alongside.oversight.disposals import policies as disposals
from alongside.oversight.exports import gates as exports_gates
from alongside.oversight.exports import policies as exports
from alongside.oversight.imports import gates as imports_gates
from alongside.oversight.imports import policies as imports
from alongside.oversight.outcomes import gates as outcomes_gates
from alongside.oversight.outcomes import policies as outcomes
from alongside.oversight.requests import gates as requests_gates
from alongside.oversight.requests import policies as requests
from alongside.practice.assessments import policies as assessments
from alongside.practice.careteams import gates as careteams_gates
from alongside.practice.careteams import policies as careteams
from alongside.practice.choices import policies as choices
from alongside.practice.consents import gates as consents_gates
from alongside.practice.consents import policies as consents
from alongside.practice.contacts import gates as contacts_gates
from alongside.practice.contacts import policies as contacts
from alongside.practice.corrections import policies as corrections
from alongside.practice.documents import policies as documents
from alongside.practice.dynamics import policies as dynamics
from alongside.practice.plans import gates as plans_gates
from alongside.practice.plans import policies as plans
from alongside.record.cases import gates as cases_gates
from alongside.record.cases import policies as cases
from alongside.record.intakes import gates as intakes_gates
from alongside.record.intakes import policies as intakes
from alongside.record.people import gates as people_gates
from alongside.record.people import policies as people

GUARDS: tuple[Guard, ...] = (
    *organisation.GUARDS,
    *access.GUARDS,
    *keys.GUARDS,
    *staff.GUARDS,
    *tokens.GUARDS,
    *drafts.GUARDS,
    *people.GUARDS,
    *intakes.GUARDS,
    *cases.GUARDS,
    *assessments.GUARDS,
    *dynamics.GUARDS,
    *choices.GUARDS,
    *plans.GUARDS,
    *contacts.GUARDS,
    *corrections.GUARDS,
    *documents.GUARDS,
    *consents.GUARDS,
    *careteams.GUARDS,
    *imports.GUARDS,
    *exports.GUARDS,
    *audit.GUARDS,
    *disposals.GUARDS,
    *requests.GUARDS,
    *breaches.GUARDS,
    *outcomes.GUARDS,
)
DECLARED: tuple[Declaration, ...] = (
    *READING_GATES,
    *WRITING_GATES,
    *ASKING_GATES,
    *staff_gates.GATES,
    *tokens_gates.GATES,
    *people_gates.GATES,
    *imports_gates.GATES,
    *exports_gates.GATES,
    *intakes_gates.GATES,
    *cases_gates.GATES,
    *contacts_gates.GATES,
    *consents_gates.GATES,
    *careteams_gates.GATES,
    *plans_gates.GATES,
    *audit_gates.GATES,
    *disposals_gates.GATES,
    *requests_gates.GATES,
    *outcomes_gates.GATES,
)
GATES: dict[str, Gate] = {gate.name: gate for gate in DECLARED if isinstance(gate, Gate)}
OWNED_VIEWS = {"my_circle_grant", "my_request_grant", "my_subject"}
FORBIDDEN = ("DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

Row = tuple[Any, ...]


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Everything that breaks the access model, one plain sentence each; empty when all is as declared.

    ``connection`` must be the administrator's: the comparison writes twins of the tables and rolls them back.
    """
    found = catalogue_faults(connection)
    with transaction.atomic(using=connection.alias):
        found += _policies(connection)
        transaction.set_rollback(True, using=connection.alias)
    return found


def catalogue_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What the catalogue alone tells: roles, rights, tables, functions and views; all but the words of policies."""
    parts = (_roles, _creating, _tables, _elsewhere, _functions, _views)
    return [sentence for part in parts for sentence in part(connection)]


def _ask(connection: BaseDatabaseWrapper, sql: str, *arguments: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        rows: list[Row] = cursor.fetchall()
        return rows


def _roles(connection: BaseDatabaseWrapper) -> Iterator[str]:
    for name, superuser, bypass, login in _ask(
        connection,
        "select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = any (%s)",
        [APP, GATE, CONTEXT, OWNER, ERASER],
    ):
        if superuser or bypass:
            yield f"The role {name} escapes row-level security. Take SUPERUSER and BYPASSRLS from it."
        if login and name != APP:
            yield f"The role {name} may sign in, and must not."
    for name, roles, databases, copies in _ask(
        connection,
        "select rolname, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = any (%s)",
        [APP, GATE, CONTEXT, OWNER],
    ):
        if roles or databases or copies:
            yield f"The role {name} may make roles or databases, or copy this one. Take it away."
    for (name,) in _ask(
        connection,
        "select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid "
        "join pg_roles r on r.oid = m.member where r.rolname = %s order by 1",
        APP,
    ):
        yield f"The application's role belongs to {name}. Take it out."
    for (name,) in _ask(
        connection, "select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = %s", APP
    ):
        yield f"The application's role owns {name}. Give it to {OWNER}."


def _creating(connection: BaseDatabaseWrapper) -> Iterator[str]:
    for (name,) in _ask(
        connection,
        "select nspname from pg_namespace where left(nspname, 3) <> 'pg_' and nspname <> 'information_schema' "
        "and has_schema_privilege(%s, oid, 'create') order by 1",
        APP,
    ):
        yield f"The application's role may create in the schema {name}. Take it away."
    if _ask(connection, "select has_database_privilege(%s, current_database(), 'create')", APP)[0][0]:
        yield "The application's role may create in the database. Take it away."


def _elsewhere(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Tables outside the schema of records: the application's role has nothing to do with any of them."""
    for schema, table in _ask(
        connection,
        "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where left(nspname, 3) <> 'pg_' and nspname not in ('information_schema', 'public') "
        "and c.relkind in ('r', 'p', 'f') "
        "and has_table_privilege(%s, c.oid, 'select, insert, update, delete, truncate') order by 1, 2",
        APP,
    ):
        yield f"The table {schema}.{table} has neither a guard nor a reason to stand open."


def _tables(connection: BaseDatabaseWrapper) -> Iterator[str]:
    guarded = {guard.table: guard for guard in GUARDS}
    for table, enabled, forced in _ask(
        connection,
        "select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c join pg_namespace n on n.oid = "
        "c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1",
    ):
        if table in guarded:
            if not enabled:
                yield f"The table {table} has no row-level security. Enable it."
            if not forced:
                yield f"The table {table} does not bind its owner. Force row-level security."
            yield from _rights(connection, table, guarded[table])
        elif table not in access.OPEN_TABLES and not table.startswith("procrastinate_"):
            yield f"The table {table} has neither a guard nor a reason to stand open."
    for (table,) in _ask(
        connection,
        "select t.relname from pg_class t join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' "
        "and t.relname = any (%s) and not exists (select 1 from pg_trigger g where g.tgrelid = t.oid "
        "and g.tgname = 'keep_history' and g.tgenabled = 'O')",
        [guard.table for guard in GUARDS if guard.history],
    ):
        yield f"The table {table} keeps no history: its trigger is missing or switched off."


def _rights(connection: BaseDatabaseWrapper, table: str, guard: Guard) -> Iterator[str]:
    for right in FORBIDDEN:
        if right == "DELETE" and guard.delete:
            continue
        if _ask(connection, "select has_table_privilege(%s, %s, %s)", APP, table, right)[0][0]:
            yield f"The application's role has {right} on {table}. Take it away."
    written = guard.write is not None
    for right, declared in (("INSERT", written and guard.insert), ("UPDATE", written and guard.update)):
        if not declared and _ask(connection, "select has_any_column_privilege(%s, %s, %s)", APP, table, right)[0][0]:
            yield f"The application's role has {right} on {table}. Take it away."


def _functions(connection: BaseDatabaseWrapper) -> Iterator[str]:
    seen: set[str] = set()
    for name, owner, definer, settings, body, callable_by_app in _ask(
        connection,
        "select p.proname, r.rolname, p.prosecdef, p.proconfig, p.prosrc, "
        "has_function_privilege(%s, p.oid, 'execute') from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "join pg_roles r on r.oid = p.proowner "
        "where n.nspname = 'app' or (p.prosecdef and left(nspname, 3) <> 'pg_' and nspname <> 'information_schema') "
        "order by 1",
        APP,
    ):
        seen.add(name)
        gate = GATES.get(name)
        if definer and not any(str(setting).startswith("search_path=") for setting in settings or ()):
            yield f"The function {name} runs with its owner's rights and has no search_path of its own."
        if gate is None:
            yield f"The function {name} is declared nowhere."
        elif owner != gate.owner or definer != gate.definer or body.strip() != gate.body.strip():
            yield f"The function {name} differs from its declaration."
        elif callable_by_app and APP not in gate.callers:
            yield f"The application's role may call {name}, and must not."
    for name in GATES.keys() - seen:
        yield f"The function {name} is declared and missing."


def _views(connection: BaseDatabaseWrapper) -> Iterator[str]:
    for name, options in _ask(
        connection,
        "select c.relname, c.reloptions from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind in ('v', 'm') and left(nspname, 3) <> 'pg_' and nspname <> 'information_schema' order by 1",
    ):
        if name not in OWNED_VIEWS and "security_invoker=true" not in (options or ()):
            yield f"The view {name} reads with its owner's rights. Make it security_invoker."


def _policies(connection: BaseDatabaseWrapper) -> Iterator[str]:
    real = _printed(connection, "public")
    with connection.cursor() as cursor:
        cursor.execute("create schema rls_twin")
        cursor.execute(f"grant usage on schema rls_twin to {OWNER}, {APP}, {GATE}, {ERASER}")
        cursor.execute(f"grant create on schema rls_twin to {OWNER}")
        cursor.execute("set local search_path = rls_twin, public")
        for guard in GUARDS:
            cursor.execute(f"create table rls_twin.{guard.table} (like public.{guard.table})")
            for statement in guard.statements():
                cursor.execute(statement, None)
    declared = _printed(connection, "rls_twin")
    for key in sorted(declared.keys() | real.keys()):
        if declared.get(key) != real.get(key):
            table, policy = key
            yield f"The policy {policy} of the table {table} differs from its declaration."


def _printed(connection: BaseDatabaseWrapper, schema: str) -> Mapping[tuple[str, str], Row]:
    rows = _ask(
        connection,
        "select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies "
        "where schemaname = %s",
        schema,
    )
    return {(row[0], row[1]): row[2:] for row in rows}
