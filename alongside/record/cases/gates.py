"""Case numbers come from one sequence, so that two cases opened at the same moment never share one."""

from __future__ import annotations

from alongside.ground.foundation.guards import APP, GATE, PlainSql

CASE_NUMBERS = PlainSql(
    (
        "create sequence if not exists app.case_numbers as bigint start 1001",
        f"alter sequence app.case_numbers owner to {GATE}",
        f"grant usage on sequence app.case_numbers to {APP}",
    )
)

GATES = (CASE_NUMBERS,)
