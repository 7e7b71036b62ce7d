"""Cases and drawings on paper that nobody may fetch any more are forgotten by the house, which reads none of them."""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import GATE, Gate, PlainSql

FORGET_PAPERS = Gate(
    "forget_papers",
    "before timestamptz",
    "returns int language plpgsql",
    f"""declare n int; more int;
begin
  if not {HOUSE} then
    raise exception 'only the house forgets papers' using errcode = '42501';
  end if;
  delete from exports_casepaper p using cases_case k
   where k.id = p.case_id and p.created_at < before and not app.held_circle(k.circle_id);
  get diagnostics n = row_count;
  delete from exports_drawingpaper p using cases_case k
   where k.id = p.case_id and p.created_at < before and not app.held_circle(k.circle_id);
  get diagnostics more = row_count;
  return n + more;
end""",
)

MAY_DELETE = PlainSql(
    tuple(f"grant delete on {table} to {GATE}" for table in ("exports_casepaper", "exports_drawingpaper"))
)

GATES = (FORGET_PAPERS, MAY_DELETE)
