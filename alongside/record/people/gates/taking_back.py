"""Taking back what was written by mistake a moment ago: rows that nobody has changed, people on whom nothing hangs.

Nothing is deleted but the bond of a person to a circle that should never have known her. Rows stay, marked with the
day, and the guards hide them from everybody; history tells who wrote and who took back. A disposal of the circle still
reaches them.
"""

from __future__ import annotations

from alongside.agency.access.policies import CIRCLE
from alongside.ground.foundation.guards import Gate

ROWS = ("people_bond", "people_household", "people_householdmember", "people_system", "people_tie")
FRESH_DAYS = 1
"""For so many days something can be taken back; later it has been read and relied on."""
FRESH = f"interval '{FRESH_DAYS} day'"

TAKE_BACK_ROW = Gate(
    "take_back_row",
    "kept_in text, number bigint",
    "returns void language plpgsql",
    f"""declare r record; hanging boolean := false;
begin
  if kept_in not in ({", ".join(f"'{one}'" for one in ROWS)}) then
    raise exception 'nothing of this kind is taken back' using errcode = '42501', hint = 'absent';
  end if;
  execute format('select x.id, x.version, x.created_at from %I x where x.id = $1 and x.withdrawn_on is null and '
    '(%s) for update', kept_in, $rule${CIRCLE.format(table="x")}$rule$) into r using number;
  if r.id is null or app.uid() is null then
    raise exception 'no such row' using errcode = '42501', hint = 'absent';
  elsif r.version <> 1 then
    raise exception 'it was changed' using errcode = '42501', hint = 'changed';
  elsif statement_timestamp() - r.created_at > {FRESH} then
    raise exception 'it is old' using errcode = '42501', hint = 'old';
  end if;
  if kept_in = 'people_household' then
    hanging := exists (select 1 from people_householdmember m where m.household_id = number and m.withdrawn_on is null)
      or exists (select 1 from people_tie t where t.household_id = number and t.withdrawn_on is null);
  elsif kept_in = 'people_system' then
    hanging := exists (select 1 from people_tie t where t.system_id = number and t.withdrawn_on is null);
  end if;
  if hanging then
    raise exception 'something hangs on it' using errcode = '42501', hint = 'hanging';
  end if;
  execute format('update %I set withdrawn_on = current_date, version = version + 1 where id = $1', kept_in)
    using number;
end""",
)
"""Marks one row that this reader sees and may write; refused with a hint."""

HANGS = Gate(
    "hangs_on_person",
    "pid bigint, cid bigint",
    "returns boolean language plpgsql stable",
    """declare t record; there boolean;
begin
  for t in select c.table_name, c.column_name, c.in_circle,
      exists (select 1 from pg_attribute a where a.attrelid = c.table_name::regclass and a.attname = 'withdrawn_on')
        as marked
    from app.person_columns() c where (cid is null or c.in_circle)
     and c.table_name not in ('people_personname', 'people_personkey', 'people_likelypair', 'people_drawingwish') loop
    execute format('select exists (select 1 from %I x where x.%I = $1 %s %s)', t.table_name, t.column_name,
      case when t.marked then 'and x.withdrawn_on is null' else '' end,
      case when cid is null then '' else 'and x.circle_id = $2' end) into there using pid, cid;
    if there then return true; end if;
  end loop;
  return false;
end""",
    callers=(),
)
"""Whether anything but her names points at a person, in one circle or (null) anywhere; what was taken back does not."""

TAKE_BACK_PERSON = Gate(
    "take_back_person",
    "cid bigint, pid bigint",
    "returns text language plpgsql",
    f"""declare p people_person%rowtype; s access_circlesubject%rowtype; alone boolean;
begin
  select * into p from people_person x where x.id = pid and x.merged_into_id is null and x.withdrawn_on is null
    for update;
  select * into s from access_circlesubject x where x.person_id = pid and x.circle_id = cid for update;
  if app.uid() is null or p.id is null or s.id is null or not app.sees_circle(cid) then
    raise exception 'no such person' using errcode = '42501', hint = 'absent';
  end if;
  alone := not exists (select 1 from access_circlesubject x where x.person_id = pid and x.circle_id <> cid);
  if p.sealed or statement_timestamp() - s.added_at > {FRESH} or (alone and (p.version <> 1
     or statement_timestamp() - p.created_at > {FRESH} or app.hangs_on_person(pid, null)))
     or (not alone and app.hangs_on_person(pid, cid)) then return 'kept'; end if;
  update people_drawingwish set ended_at = statement_timestamp()
   where ended_at is null and circle_id = cid and pid in (left_id, right_id);
  if alone then
    update people_likelypair set ended_at = statement_timestamp()
     where ended_at is null and pid in (person_id, other_id);
    update people_person set withdrawn_on = current_date, version = version + 1, compared_version = version + 1
     where id = pid;
    return 'gone';
  end if;
  delete from access_circlesubject where id = s.id;
  return 'left';
end""",
)
"""``gone``: she is nobody's any more; ``left``: this circle does not know her any more; ``kept``: something hangs on
her, or she has been there for longer. Who came into the record with a circle stays bound to it, hidden, so that its
disposal takes her along."""

TAKING_BACK_GATES = (TAKE_BACK_ROW, HANGS, TAKE_BACK_PERSON)
