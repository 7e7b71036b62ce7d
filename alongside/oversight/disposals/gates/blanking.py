"""The functions that erase what is no case and no person: what a worker leaves behind, a year of the house's own logs.

A worker's name stays while anything that stays names her as who wrote or read it; what else the house knew of her goes.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import ERASER, GATE, Gate
from alongside.oversight.audit.gates.sealing import HISTORY_COLUMNS, READING_COLUMNS, text_of
from alongside.oversight.disposals.gates.holding import NOW, UTC

IN_YEAR = "{0} >= make_date(y, 1, 1) and {0} < make_date(y + 1, 1, 1)"
GONE_PEOPLE = "not exists (select 1 from people_person p where p.id = any (r.person_ids))"

SEEDS = Gate(
    "disposal_seeds",
    "things jsonb",
    "returns jsonb language plpgsql stable",
    """declare t record; ids bigint[]; seeds jsonb := '{}';
begin
  for t in select * from (values ('breaches_breach', 'id', 'breach'), ('requests_recordrequest', 'id', 'request'),
             ('staff_roleheld', 'worker_id', 'staff'), ('staff_invitation', 'worker_id', 'staff'),
             ('staff_boundaryentry', 'worker_id', 'staff')) v(name, col, kind) loop
    execute format('select array_agg(id) from %I where %I = any ($1)', t.name, t.col) into ids
      using array(select v::bigint from jsonb_array_elements_text(things -> t.kind) v);
    if ids is not null then seeds := seeds || jsonb_build_object(t.name, to_jsonb(ids)); end if;
  end loop;
  select array_agg(k.id) into ids from tokens_token k join staff_worker w on w.actor_id = k.actor_id
   where things -> 'staff' @> to_jsonb(w.id);
  if ids is not null then seeds := seeds || jsonb_build_object('tokens_token', to_jsonb(ids)); end if;
  return seeds;
end""",
    owner=ERASER,
    callers=(GATE, ERASER),
)
"""The first rows that go with a worker, a breach, a request; what cannot stand without them follows."""

STAFF_ROWS = Gate(
    "staff_rows",
    "workers bigint[]",
    "returns jsonb language plpgsql stable",
    """begin
  return (
  select case when count(*) = 0 then '{}'::jsonb else jsonb_build_object('staff_worker', jsonb_agg(w.id),
           'access_actor', jsonb_agg(w.actor_id),
           'access_account', coalesce(jsonb_agg(a.id) filter (where a.id is not null), '[]')) end
    from staff_worker w left join access_account a on a.actor_id = w.actor_id where w.id = any (workers));
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""The rows of a worker that stay, with less in them."""

BLANK_STAFF = Gate(
    "blank_staff",
    "did bigint, workers bigint[], rules jsonb",
    "returns int language plpgsql",
    f"""declare w record; n int := 0; former text := coalesce(nullif(rules ->> 'former', ''), '–');
begin
  if cardinality(workers) = 0 then return 0; end if;
  insert into disposals_tombstone (disposal_id, kind, digest, classes, authority, disposed_on)
  select did, 'staff', app.tombstone('staff', s.public_id::text), array['staff'],
         left(coalesce(rules ->> 'staff_authority', ''), 300), current_date from staff_worker s
   where s.id = any (workers);
  update staff_worker set title = '', email = '', phone = '', languages = '', version = version + 1
   where id = any (workers);
  update access_account a set username = 'former-' || a.id, email = '', password = '!', is_active = false, language = ''
    from staff_worker s where s.actor_id = a.actor_id and s.id = any (workers);
  for w in select s.id, s.actor_id from staff_worker s where s.id = any (workers) loop
    if not app.still_named(w.id) then
      update staff_worker set name = left(former || ' ' || id, 200), sort_key = '' where id = w.id;
      update access_actor set name = left(former || ' ' || w.id, 200), version = version + 1 where id = w.actor_id;
      n := n + 1;
    end if;
  end loop;
  update access_history set before = null where before is not null and {NOW};
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""Empty what the house knew of workers who left, and the name where nothing is left that needs it; answers how many
names went.
"""

FORGET_PARTNERS = Gate(
    "forget_partners",
    "members bigint[]",
    "returns void language plpgsql",
    """begin
  update access_actor a set name = '', version = version + 1
   where a.kind <> 'worker' and a.id in (select m.actor_id from careteams_careteammember m where m.id = any (members));
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""The names of partners who were let into a case that goes; who is let into two has a name in each."""

ERASE_YEARS = Gate(
    "erase_years",
    "did bigint, eid bigint, years int[], rules jsonb",
    f"returns int language plpgsql {UTC}",
    f"""declare y int; t record; ids bigint[]; n int := 0; went int;
begin
  foreach y in array years loop
    insert into disposals_tombstone (disposal_id, kind, digest, classes, authority, disposed_on)
    values (did, 'year', app.tombstone('year', y::text),
            array(select jsonb_array_elements_text(rules -> 'log_classes')), rules ->> 'log_authority', current_date);
    delete from audit_look l where l.circle_id is null and {IN_YEAR.format("l.seen_on")};
    delete from tokens_token k where {IN_YEAR.format("coalesce(k.ended_at, k.expires_at)")};
    delete from access_accesssession s where {IN_YEAR.format("coalesce(s.ended_at, s.expires_at)")}
       and not exists (select 1 from tokens_token k where k.session_id = s.id);
    delete from access_grant g where g.scope <> 'c' and {IN_YEAR.format("g.valid_until")};
    select coalesce(array_agg(r.id), '{{}}') into ids from access_reading r
     where r.circle_id is null and {IN_YEAR.format("r.at")} and {GONE_PEOPLE};
    went := app.forget_entries(eid, 'r', ids);
    n := n + went;
    for t in select distinct h.table_name as name from access_history h
              where h.circle_id is null and {IN_YEAR.format("h.at")} and to_regclass(h.table_name) is not null loop
      execute format('select coalesce(array_agg(h.id), ''{{}}'') from access_history h where h.table_name = %L '
        'and h.circle_id is null and h.at >= make_date($1, 1, 1) and h.at < make_date($1 + 1, 1, 1) '
        'and not exists (select 1 from people_person p where p.id = h.person_id) '
        'and not exists (select 1 from %I x where x.id = h.row_id)', t.name, t.name) into ids using y;
      went := app.forget_entries(eid, 'h', ids);
      n := n + went;
    end loop;
  end loop;
  update access_history set before = null where before is not null and {NOW};
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""A year of what was read and changed outside of any record: who signed in, lists, searches, and what is gone itself.

What names somebody who is still in the record stays, and so does the history of every row that is still there.
"""

FORGET_ENTRIES = Gate(
    "forget_entries",
    "eid bigint, which text, ids bigint[]",
    f"returns int language plpgsql {UTC}",
    f"""declare n int;
begin
  insert into audit_erasedleaf (erasure_id, letter, entry, epoch, txid, leaf, remains)
  select eid, e.letter, e.id, e.epoch, e.txid, coalesce((select x.leaf from audit_erasedleaf x
           where x.letter = e.letter and x.entry = e.id order by x.id limit 1), e.whole), null
    from (select 'h' as letter, id, epoch, txid, sha256(convert_to({text_of(HISTORY_COLUMNS)}, 'UTF8')) as whole
            from access_history where which = 'h' and id = any (ids) and not ({NOW})
          union all
          select 'r', id, epoch, txid, sha256(convert_to({text_of(READING_COLUMNS)}, 'UTF8'))
            from access_reading where which = 'r' and id = any (ids) and not ({NOW})) e;
  get diagnostics n = row_count;
  delete from access_history where which = 'h' and id = any (ids) and not ({NOW});
  delete from access_reading where which = 'r' and id = any (ids) and not ({NOW});
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""Take entries out of a log whole, and keep the digest that stands for each under its seal."""

BLANKING_GATES = (SEEDS, STAFF_ROWS, BLANK_STAFF, FORGET_PARTNERS, FORGET_ENTRIES, ERASE_YEARS)
