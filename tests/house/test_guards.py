"""Every table of personal data is guarded as declared, and empty without a reader (contract 3; R-01, R-07)."""

from __future__ import annotations

from django.db import connection, connections

from alongside.ground.foundation.guards import GATE
from alongside.oversight.overviews.rls import GUARDS, faults

OWNER = "owner"


def test_the_catalogue_is_as_declared() -> None:
    assert faults(connections[OWNER]) == []


def test_rows_leave_a_short_list_of_tables_and_no_other() -> None:
    own = {"drafts_draft", "drafts_submission", "people_personkey", "imports_upload", "imports_sheetrow"}
    assert {guard.table for guard in GUARDS if guard.delete} == {*own, "exports_casepaper", "exports_drawingpaper"}
    with connections[OWNER].cursor() as cursor:
        sql = "select relname from pg_class where relkind = 'r' and has_table_privilege(%s, oid, 'DELETE')"
        cursor.execute(sql, [GATE])
        papers = {"exports_casepaper", "exports_drawingpaper"}
        forgotten = {"imports_upload", "imports_sheetrow", "access_circlesubject", *papers}
        assert {name for (name,) in cursor.fetchall()} == forgotten


def test_without_a_reader_every_guarded_table_is_empty() -> None:
    tables = [guard.table for guard in GUARDS if guard.read != "true"]
    assert len(tables) > 100
    with connection.cursor() as cursor:
        counts = {table: cursor.execute(f"select count(*) from {table}").fetchone() for table in tables}
    assert counts == dict.fromkeys(tables, (0,))
