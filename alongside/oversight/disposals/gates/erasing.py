"""The functions that erase: what belongs to a record wherever it lies, its words in the logs, and what is kept of it.

They belong to a role of their own, the only one that deletes records, and nobody may call them but each other. Which
tables belong to which class is handed in from the rules file; which rows point at them the catalogue says.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import APP, ERASER, GATE, Gate, PlainSql
from alongside.oversight.audit.gates.sealing import HISTORY_COLUMNS, HISTORY_LEFT, READING_COLUMNS, text_of
from alongside.oversight.disposals.gates.holding import NOW, OFFICER, UTC, UUID

UUIDS = f"'({UUID})'"
IN_ROWS = "({0}, {1}) in (select r.key, v::bigint from jsonb_each(reach) r, jsonb_array_elements_text(r.value) v)"


def named(text: str) -> str:
    """The SQL that tells whether a text holds the random name of a row that goes."""
    return f"exists (select 1 from regexp_matches({text}, {UUIDS}, 'g') m where m[1]::uuid = any (names))"


WRITTEN = ("audit_erasure", "audit_erasedleaf", "disposals_disposal", "disposals_tombstone", "disposals_casestatistic")
MAY_WRITE = PlainSql(
    (
        *(f"grant insert, update on {table} to {ERASER}" for table in WRITTEN),
        f"grant execute on function app.epoch(), app.context(), app.uid(), app.powers(), app.is_house() to {ERASER}",
        f"grant select on access_account to {GATE}",
        f"grant select, update on access_account to {ERASER}",
    )
)

DIGEST_OF = Gate(
    "tombstone",
    "kind text, name text",
    "returns text language sql immutable",
    "  select encode(sha256(convert_to(kind || '|' || name, 'UTF8')), 'hex')",
    callers=(APP, GATE, ERASER),
    definer=False,
)
"""The digest by which something that was disposed of is recognised: of its random name, or of its key in an import."""

POINTING = Gate(
    "pointing",
    "",
    "returns table (child text, col text, parent text, wanted boolean) language sql stable",
    """  select k.relname::text, a.attname::text, p.relname::text, a.attnotnull
    from pg_constraint c join pg_class k on k.oid = c.conrelid join pg_class p on p.oid = c.confrelid
    join pg_namespace n on n.oid = k.relnamespace
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
   where n.nspname = 'public' order by 1, 2""",
    callers=(GATE, ERASER),
    definer=False,
)
"""Every column that points at another table, and whether it must. Only a foreign key has a ``confrelid``."""

REACH = Gate(
    "disposal_reach",
    "circles bigint[], persons bigint[], things jsonb, tables text[], owned text[]",
    "returns jsonb language plpgsql stable",
    """declare reach jsonb := app.disposal_seeds(things); bare bigint[];
  people bigint[]; t record; ids bigint[]; held bigint[]; grew boolean;
begin
  with recursive twins as (
    select unnest(persons) as id union select p.id from people_person p join twins w on p.merged_into_id = w.id)
  select coalesce(array_agg(id), '{}') into people from twins;
  if cardinality(people) > 0 then reach := reach || jsonb_build_object('people_person', to_jsonb(people)); end if;
  select coalesce(array_agg(s.circle_id), '{}') into bare from (
    select s.circle_id from access_circlesubject s group by s.circle_id having bool_and(s.person_id = any (people))) s;
  for t in select o.name from unnest(owned) o(name)
            join pg_attribute a on a.attrelid = to_regclass(o.name) and a.attname = 'circle_id' loop
    execute format('select array_agg(id) from %I where circle_id = any ($1)', t.name) into ids
      using (case when t.name = any (tables) then circles else '{}'::bigint[] end) || bare;
    if ids is not null then reach := reach || jsonb_build_object(t.name, to_jsonb(ids)); end if;
  end loop;
  loop
    grew := false;
    for t in select p.child, p.col, p.parent, p.wanted from app.pointing() p where reach ? p.parent
                and (p.wanted or p.child = any (owned)) loop
      held := coalesce(array(select v::bigint from jsonb_array_elements_text(reach -> t.child) v), '{}');
      execute format('select array_agg(id) from %I where %I = any ($1) and id <> all ($2)', t.child, t.col) into ids
        using array(select v::bigint from jsonb_array_elements_text(reach -> t.parent) v), held;
      if ids is not null then
        reach := reach || jsonb_build_object(t.child, to_jsonb(held || ids));
        grew := true;
      end if;
    end loop;
    exit when not grew;
  end loop;
  return reach;
end""",
    owner=ERASER,
    callers=(GATE, ERASER),
)
"""Every row that goes, by table: of the circles, of the persons with whoever was merged into them, of the ``things``
(workers, breaches, requests), and whatever points at one of these rows and cannot stand without it.
"""

COUNT = Gate(
    "disposal_count",
    "circles bigint[], persons bigint[], things jsonb, tables text[], owned text[]",
    "returns table (table_name text, rows int) language plpgsql stable",
    f"""begin
  if not ({OFFICER}) and not {HOUSE} then return; end if;
  return query select r.key, jsonb_array_length(r.value)
    from jsonb_each(app.disposal_reach(circles, persons, things, tables, owned)) r order by 1;
end""",
)
"""The dry run: how many rows of which table would go."""

KEEP_STATISTICS = Gate(
    "keep_statistics",
    "cases bigint[]",
    "returns int language plpgsql",
    """declare n int;
begin
  insert into disposals_casestatistic (programme_id, opened, closed, episodes, reasons, planned, age_band, people,
                                       contacts, seen_in_person)
  select k.programme_id, to_char(k.opened_on, 'YYYY-"Q"Q'), coalesce(to_char(k.closed_on, 'YYYY-"Q"Q'), ''), k.episode,
         coalesce(e.reasons, '{}'), e.planned,
         case when f.age is null or f.age < 0 then '' when f.age < 6 then '0-5' when f.age < 13 then '6-12'
              when f.age < 18 then '13-17' when f.age < 25 then '18-24' when f.age < 45 then '25-44'
              when f.age < 65 then '45-64' else '65+' end,
         (select count(*) from cases_participant t where t.case_id = k.id),
         (select count(*) from contacts_contact c where c.case_id = k.id and c.mode <> 'missed'),
         (select count(*) from contacts_contact c where c.case_id = k.id and c.mode in ('visit', 'office', 'meeting'))
    from cases_case k
    left join lateral (select c.reasons, c.planned from cases_closing c where c.case_id = k.id
                        order by c.episode desc, c.id desc limit 1) e on true
    left join lateral (select extract(year from age(k.opened_on, p.born_on)) as age from cases_participant t
                         join people_person p on p.id = t.person_id where t.case_id = k.id
                        order by t.focus desc, t.id limit 1) f on true
   where k.id = any (cases) order by random();
  get diagnostics n = row_count;
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""Programme, quarters, reasons, age band and counts of each case: what is kept when it goes."""

KEEP_TOMBSTONES = Gate(
    "keep_tombstones",
    "did bigint, reach jsonb, circles bigint[], rules jsonb",
    "returns int language plpgsql",
    """declare t record; n int; total int := 0; says text := rules ->> 'authority';
  what text[] := array(select jsonb_array_elements_text(rules -> 'classes'));
begin
  for t in select v.kind, v.name from (values ('case', 'cases_case'), ('intake', 'intakes_intake'),
             ('person', 'people_person'), ('breach', 'breaches_breach'),
             ('request', 'requests_recordrequest')) v(kind, name) loop
    execute format('insert into disposals_tombstone (disposal_id, kind, digest, classes, authority, disposed_on) '
      'select $1, %L, app.tombstone(%L, x.public_id::text), $2, $3, current_date from %I x where x.id = any ($4)',
      t.kind, t.kind, t.name)
      using did, what, says, array(select e::bigint from jsonb_array_elements_text(reach -> t.name) e);
    get diagnostics n = row_count;
    total := total + n;
  end loop;
  insert into disposals_tombstone (disposal_id, kind, digest, classes, authority, disposed_on, circle, ended_on,
                                   logs_due_on)
  select did, 'circle', app.tombstone('circle', c.public_id::text), what, says, current_date, c.id, q.day,
         (date_trunc('quarter', greatest(q.day, app.counts_from(c.id, q.day, (rules ->> 'logs_majority')::int))
           + (rules ->> 'logs')::interval)
          + interval '3 months - 1 day')::date
    from access_circle c cross join lateral (
      select (date_trunc('quarter', coalesce(
        (select max(k.closed_on) from cases_case k where k.circle_id = c.id),
        (select max(s.decided_at)::date from intakes_screening s where s.circle_id = c.id), current_date))
        + interval '3 months - 1 day')::date as day) q
   where c.id = any (circles);
  get diagnostics n = row_count;
  insert into disposals_tombstone (disposal_id, kind, digest, classes, authority, disposed_on)
  select did, 'import', app.tombstone('import', concat_ws('|', i.system, i.file, i.key)), what, says, current_date
    from imports_importedrow i where app.imported_from(i.kind, i.row_id, reach);
  return total + n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""What is left of each case, request, person and circle, and of the keys by which an import knew them."""

IMPORTED_FROM = Gate(
    "imported_from",
    "kind text, number bigint, reach jsonb",
    "returns boolean language sql immutable",
    """  select coalesce(reach -> case kind when 'people' then 'people_person' when 'person' then 'people_person'
           when 'case' then 'cases_case' when 'household' then 'people_household' end @> to_jsonb(number), false)""",
    callers=(ERASER,),
    definer=False,
)
"""Whether a remembered row of an import became one of the rows that go."""

BLANK_LOGS = Gate(
    "blank_logs",
    "eid bigint, reach jsonb, circles bigint[], tables text[]",
    f"returns int language plpgsql {UTC}",
    f"""declare ids bigint[];
begin
  select coalesce(array_agg(h.id), '{{}}') into ids from access_history h
   where (h.before is not null or h.why <> '') and not ({NOW}) and (
     {IN_ROWS.format("h.table_name", "h.row_id")}
     or h.circle_id = any (circles) and h.table_name = any (tables)
     or h.person_id in (select v::bigint from jsonb_array_elements_text(reach -> 'people_person') v)
     or h.table_name = 'access_grant' and h.row_id in (
        select g.id from access_grant g where g.scope = 'c' and g.scope_id = any (circles))
     or h.table_name = 'access_exclusion' and h.row_id in (
        select x.id from access_exclusion x where x.circle_id = any (circles))
     or h.table_name in ('access_share', 'keys_circlekey') and h.circle_id = any (circles)
     or h.table_name = 'audit_look' and h.row_id in (
        select l.id from audit_look l where l.circle_id = any (circles)));
  insert into audit_erasedleaf (erasure_id, letter, entry, epoch, txid, leaf, remains)
  select eid, 'h', h.id, h.epoch, h.txid, coalesce((select x.leaf from audit_erasedleaf x
           where x.letter = 'h' and x.entry = h.id order by x.id limit 1), h.whole), h.rest
    from (select id, epoch, txid, sha256(convert_to({text_of(HISTORY_COLUMNS)}, 'UTF8')) as whole,
                 sha256(convert_to({text_of(HISTORY_LEFT)}, 'UTF8')) as rest
            from access_history where id = any (ids)) h;
  update access_history set before = null, why = '' where id = any (ids);
  return cardinality(ids);
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""Take the words out of the history of what goes, and keep a digest of each entry as it was under its seal.

Who changed which row when stays.
"""

ERASE_TRACES = Gate(
    "erase_traces",
    "reach jsonb, names uuid[], numbers text[], circles bigint[]",
    "returns jsonb language plpgsql",
    f"""declare done jsonb := '{{}}'; n int;
begin
  delete from drafts_draft d where {named("d.key || ' ' || d.url || ' ' || d.data::text")};
  get diagnostics n = row_count; done := done || jsonb_build_object('drafts_draft', n);
  delete from drafts_submission s where {named("s.key || ' ' || s.outcome")};
  get diagnostics n = row_count; done := done || jsonb_build_object('drafts_submission', n);
  delete from imports_importedrow i where app.imported_from(i.kind, i.row_id, reach);
  get diagnostics n = row_count; done := done || jsonb_build_object('imports_importedrow', n);
  delete from imports_sheetrow s where {named("s.likely::text || ' ' || s.same_as")}
     or app.imported_from(s.sheet, s.became, reach);
  get diagnostics n = row_count; done := done || jsonb_build_object('imports_sheetrow', n);
  delete from people_mergedrow m where {IN_ROWS.format("m.table_name", "m.number")};
  get diagnostics n = row_count; done := done || jsonb_build_object('people_mergedrow', n);
  update exports_export e set about = '', why = '' where exists (
    select 1 from unnest(numbers) k where e.about ~ ('\\m' || k || '\\M'));
  delete from procrastinate_jobs j where {named("j.args::text")};
  get diagnostics n = row_count; done := done || jsonb_build_object('procrastinate_jobs', n);
  update access_grant g set why = '', review_note = '', valid_until = least(g.valid_until, statement_timestamp())
   where g.scope = 'c' and g.scope_id = any (circles);
  update access_exclusion x set why = '' where x.circle_id = any (circles);
  update access_share s set why = '', valid_until = least(s.valid_until, statement_timestamp())
   where s.circle_id = any (circles);
  update audit_look l set note = '' where l.circle_id = any (circles);
  return done;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""What is typed and not saved, queued, remembered of imports, said about grants and exports."""

ERASE_ROWS = Gate(
    "erase_rows",
    "reach jsonb, circles bigint[]",
    "returns int language plpgsql",
    f"""declare t record; ids bigint[]; people bigint[]; n int;
begin
  for t in select p.child, p.col, p.parent from app.pointing() p where reach ? p.parent and not p.wanted loop
    execute format('update %I set %I = null where %I = any ($1) and id <> all ($2)', t.child, t.col, t.col)
      using array(select v::bigint from jsonb_array_elements_text(reach -> t.parent) v),
            array(select v::bigint from jsonb_array_elements_text(reach -> t.child) v);
  end loop;
  people := array(select v::bigint from jsonb_array_elements_text(reach -> 'people_person') v);
  delete from access_circlesubject s where s.person_id = any (people);
  for t in select r.key as name, r.value as value from jsonb_each(reach) r loop
    execute format('delete from %I where id = any ($1)', t.name)
      using array(select v::bigint from jsonb_array_elements_text(t.value) v);
  end loop;
  set constraints all immediate;
  set constraints all deferred;
  update keys_circlekey k set wrapped = null, destroyed_at = statement_timestamp(), version = version + 1
   where k.wrapped is not null and not exists (select 1 from access_circlesubject s where s.circle_id = k.circle_id)
     and not exists (select 1 from cases_case c where c.circle_id = k.circle_id)
     and not exists (select 1 from intakes_intake i where i.circle_id = k.circle_id)
     and (k.circle_id = any (circles) or k.circle_id in (
          select z.circle from app.emptied() z));
  get diagnostics n = row_count;
  update access_history set before = null where before is not null and {NOW};
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""Delete the rows, destroy the keys of circles in which nothing is left, and take the words out of this very act.

Returns how many keys were destroyed.
"""

ERASE_LOGS = Gate(
    "erase_logs",
    "did bigint, eid bigint, circles bigint[], rules jsonb",
    f"returns int language plpgsql {UTC}",
    f"""declare n int; t record;
begin
  if exists (select 1 from access_circlesubject s where s.circle_id = any (circles)) then
    raise exception 'the record still concerns somebody' using errcode = '42501', hint = 'open';
  end if;
  insert into disposals_tombstone (disposal_id, kind, digest, classes, authority, disposed_on)
  select did, 'log', app.tombstone('circle', c.public_id::text),
         array(select jsonb_array_elements_text(rules -> 'log_classes')), rules ->> 'log_authority', current_date
    from access_circle c where c.id = any (circles);
  insert into audit_erasedleaf (erasure_id, letter, entry, epoch, txid, leaf, remains)
  select eid, e.letter, e.id, e.epoch, e.txid, coalesce((select x.leaf from audit_erasedleaf x
           where x.letter = e.letter and x.entry = e.id order by x.id limit 1), e.whole), null
    from (select 'h' as letter, id, epoch, txid, sha256(convert_to({text_of(HISTORY_COLUMNS)}, 'UTF8')) as whole
            from access_history where circle_id = any (circles) and not ({NOW})
          union all
          select 'r', id, epoch, txid, sha256(convert_to({text_of(READING_COLUMNS)}, 'UTF8'))
            from access_reading where circle_id = any (circles) and not ({NOW})) e;
  get diagnostics n = row_count;
  delete from access_history where circle_id = any (circles) and not ({NOW});
  delete from access_reading where circle_id = any (circles) and not ({NOW});
  delete from access_grant where scope = 'c' and scope_id = any (circles);
  for t in select p.child, p.col, p.wanted from app.pointing() p where p.parent = 'access_circle' loop
    if t.wanted then execute format('delete from %I where %I = any ($1)', t.child, t.col) using circles;
    else execute format('update %I set %I = null where %I = any ($1)', t.child, t.col, t.col) using circles; end if;
  end loop;
  delete from access_circle where id = any (circles);
  set constraints all immediate;
  set constraints all deferred;
  update disposals_tombstone set circle = null where circle = any (circles);
  update access_history set before = null where before is not null and {NOW};
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""The logs of records that are gone: grants, readings, history and the circle itself."""

ERASE = Gate(
    "erase",
    "did bigint, circles bigint[], persons bigint[], logs bigint[], things jsonb, rules jsonb",
    "returns jsonb language plpgsql",
    """declare reach jsonb; names uuid[] := '{}'; more uuid[]; t record; eid bigint; done jsonb; n int; pub uuid;
  numbers text[]; workers bigint[] := array(select v::bigint from jsonb_array_elements_text(things -> 'staff') v);
  years int[] := array(select v::int from jsonb_array_elements_text(things -> 'year') v);
  tables text[] := array(select jsonb_array_elements_text(rules -> 'tables'));
  owned text[] := array(select jsonb_array_elements_text(rules -> 'owned'));
begin
  select d.public_id into pub from disposals_disposal d where d.id = did;
  insert into audit_erasure (disposal, leaves, digest, key, signature) values (pub, 0, '', '', '')
  returning id into eid;
  reach := app.disposal_reach(circles, persons, things, tables, owned);
  for t in select r.key as name, r.value as value from jsonb_each(reach) r
            join pg_attribute a on a.attrelid = to_regclass(r.key) and a.attname = 'public_id' loop
    execute format('select array_agg(public_id) from %I where id = any ($1)', t.name) into more
      using array(select v::bigint from jsonb_array_elements_text(t.value) v);
    names := names || more;
  end loop;
  numbers := array(select k.number from cases_case k where reach -> 'cases_case' @> to_jsonb(k.id));
  done := jsonb_build_object('statistics', app.keep_statistics(
            array(select v::bigint from jsonb_array_elements_text(reach -> 'cases_case') v)));
  done := done || jsonb_build_object('tombstones', app.keep_tombstones(did, reach, circles, rules));
  done := done || jsonb_build_object('history', app.blank_logs(eid, reach || app.staff_rows(workers), circles, tables));
  done := done || jsonb_build_object('traces', app.erase_traces(reach, names, numbers, circles));
  perform app.forget_partners(
    array(select v::bigint from jsonb_array_elements_text(reach -> 'careteams_careteammember') v));
  done := done || jsonb_build_object('keys', app.erase_rows(reach, circles));
  done := done || jsonb_build_object('staff', cardinality(workers), 'staff_names',
            app.blank_staff(did, workers, rules));
  if cardinality(logs) > 0 then
    done := done || jsonb_build_object('logs', app.erase_logs(did, eid, logs, rules));
  end if;
  if cardinality(years) > 0 then
    done := done || jsonb_build_object('logs', app.erase_years(did, eid, years, rules)
              + coalesce((done ->> 'logs')::int, 0));
  end if;
  done := done || jsonb_build_object('rows', (
    select coalesce(jsonb_object_agg(r.key, jsonb_array_length(r.value)), '{}') from jsonb_each(reach) r));
  delete from disposals_duemark m where m.number = any (circles) and m.kind in ('case', 'intake')
     or m.number = any (persons) and m.kind = 'person' or m.number = any (logs) and m.kind = 'log'
     or things -> m.kind @> to_jsonb(m.number);
  update disposals_disposalitem i set label = '' where i.number = any (circles) and i.kind in ('case', 'intake')
     or things -> i.kind @> to_jsonb(i.number);
  return done || jsonb_build_object('erasure', eid, 'names', to_jsonb(names));
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""Erase circles, persons, logs and ``things`` (numbers by kind) for one disposal.

Answers what was erased, in numbers, and the number of the erasure.

Whether it may be is asked before, by ``carry_out`` and ``erase_again``.
"""

ERASING_GATES = (
    MAY_WRITE,
    DIGEST_OF,
    POINTING,
    REACH,
    COUNT,
    KEEP_STATISTICS,
    IMPORTED_FROM,
    KEEP_TOMBSTONES,
    BLANK_LOGS,
    ERASE_TRACES,
    ERASE_ROWS,
    ERASE_LOGS,
    ERASE,
)
