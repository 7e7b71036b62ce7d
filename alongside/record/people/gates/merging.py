"""Making two entries one, and two again: what may be, what is moved, and what is told about it afterwards.

The rows that point at a person lie in circles that whoever merges need not see. So these functions move them, after
asking in one place whether they may; every row keeps its circle. Which columns point at a person the catalogue says;
what is done about a row whose like the other entry has, the rooms have registered (``rules.pointers``).
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import SEALED

UNDO_DAYS = 90
"""For so long a merge can be undone."""

OPENED = f"""(not p.sealed or exists (select 1 from app.my_subject s join app.my_circle_grant m using (circle_id)
                      where s.person_id = p.id and (m.levels & {SEALED}) <> 0))"""
KNOWN = "(app.sees_circle(c.id) or (c.kind = 'ordinary' and c.team_id = any (app.index_teams())))"
CIRCLES = "access_circlesubject s join access_circle c on c.id = s.circle_id"
SAME_CIRCLES = (
    """(select array_agg(s.circle_id order by s.circle_id) from access_circlesubject s where s.person_id = {0})"""
)
RULES_ONE = "exists (select 1 from access_circlesubject s where s.person_id = {0} and app.may_rule_circle(s.circle_id))"
WORKERS = "(select array_agg(w.worker_id order by w.worker_id) from people_workerperson w where w.person_id = {0})"

MERGE_REFUSAL = Gate(
    "merge_refusal",
    "one bigint, two bigint",
    "returns text language plpgsql stable",
    f"""begin
  if app.uid() is null or one = two or (select count(*) from people_person p where p.id in (one, two)
       and p.merged_into_id is null and {OPENED}
       and exists (select 1 from app.my_subject s where s.person_id = p.id)) < 2 then return 'absent'; end if;
  if exists (select 1 from people_person p where p.id in (one, two) and p.sealed)
     or exists (select 1 from {CIRCLES} where s.person_id in (one, two)
                 and (c.id = any (app.excluded()) or not {KNOWN}))
     or (exists (select 1 from {CIRCLES} where s.person_id in (one, two) and c.kind <> 'ordinary')
         and {SAME_CIRCLES.format("one")} is distinct from {SAME_CIRCLES.format("two")}) then return 'ask'; end if;
  if not {RULES_ONE.format("one")} or not {RULES_ONE.format("two")} then return 'authority'; end if;
  if {WORKERS.format("one")} is distinct from {WORKERS.format("two")} then return 'worker'; end if;
  if exists (select 1 from people_notsameperson n where n.ended_at is null
              and (n.person_id, n.other_id) in ((one, two), (two, one))) then return 'apart'; end if;
  if exists (select 1 from people_relationship r where r.withdrawn_on is null
              and (r.until_on is null or r.until_on > current_date)
              and (r.person_id, r.other_id) in ((one, two), (two, one))) then return 'related'; end if;
  return null;
end""",
)
"""Why this reader may not make the two one; null when she may. ``ask`` never says what it is that she may not know."""

PERSON_COLUMNS = Gate(
    "person_columns",
    "",
    "returns table (table_name text, column_name text, in_circle boolean) language sql stable",
    """  select k.relname::text, a.attname::text,
         exists (select 1 from pg_attribute x where x.attrelid = k.oid and x.attname = 'circle_id')
    from pg_constraint c join pg_class k on k.oid = c.conrelid
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
   where c.confrelid = 'public.people_person'::regclass order by 1, 2""",
    callers=(),
)

LEDGER = "insert into people_mergedrow (merge_id, table_name, column_name, number, circle, kind, before, after)"

MOVE_ROWS = Gate(
    "move_rows",
    "mid bigint, keep bigint, lose bigint, e jsonb",
    "returns void language plpgsql",
    f"""declare t text := e ->> 'table'; col text := e ->> 'column'; twin text; ring text; g jsonb; change text;
  r record;
begin
  select case when p.in_circle then 'x.circle_id' else 'null::bigint' end into ring from app.person_columns() p
   where p.table_name = t and p.column_name = col;
  if ring is null then raise exception 'no column %.% points at a person', t, col; end if;
  select string_agg(format('y.%1$I is not distinct from x.%1$I', c), ' and ') into twin
    from jsonb_array_elements_text(coalesce(e -> 'twin', '[]')) c;
  if twin is not null and (e ->> 'during')::boolean then
    twin := twin || ' and coalesce(x.until_on, ''infinity'') > coalesce(y.from_on, ''-infinity'')'
                 || ' and coalesce(y.until_on, ''infinity'') > coalesce(x.from_on, ''-infinity'')';
  end if;
  execute format('{LEDGER} select $1, %L, %L, x.id, %s, ''aside'', null, null from %I x where x.%I = $3 and (%s or %s)',
    t, col, ring, t, col,
    case when twin is null then 'false'
         else format('exists (select 1 from %I y where y.%I = $2 and %s)', t, col, twin) end,
    case when coalesce(e ->> 'apart', '') = '' then 'false' else format('x.%I = $2', e ->> 'apart') end)
    using mid, keep, lose;
  for g in select j from jsonb_array_elements(coalesce(e -> 'grow', '[]')) j loop
    change := case g ->> 1
      when 'or' then format('(y.%1$I or x.%1$I)', g ->> 0)
      when 'least' then format('least(y.%1$I, x.%1$I)', g ->> 0)
      else format('(case when y.%1$I is null or x.%1$I is null then null else greatest(y.%1$I, x.%1$I) end)', g ->> 0)
    end;
    for r in execute format('select x.id as other, (select y.id from %1$I y where y.%2$I = $2 and %3$s order by y.id '
        'limit 1) as mine from %1$I x join people_mergedrow m on m.number = x.id where m.merge_id = $1 and '
        'm.table_name = %1$L and m.column_name = %2$L and m.kind = ''aside'' order by x.id', t, col, twin)
        using mid, keep loop
      execute format('with was as (select to_jsonb(y.%1$I) as value from %2$I y where y.id = $2), '
        'done as (update %2$I y set %1$I = %3$s from %2$I x where y.id = $2 and x.id = $3 '
        'and y.%1$I is distinct from %3$s returning to_jsonb(y.%1$I) as value, %4$s as ring) '
        '{LEDGER} select $1, %2$L, %1$L, $2, done.ring, ''set'', was.value, done.value from was, done',
        g ->> 0, t, change, ring) using mid, r.mine, r.other;
    end loop;
  end loop;
  execute format('with moved as (update %1$I x set %2$I = $2 where x.%2$I = $3 and not exists (select 1 from '
    'people_mergedrow m where m.merge_id = $1 and m.table_name = %1$L and m.column_name = %2$L and m.number = x.id '
    'and m.kind = ''aside'') returning x.id, %3$s as ring) '
    '{LEDGER} select $1, %1$L, %2$L, moved.id, moved.ring, ''moved'', null, null from moved', t, col, ring)
    using mid, keep, lose;
end""",
    callers=(),
)
"""One column's rows: those whose like the other entry has are put aside and let it grow; the rest moves."""

MERGE_PEOPLE = Gate(
    "merge_people",
    "keep bigint, lose bigint, sentence text, changes jsonb, plan jsonb",
    "returns uuid language plpgsql",
    f"""declare refusal text; mid bigint; pub uuid; e jsonb;
begin
  perform 1 from people_person p where p.id in (keep, lose) order by p.id for update;
  refusal := app.merge_refusal(keep, lose);
  if refusal is null and length(trim(coalesce(sentence, ''))) < 3 then refusal := 'reason'; end if;
  if refusal is not null then
    raise exception 'these two cannot be made one' using errcode = '42501', hint = refusal;
  end if;
  if exists (select 1 from app.person_columns() k where not exists (select 1 from jsonb_array_elements(plan) x
              where x ->> 'table' = k.table_name and x ->> 'column' = k.column_name)) then
    raise exception 'a column that points at a person is not registered';
  end if;
  insert into people_merge (public_id, version, keep_id, lose_id, lose_public, lose_name, by_id, why, chosen)
  select gen_random_uuid(), 1, keep, lose, p.public_id, p.display_name, app.uid(), left(trim(sentence), 300),
         coalesce(changes, '{{}}') from people_person p where p.id = lose
  returning id, public_id into mid, pub;
  with added as (
    insert into access_circlesubject (circle_id, person_id, acl_key)
    select s.circle_id, keep, s.acl_key from access_circlesubject s where s.person_id = lose
    on conflict (person_id, circle_id) do nothing returning id, circle_id)
  {LEDGER} select mid, 'access_circlesubject', 'person_id', a.id, a.circle_id, 'added', null, null from added a;
  for e in select x from jsonb_array_elements(plan) x where not coalesce((x ->> 'stays')::boolean, false) loop
    perform app.move_rows(mid, keep, lose, e);
  end loop;
  update people_likelypair set ended_at = statement_timestamp()
   where ended_at is null and (person_id = lose or other_id = lose);
  update people_person set merged_into_id = keep where id = lose;
  return pub;
end""",
)

UNDO_REFUSAL = Gate(
    "undo_refusal",
    "merge_public uuid",
    "returns text language plpgsql stable",
    f"""declare m people_merge%rowtype;
begin
  select * into m from people_merge where public_id = merge_public;
  if m.id is null or app.uid() is null
     or not exists (select 1 from app.my_subject s where s.person_id = m.keep_id) then return 'absent'; end if;
  if m.undone_at is not null then return 'undone'; end if;
  if statement_timestamp() > m.merged_at + interval '{UNDO_DAYS} days' then return 'over'; end if;
  if exists (select 1 from people_person p where p.id = m.keep_id and p.merged_into_id is not null)
     or exists (select 1 from people_merge n where n.keep_id = m.keep_id and n.id > m.id and n.undone_at is null) then
    return 'later';
  end if;
  if exists (select 1 from people_person p where p.id = m.keep_id and p.sealed)
     or exists (select 1 from {CIRCLES} where s.person_id in (m.keep_id, m.lose_id)
                 and (c.id = any (app.excluded()) or not {KNOWN})) then return 'ask'; end if;
  if not {RULES_ONE.format("m.keep_id")} or not {RULES_ONE.format("m.lose_id")} then return 'authority'; end if;
  return null;
end""",
)

STILL_HERS = Gate(
    "still_hers",
    "pid bigint, cid bigint",
    "returns boolean language plpgsql stable",
    """declare k record; found boolean;
begin
  for k in select * from app.person_columns() p where p.in_circle loop
    execute format('select exists (select 1 from %I where circle_id = $2 and %I = $1)', k.table_name, k.column_name)
      into found using pid, cid;
    if found then return true; end if;
  end loop;
  return false;
end""",
    callers=(),
)
"""Whether any row of a circle points at a person."""

UNDO_MERGE = Gate(
    "undo_merge",
    "merge_public uuid",
    "returns void language plpgsql",
    """declare refusal text; m people_merge%rowtype; r record;
begin
  select * into m from people_merge where public_id = merge_public for update;
  perform 1 from people_person p where p.id in (m.keep_id, m.lose_id) order by p.id for update;
  refusal := app.undo_refusal(merge_public);
  if refusal is not null then
    raise exception 'this cannot be undone' using errcode = '42501', hint = refusal;
  end if;
  for r in select * from people_mergedrow where merge_id = m.id order by id desc loop
    if r.kind = 'moved' then
      execute format('update %1$I set %2$I = $1 where id = $2 and %2$I = $3', r.table_name, r.column_name)
        using m.lose_id, r.number, m.keep_id;
    elsif r.kind = 'set' then
      execute format('update %1$I t set %2$I = (jsonb_populate_record(t, jsonb_build_object(%2$L, $1))).%2$I '
        'where t.id = $2 and to_jsonb(t.%2$I) is not distinct from $3', r.table_name, r.column_name)
        using r.before, r.number, r.after;
    elsif r.kind = 'added' and not app.still_hers(m.keep_id, r.circle) then
      delete from access_circlesubject where id = r.number;
    end if;
  end loop;
  update people_person set merged_into_id = null, compared_version = 0 where id = m.lose_id;
  update people_person set compared_version = 0 where id = m.keep_id;
  update people_merge set undone_at = statement_timestamp(), undone_by_id = app.uid(), version = version + 1
   where id = m.id;
end""",
)

MERGE_CONTENTS = Gate(
    "merge_contents",
    "merge_public uuid",
    "returns table (table_name text, column_name text, kind text, rows int) language plpgsql stable",
    """declare m people_merge%rowtype; k record;
begin
  select * into m from people_merge where public_id = merge_public;
  if not exists (select 1 from app.my_subject s where s.person_id = m.keep_id) then return; end if;
  return query select r.table_name::text, r.column_name::text, r.kind::text, count(*)::int from people_mergedrow r
   where r.merge_id = m.id and (r.circle is null or app.sees_circle(r.circle)) group by 1, 2, 3 order by 1, 2, 3;
  for k in select * from app.person_columns() p where p.in_circle loop
    return query execute format('select %1$L::text, %2$L::text, ''after''::text, count(*)::int from %1$I x '
      'where x.%2$I = $1 and x.created_at > $3 and app.sees_circle(x.circle_id) and x.circle_id in (select r.circle '
      'from people_mergedrow r where r.merge_id = $2 and r.kind = ''added'') and not exists (select 1 from '
      'people_mergedrow r where r.merge_id = $2 and r.table_name = %1$L and r.column_name = %2$L and r.number = x.id) '
      'having count(*) > 0', k.table_name, k.column_name) using m.keep_id, m.id, m.merged_at;
  end loop;
end""",
)
"""What a merge moved, put aside, changed and added, as far as the reader sees the circles, and what came ``after``."""

MERGE_CARRIERS = Gate(
    "merge_carriers",
    "merge_public uuid",
    "returns table (actor_id bigint) language sql stable",
    f"""  select distinct g.actor_id from people_merge m
    join access_circlesubject s on s.person_id in (m.keep_id, m.lose_id)
    join access_grant g on g.scope = 'c' and g.scope_id = s.circle_id and g.reason = 'assigned' and {LIVE}
   where m.public_id = merge_public and {HOUSE}""",
)
"""Who carries a case of the two, told to the house alone, which writes to them."""

PERSON_TEAMS = Gate(
    "person_teams",
    "pid bigint",
    "returns table (team text) language sql stable",
    f"""  select distinct t.name::text from {CIRCLES} join organisation_team t on t.id = c.team_id
   where s.person_id = pid and c.id <> all (app.excluded()) and {KNOWN} order by 1""",
)
"""The teams of the circles that concern a person, as far as the reader may know of them."""

MERGING_GATES = (
    PERSON_COLUMNS,
    MERGE_REFUSAL,
    MOVE_ROWS,
    MERGE_PEOPLE,
    UNDO_REFUSAL,
    STILL_HERS,
    UNDO_MERGE,
    MERGE_CONTENTS,
    MERGE_CARRIERS,
    PERSON_TEAMS,
)
