"""Spreadsheets that nobody brought in or put away are forgotten by the house, which reads none of them."""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import GATE, Gate, PlainSql

FORGET_SHEETS = Gate(
    "forget_sheets",
    "before timestamptz",
    "returns int language plpgsql",
    f"""declare n int; held bigint[];
begin
  if not {HOUSE} then
    raise exception 'only the house forgets spreadsheets' using errcode = '42501';
  end if;
  held := array(select distinct r.run_id from imports_sheetrow r
                 join imports_importrun i on i.id = r.run_id and i.created_at < before
                 where (select app.any_hold()) and (app.held_named(r.likely::text || ' ' || r.same_as)
                    or r.became is not null and r.sheet = 'people' and app.held_import('people', r.became)));
  delete from imports_sheetrow r using imports_importrun i
   where i.id = r.run_id and i.created_at < before and i.id <> all (held);
  get diagnostics n = row_count;
  delete from imports_upload u using imports_importrun i
   where i.id = u.run_id and i.created_at < before and i.id <> all (held);
  return n;
end""",
)

MAY_DELETE = PlainSql((f"grant delete on imports_sheetrow, imports_upload to {GATE}",))

GATES = (FORGET_SHEETS, MAY_DELETE)
