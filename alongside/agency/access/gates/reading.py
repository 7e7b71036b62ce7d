"""The functions of the database that decide who reads: signed context, helper views, keys and history.

Shapes follow the tried forms: context is verified in every evaluation, time is ``statement_timestamp()``, and nothing
that the application role can set is believed without its signature. Functions that change access are in
``gates/writing``, those that answer "who can see this" in ``gates/asking``.
"""

from __future__ import annotations

from alongside.ground.foundation.encryption import MARK
from alongside.ground.foundation.guards import APP, CONTEXT, ERASER, GATE, OWNER, Gate, PlainSql
from alongside.ground.foundation.reader import OUTSIDE, SEALED

LIVE = "statement_timestamp() >= g.valid_from and statement_timestamp() < g.valid_until"

SCHEMA = PlainSql(
    (
        "create schema if not exists app",
        f"grant usage on schema app to {APP}, {GATE}, {CONTEXT}, {ERASER}",
        f"grant create on schema app to {GATE}, {CONTEXT}, {ERASER}",
        f"grant create on schema public to {OWNER}",
        f"grant usage on schema public to {APP}, {GATE}, {CONTEXT}, {ERASER}",
        "create table if not exists app.context_key (name text primary key, key bytea not null)",
        f"alter table app.context_key owner to {CONTEXT}",
        f"revoke all on app.context_key from public, {APP}, {GATE}",
        "insert into app.context_key select 'context', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()"
        "::text || clock_timestamp()::text, 'UTF8')) on conflict do nothing",
        "create sequence if not exists app.person_ids as bigint",
        f"alter sequence app.person_ids owner to {GATE}",
        "create table if not exists app.audit_epoch (number int primary key, server bigint not null unique, "
        "began_at timestamptz not null default clock_timestamp())",
        f"alter table app.audit_epoch owner to {GATE}",
        f"revoke all on app.audit_epoch from public, {APP}, {GATE}",
        f"grant select, insert on app.audit_epoch to {GATE}",
    )
)

EPOCH = Gate(
    "epoch",
    "",
    "returns int language plpgsql",
    """declare here bigint; n int;
begin
  select c.system_identifier into here from pg_control_system() c;
  select e.number into n from app.audit_epoch e where e.server = here;
  if n is null then
    insert into app.audit_epoch (number, server) select coalesce(max(e.number), 0) + 1, here from app.audit_epoch e
    on conflict do nothing;
    select e.number into n from app.audit_epoch e where e.server = here;
  end if;
  return n;
end""",
    callers=(GATE,),
)
"""Which life of the data this is: a new one begins when the data is restored into another server, whose transactions
count from the start again. Nothing that the application can set decides it.
"""

SIGN = Gate(
    "sign",
    "key_name text, message text",
    "returns text language sql stable",
    """  select encode(sha256(k.key || sha256(k.key || convert_to(message, 'UTF8'))), 'hex')
    from app.context_key k where k.name = key_name""",
    owner=CONTEXT,
    callers=(GATE,),
)

CONTEXT_OF = Gate(
    "context",
    "",
    "returns text[] language plpgsql stable parallel restricted",
    """declare raw text := nullif(current_setting('app.reader', true), ''); part text[];
begin
  if raw is null then return null; end if;
  part := string_to_array(raw, '|');
  if part[11] is distinct from pg_backend_pid()::text or part[12] is distinct from now()::text
     or part[13] is distinct from app.sign('context', array_to_string(part[1:12], '|')) then
    raise exception 'forged reader context' using errcode = '42501';
  end if;
  return part;
end""",
    owner=CONTEXT,
)


def _part(name: str, position: int, kind: str, empty: str) -> Gate:
    """A function that reads one verified part of the context."""
    return Gate(
        name,
        "",
        f"returns {kind} language sql stable parallel restricted",
        f"  select coalesce(((app.context())[{position}])::{kind}, {empty})",
        owner=GATE,
        definer=False,
    )


PARTS = (
    _part("uid", 1, "bigint", "null::bigint"),
    _part("powers", 3, "int", "0"),
    _part("acl_keys", 4, "bigint[]", "'{}'::bigint[]"),
    _part("teams", 5, "bigint[]", "'{}'::bigint[]"),
    _part("index_teams", 6, "bigint[]", "'{}'::bigint[]"),
    _part("supervises", 7, "bigint[]", "'{}'::bigint[]"),
    _part("excluded_for_good", 8, "bigint[]", "'{}'::bigint[]"),
    _part("unsealed", 10, "bigint[]", "'{}'::bigint[]"),
)

INSIDE = Gate(
    "inside",
    "",
    "returns boolean language sql stable parallel restricted",
    f"  select coalesce(((app.context())[3])::int & {OUTSIDE} = 0, false)",
    definer=False,
)
"""The reader is of the house, a worker or a job; false for persons and partners, and without a reader."""

EXCLUDED = Gate(
    "excluded",
    "",
    "returns bigint[] language sql stable parallel restricted",
    f"""  select app.excluded_for_good() || array(select o from unnest(app.unsealed()) o
   where not exists (select 1 from access_grant g where g.actor_id = app.uid() and g.scope = 'c' and g.scope_id = o
                      and (g.levels & {SEALED}) <> 0 and {LIVE}))""",
)
"""The circles that are shut to the reader whatever else was granted: conflicts of interest, and sealed ones.

A sealed circle that two people opened to her shuts again with the statement after its time, not with the next request.
"""

BEGIN_SESSION = Gate(
    "begin_session",
    "secret bytea, request uuid",
    "returns table (actor_id bigint, kind text, name text, session_id bigint, powers int, teams bigint[], "
    "index_teams bigint[], supervises bigint[]) language plpgsql",
    f"""declare s record; k bigint[]; t bigint[]; i bigint[]; v bigint[]; x bigint[]; o bigint[]; p int; msg text;
begin
  perform set_config('app.reader', '', true);
  select n.id, n.actor_id as who, a.kind as actor_kind, a.name as actor_name into s
    from access_accesssession n join access_actor a on a.id = n.actor_id
   where n.secret_hash = sha256(secret) and n.ended_at is null and n.expires_at > statement_timestamp()
     and a.ended_at is null;
  if s.id is null then return; end if;
  select coalesce(array_agg(distinct g.scope_id * 64 + b) filter (where b < 64), '{{}}'),
         coalesce(array_agg(distinct g.scope_id) filter (where b = 1), '{{}}'),
         coalesce(array_agg(distinct g.scope_id) filter (where b = 64), '{{}}'),
         coalesce(array_agg(distinct g.scope_id) filter (where g.reason = 'supervisor'), '{{}}') into k, t, i, v
    from access_grant g, unnest(array[1, 2, 4, 8, 16, 32, 64]) b
   where g.actor_id = s.who and g.scope = 't' and (g.levels & b) <> 0 and {LIVE};
  select coalesce(bit_or(g.levels), 0) into p from access_grant g
   where g.actor_id = s.who and g.scope = 'o' and {LIVE};
  if s.actor_kind not in ('worker', 'house') then p := p | {OUTSIDE}; end if;
  select coalesce(array_agg(e.circle_id), '{{}}') into x from access_exclusion e
   where e.actor_id = s.who and e.ended_at is null;
  select x || coalesce(array_agg(n.circle_id) filter (where not n.opened), '{{}}'),
         coalesce(array_agg(n.circle_id) filter (where n.opened), '{{}}') into x, o
    from (select distinct b.circle_id, exists (
            select 1 from access_grant g where g.actor_id = s.who and g.scope = 'c' and g.scope_id = b.circle_id
               and (g.levels & {SEALED}) <> 0 and {LIVE}) as opened
            from access_circlesubject b where b.sealed) n;
  msg := concat_ws('|', s.who, s.id, p, k::text, t::text, i::text, v::text, x::text,
                   coalesce(request::text, '-'), o::text, pg_backend_pid(), now()::text);
  perform set_config('app.reader', msg || '|' || app.sign('context', msg), true);
  return query select s.who, s.actor_kind::text, s.actor_name::text, s.id, p, t, i, v;
end""",
)

LEAVE_SESSION = Gate(
    "leave_session",
    "",
    "returns void language sql",
    "  select set_config('app.reader', '', true); select null::void",
    definer=False,
)

KEEP_KEYS = Gate(
    "keep_keys",
    "",
    "returns trigger language plpgsql",
    """declare team bigint; arg text; col text; ref bigint; fits boolean; row_new jsonb; row_old jsonb;
begin
  if tg_op = 'UPDATE' and new.circle_id is distinct from old.circle_id then
    raise exception 'a row never changes its circle' using errcode = '42501';
  end if;
  select c.team_id into team from access_circle c where c.id = new.circle_id;
  if team is null then
    raise exception 'new row violates row-level security policy for table "%"', tg_table_name using errcode = '42501';
  end if;
  new.acl_key := team * 64 + new.level;
  if tg_nargs > 0 then
    row_new := to_jsonb(new);
    if tg_op = 'UPDATE' then row_old := to_jsonb(old); end if;
    foreach arg in array tg_argv loop
      col := split_part(arg, ':', 2);
      ref := (row_new ->> col)::bigint;
      if ref is null or (row_old is not null and (row_old ->> col)::bigint = ref) then continue; end if;
      if split_part(arg, ':', 1) = 'parent' then
        execute format('select exists (select 1 from %I where id = $1 and circle_id = $2)', split_part(arg, ':', 3))
          into fits using ref, new.circle_id;
      else
        select exists (select 1 from access_circlesubject s where s.person_id = ref and s.circle_id = new.circle_id)
          into fits;
      end if;
      if not fits then
        raise exception 'new row violates row-level security policy for table "%"', tg_table_name
          using errcode = '42501', hint = col;
      end if;
    end loop;
  end if;
  return new;
end""",
    callers=(APP,),
)

# What stood there in clear and is encrypted now is the same text: kept in clear here, it would not be hidden at all.
KEEP_HISTORY = Gate(
    "keep_history",
    "",
    "returns trigger language plpgsql",
    f"""declare o jsonb; n jsonb; earlier jsonb; r jsonb; ctx text[]; person bigint;
begin
  if tg_op = 'UPDATE' then
    o := to_jsonb(old); n := to_jsonb(new);
    select jsonb_object_agg(e.key, e.value) into earlier from jsonb_each(o) e
     where n -> e.key is distinct from e.value and e.key not in ('acl_key', 'version')
       and (tg_nargs < 2 or e.key <> all (tg_argv[1:]))
       and not (coalesce(left(n ->> e.key, 1), '') = '{MARK}' and left(o ->> e.key, 1) <> '{MARK}'
                and o ->> e.key not in ('', '{{}}'));
    if earlier is null then return null; end if;
    r := n;
  elsif tg_op = 'DELETE' then
    earlier := to_jsonb(old); r := earlier;
  else
    r := to_jsonb(new);
  end if;
  if tg_nargs > 0 and tg_argv[0] <> '' then person := (r ->> tg_argv[0])::bigint; end if;
  ctx := app.context();
  insert into access_history (epoch, txid, table_name, row_id, verb, before, actor_id, session_id, request_id, why,
                              circle_id, level, acl_key, person_id)
  values (app.epoch(), pg_current_xact_id()::text::bigint, tg_table_name, (r ->> 'id')::bigint, lower(tg_op), earlier,
          ctx[1]::bigint, ctx[2]::bigint, nullif(ctx[9], '-')::uuid, coalesce(current_setting('app.why', true), ''),
          (r ->> 'circle_id')::bigint, (r ->> 'level')::smallint, (r ->> 'acl_key')::bigint, person);
  return null;
end""",
    callers=(APP,),
)

VIEWS = PlainSql(
    (
        f"""create or replace view app.my_circle_grant as
  select g.scope_id as circle_id, g.levels from public.access_grant g
   where g.actor_id = (select app.uid()) and g.scope = 'c' and g.reason <> 'request' and {LIVE}""",
        f"alter view app.my_circle_grant owner to {GATE}",
        f"grant select on app.my_circle_grant to {APP}",
        f"""create or replace view app.my_request_grant as
  select g.scope_id as circle_id, g.levels, g.why from public.access_grant g
   where g.actor_id = (select app.uid()) and g.scope = 'c' and g.reason = 'request' and {LIVE}""",
        f"alter view app.my_request_grant owner to {GATE}",
        f"grant select on app.my_request_grant to {APP}",
        """create or replace view app.my_subject as
  select s.person_id, s.circle_id from public.access_circlesubject s
   where s.circle_id <> all ((select app.excluded())::bigint[])
     and (s.acl_key = any ((select app.acl_keys())::bigint[])
          or exists (select 1 from app.my_circle_grant m where m.circle_id = s.circle_id and (m.levels & 1) <> 0))""",
        f"alter view app.my_subject owner to {GATE}",
        f"grant select on app.my_subject to {APP}",
    )
)

"""A grant with the reason ``request`` opens no row of a circle: only the passages that were gathered for a request."""

READING_GATES = (
    EPOCH,
    SIGN,
    CONTEXT_OF,
    *PARTS,
    INSIDE,
    EXCLUDED,
    BEGIN_SESSION,
    LEAVE_SESSION,
    KEEP_KEYS,
    KEEP_HISTORY,
)
