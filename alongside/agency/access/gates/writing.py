"""Definer functions that change who may read: each checks the caller's authority and leaves its trace in history."""

from __future__ import annotations

from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import GATE, Gate, PlainSql
from alongside.ground.foundation.reader import (
    ADMINISTERS,
    CARRIES,
    COUNSELS,
    EVALUATES,
    INDEX,
    PSYCHOTHERAPY,
    READS_LOGS,
    SUBSTANCE_USE,
    TREATS,
)

TEAMS = CARRIES | INDEX
POWERS = READS_LOGS | ADMINISTERS | EVALUATES | COUNSELS | TREATS
NOTE_LEVELS = PSYCHOTHERAPY | SUBSTANCE_USE
FOREVER = "timestamptz '9999-12-31 00:00:00+00'"

OPEN_SESSION = Gate(
    "open_session",
    "who bigint, session_kind text, hash bytea, until timestamptz, note_text text, proof text",
    "returns bigint language plpgsql",
    """declare sid bigint;
begin
  if proof is distinct from app.sign('entrance', concat_ws('|', who, session_kind, encode(hash, 'hex'))) then
    raise exception 'no proof of entrance' using errcode = '42501';
  end if;
  if not exists (select 1 from access_actor a where a.id = who and a.ended_at is null) then return null; end if;
  insert into access_accesssession (public_id, version, actor_id, kind, secret_hash, expires_at, note)
  values (gen_random_uuid(), 1, who, session_kind, hash, until, coalesce(note_text, ''))
  on conflict (secret_hash) do nothing returning id into sid;
  return sid;
end""",
)

END_SESSION = Gate(
    "end_session",
    "secret bytea",
    "returns void language sql",
    """  update access_accesssession set ended_at = statement_timestamp()
   where secret_hash = sha256(secret) and ended_at is null""",
)

NOTES = f"((p.levels & {COUNSELS}) / {COUNSELS} * {PSYCHOTHERAPY} + (p.levels & {TREATS}) / {TREATS} * {SUBSTANCE_USE})"
"""The levels of notes that an agency-wide grant ``p`` of a credential opens in the cases that its holder carries."""

OPEN_NOTES = Gate(
    "open_notes",
    "who bigint, cid bigint, ground text, from_at timestamptz, until timestamptz",
    "returns void language sql",
    f"""  insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from,
                            valid_until, granted_by_id, review_note)
  select gen_random_uuid(), 1, who, 'c', cid, {NOTES}, ground, '', greatest(from_at, p.valid_from),
         least(until, p.valid_until), app.uid(), ''
    from access_grant p where p.actor_id = who and p.scope = 'o' and {NOTES} <> 0
     and least(until, p.valid_until) > greatest(from_at, p.valid_from, statement_timestamp())""",
    callers=(),
)
"""Counselling and substance use notes of a circle, to whoever is in it and holds the credential, while she holds it."""

OPEN_CIRCLE = Gate(
    "open_circle",
    "team bigint, circle_kind text, ground text, note_text text",
    "returns bigint language plpgsql",
    f"""declare u bigint := app.uid(); cid bigint;
begin
  if u is null or not (team = any (app.teams())) or ground not in ('assigned', 'intake', 'import') then
    raise exception 'this reader may not open a circle for that team' using errcode = '42501';
  end if;
  insert into access_circle (public_id, version, team_id, kind, opened_by_id)
  values (gen_random_uuid(), 1, team, circle_kind, u) returning id into cid;
  insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_until,
                            granted_by_id, review_note)
  values (gen_random_uuid(), 1, u, 'c', cid, 19, ground, coalesce(note_text, ''), {FOREVER}, u, '');
  perform app.open_notes(u, cid, ground, statement_timestamp(), {FOREVER});
  return cid;
end""",
)

MAY_RULE_CIRCLE = Gate(
    "may_rule_circle",
    "cid bigint",
    "returns boolean language sql stable",
    f"""  select app.uid() is not null and cid <> all (app.excluded()) and (
    exists (select 1 from access_circle c where c.id = cid and c.team_id = any (app.supervises()))
    or exists (select 1 from access_grant g where g.actor_id = app.uid() and g.scope = 'c' and g.scope_id = cid
               and g.reason in ('assigned', 'intake', 'import') and {LIVE})
    or exists (select 1 from access_circle c join access_grant g on g.scope = 't' and g.scope_id = c.team_id
               where c.id = cid and g.actor_id = app.uid() and g.reason = 'intake' and (g.levels & 2) <> 0
                 and {LIVE}))""",
)

ADD_SUBJECT = Gate(
    "add_subject",
    "cid bigint, person bigint, reason text",
    "returns bigint language plpgsql",
    """declare pid bigint := person; key bigint;
begin
  if app.uid() is null or cid = any (app.excluded()) or not exists (
       select 1 from access_circle c where c.id = cid and (c.team_id * 64 + 1 = any (app.acl_keys())
         or exists (select 1 from app.my_circle_grant m where m.circle_id = cid and (m.levels & 1) <> 0))) then
    raise exception 'no such circle' using errcode = '42501';
  end if;
  if pid is null then
    pid := nextval('app.person_ids');
  elsif not exists (select 1 from app.my_subject s where s.person_id = pid) then
    if coalesce(length(trim(reason)), 0) < 3 or not exists (
         select 1 from access_circlesubject s join access_circle c on c.id = s.circle_id
          where s.person_id = pid and c.kind = 'ordinary' and c.team_id = any (app.index_teams())) then
      raise exception 'no such person' using errcode = '42501';
    end if;
  end if;
  select c.team_id * 64 + 1 into key from access_circle c where c.id = cid;
  insert into access_circlesubject (circle_id, person_id, acl_key) values (cid, pid, key)
  on conflict (person_id, circle_id) do nothing;
  return pid;
end""",
)

ASSIGN = Gate(
    "assign",
    "cid bigint, who bigint, level_bits int, ground text, note_text text, until timestamptz",
    "returns bigint language plpgsql",
    f"""declare gid bigint;
begin
  if not app.may_rule_circle(cid) then
    raise exception 'this reader may not bring others into this circle' using errcode = '42501';
  end if;
  if ground not in ('assigned', 'import') or level_bits & ~19 <> 0 then
    raise exception 'a circle is opened by assignment only' using errcode = '42501';
  end if;
  if not exists (select 1 from access_actor a where a.id = who and a.kind = 'worker' and a.ended_at is null) then
    raise exception 'no such worker' using errcode = '42501';
  end if;
  if exists (select 1 from access_exclusion e where e.actor_id = who and e.circle_id = cid and e.ended_at is null) then
    raise exception 'conflict of interest' using errcode = '42501', hint = 'conflict';
  end if;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.actor_id = who and g.scope = 'c' and g.scope_id = cid and g.reason = ground and {LIVE};
  insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from,
                            valid_until, granted_by_id, review_note)
  values (gen_random_uuid(), 1, who, 'c', cid, level_bits, ground, coalesce(note_text, ''), statement_timestamp(),
          coalesce(until, {FOREVER}), app.uid(), '')
  returning id into gid;
  if (level_bits & 2) <> 0 then
    perform app.open_notes(who, cid, ground, statement_timestamp(), coalesce(until, {FOREVER}));
  end if;
  return gid;
end""",
)

END_ASSIGNMENT = Gate(
    "end_assignment",
    "cid bigint, who bigint, note_text text",
    "returns int language plpgsql",
    f"""declare n int;
begin
  if not app.may_rule_circle(cid) and who is distinct from app.uid() then
    raise exception 'this reader may not take others out of this circle' using errcode = '42501';
  end if;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid(),
         why = g.why || case when note_text = '' then '' else ' / ' || note_text end
   where g.actor_id = who and g.scope = 'c' and g.scope_id = cid and {LIVE};
  get diagnostics n = row_count;
  return n;
end""",
)

MOVE_CIRCLE = Gate(
    "move_circle",
    "cid bigint, team bigint, note_text text",
    "returns void language plpgsql",
    f"""declare t record;
begin
  if not app.may_rule_circle(cid) then
    raise exception 'this reader may not hand this circle on' using errcode = '42501';
  end if;
  if not exists (select 1 from organisation_team o where o.id = team and o.ended_on is null) then
    raise exception 'no such team' using errcode = '42501';
  end if;
  update access_circle set team_id = team where id = cid;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.scope = 'c' and g.scope_id = cid and g.reason = 'intake' and {LIVE};
  update access_circlesubject set acl_key = team * 64 + 1 where circle_id = cid;
  update access_history set acl_key = team * 64 + level where circle_id = cid;
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_trigger g on g.tgrelid = c.oid and g.tgname = 'keep_keys'
           where n.nspname = 'public' loop
    execute format('update %I set acl_key = 0 where circle_id = $1', t.relname) using cid;
  end loop;
end""",
)

BREAK_GLASS = Gate(
    "break_glass",
    "circle_public uuid, sentence text, minutes int",
    "returns bigint language plpgsql",
    """declare cid bigint; gid bigint; u bigint := app.uid();
begin
  select c.id into cid from access_circle c
   where c.public_id = circle_public and c.kind = 'ordinary'
     and (c.team_id = any (app.index_teams()) or c.team_id = any (app.teams()))
     and not exists (select 1 from access_circlesubject s where s.circle_id = c.id and s.sealed);
  if cid is null or u is null then raise exception 'no such circle' using errcode = '42501', hint = 'absent'; end if;
  if coalesce(length(trim(sentence)), 0) < 20 then
    raise exception 'a reason of at least 20 letters is needed' using errcode = '42501', hint = 'reason';
  end if;
  if minutes is null or minutes < 1 or minutes > 240 then
    raise exception 'emergency access lasts one minute to four hours' using errcode = '42501', hint = 'minutes';
  end if;
  if cid = any (app.excluded()) then
    raise exception 'conflict of interest' using errcode = '42501', hint = 'conflict';
  end if;
  insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from,
                            valid_until, granted_by_id, review_note)
  values (gen_random_uuid(), 1, u, 'c', cid, 1, 'emergency', trim(sentence), statement_timestamp(),
          statement_timestamp() + make_interval(mins => minutes), u, '')
  returning id into gid;
  return gid;
end""",
)

REVIEW_EMERGENCY = Gate(
    "review_emergency",
    "grant_public uuid, note_text text",
    "returns boolean language plpgsql",
    """declare n int;
begin
  update access_grant g set reviewed_at = statement_timestamp(), reviewed_by_id = app.uid(), review_note = note_text
    from access_circle c
   where g.public_id = grant_public and g.reason = 'emergency' and c.id = g.scope_id and g.reviewed_at is null
     and g.actor_id <> app.uid()
     and (c.team_id = any (app.supervises()) or app.powers() & 128 <> 0);
  get diagnostics n = row_count;
  return n = 1;
end""",
)

EXCLUDE = Gate(
    "exclude",
    "cid bigint, who bigint, note_text text",
    "returns void language plpgsql",
    f"""begin
  if not app.may_rule_circle(cid) and who is distinct from app.uid() then
    raise exception 'this reader may not declare a conflict here' using errcode = '42501';
  end if;
  insert into access_exclusion (public_id, version, actor_id, circle_id, why, decided_by_id)
  values (gen_random_uuid(), 1, who, cid, note_text, app.uid());
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.actor_id = who and g.scope = 'c' and g.scope_id = cid and {LIVE};
end""",
)

STANDS = "g.valid_until > statement_timestamp()"
"""Live, or beginning later."""

GIVE = Gate(
    "give",
    "who bigint, grant_scope text, target bigint, level_bits int, ground text, note_text text, from_at timestamptz, "
    "until timestamptz",
    "returns bigint language plpgsql",
    f"""declare gid bigint;
begin
  if app.powers() & 256 = 0 or who = app.uid() then
    raise exception 'only an administrator gives roles, and never to herself' using errcode = '42501';
  end if;
  if (grant_scope = 't' and level_bits & ~{TEAMS} <> 0) or (grant_scope = 'o' and level_bits & ~{POWERS} <> 0) then
    raise exception 'no role opens that' using errcode = '42501';
  end if;
  if grant_scope not in ('t', 'o') or ground not in ('team', 'supervisor', 'intake', 'role') then
    raise exception 'roles open teams or agency-wide powers only' using errcode = '42501';
  end if;
  if (grant_scope = 't' and exists (select 1 from access_grant g where g.actor_id = who and g.scope = 'o'
        and g.levels & 256 <> 0 and {STANDS}))
     or (grant_scope = 'o' and level_bits & 256 <> 0 and exists (select 1 from access_grant g
        where g.actor_id = who and g.scope <> 'o' and {STANDS})) then
    raise exception 'administration and records do not go together' using errcode = '42501', hint = 'separation';
  end if;
  insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from,
                            valid_until, granted_by_id, review_note)
  values (gen_random_uuid(), 1, who, grant_scope, target, level_bits, ground, coalesce(note_text, ''),
          greatest(coalesce(from_at, statement_timestamp()), statement_timestamp()), coalesce(until, {FOREVER}),
          app.uid(), '')
  returning id into gid;
  if grant_scope = 'o' and level_bits & {COUNSELS | TREATS} <> 0 then
    perform app.open_notes(who, g.scope_id, 'assigned', p.valid_from, least(g.valid_until, p.valid_until))
       from access_grant g, access_grant p
      where p.id = gid and g.actor_id = who and g.scope = 'c' and g.reason = 'assigned' and (g.levels & 2) <> 0
        and {STANDS} and not exists (select 1 from access_exclusion e where e.actor_id = who
                                      and e.circle_id = g.scope_id and e.ended_at is null);
  end if;
  return gid;
end""",
)

TAKE = Gate(
    "take",
    "who bigint, grant_scope text, target bigint, level_bits int, ground text",
    "returns int language plpgsql",
    f"""declare n int;
begin
  if app.powers() & 256 = 0 then
    raise exception 'only an administrator takes roles' using errcode = '42501';
  end if;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.actor_id = who and g.scope = grant_scope and g.scope_id = target and g.reason = ground
     and g.levels = level_bits and {STANDS};
  get diagnostics n = row_count;
  if grant_scope = 'o' and level_bits & {COUNSELS | TREATS} <> 0 then
    update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
     where g.actor_id = who and g.scope = 'c' and (g.levels & {NOTE_LEVELS}) <> 0 and (g.levels & ~{NOTE_LEVELS}) = 0
       and {STANDS};
    perform app.open_notes(who, g.scope_id, 'assigned', statement_timestamp(), g.valid_until)
       from access_grant g where g.actor_id = who and g.scope = 'c' and g.reason = 'assigned'
        and (g.levels & 2) <> 0 and {STANDS};
  end if;
  return n;
end""",
)

END_ACTOR = Gate(
    "end_actor",
    "who bigint",
    "returns void language plpgsql",
    f"""begin
  if app.powers() & 256 = 0 or who = app.uid() then
    raise exception 'only an administrator ends a worker, and never herself' using errcode = '42501';
  end if;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.actor_id = who and {STANDS};
  update access_accesssession set ended_at = statement_timestamp() where actor_id = who and ended_at is null;
  update access_actor set ended_at = statement_timestamp() where id = who;
end""",
)

NOTE_READING = Gate(
    "note_reading",
    "events jsonb",
    "returns void language sql",
    f"""  insert into access_reading (epoch, txid, actor_id, session_id, request_id, act, circle_id, person_ids,
                              object_kind, object_ids, ground, grant_id, result, asked)
  select x.epoch, pg_current_xact_id()::text::bigint, c[1]::bigint, c[2]::bigint, nullif(c[9], '-')::uuid,
         e ->> 'act', (e ->> 'circle')::bigint,
         coalesce((select array_agg(p::bigint) from jsonb_array_elements_text(e -> 'people') p), '{{}}'),
         coalesce(e ->> 'kind', ''),
         coalesce((select array_agg(o::bigint) from jsonb_array_elements_text(e -> 'ids') o), '{{}}'),
         coalesce(w.reason, (select h.ground from access_share h
           where e ->> 'circle' is not null and h.actor_id = x.c[1]::bigint and h.circle_id = (e ->> 'circle')::bigint
             and statement_timestamp() >= h.valid_from and statement_timestamp() < h.valid_until
           order by h.id limit 1), ''), w.id, coalesce(e ->> 'result', 'shown'),
         coalesce(e ->> 'asked', '')
    from (select app.context() as c, app.epoch() as epoch) x
    cross join jsonb_array_elements(events) e
    left join lateral (
      select o.id, o.reason from (
        (select 1 as place, g.id, g.reason from access_grant g
          where g.actor_id = x.c[1]::bigint and g.scope = 'c' and g.scope_id = (e ->> 'circle')::bigint and {LIVE}
          order by g.id limit 1)
        union all
        (select 2, g.id, g.reason
           from access_circle r join access_grant g on g.scope = 't' and g.scope_id = r.team_id
          where r.id = (e ->> 'circle')::bigint and g.actor_id = x.c[1]::bigint and {LIVE}
          order by g.id limit 1)) o
       order by o.place limit 1) w on true
   where x.c[1] is not null""",
)
"""The grant that opened a circle is looked up by the circle, so it costs the same whatever else the reader carries."""

NOTE_ENTRANCE = Gate(
    "note_entrance",
    "who bigint, event_act text, event_result text, event_asked text, request uuid, proof text",
    "returns void language plpgsql",
    """begin
  if proof is distinct from app.sign('entrance', concat_ws('|', who, event_act, event_result, event_asked)) then
    raise exception 'no proof of entrance' using errcode = '42501';
  end if;
  insert into access_reading (epoch, txid, actor_id, request_id, act, person_ids, object_kind, object_ids, ground,
                              result, asked)
  values (app.epoch(), pg_current_xact_id()::text::bigint, coalesce(who, app.house_actor()), request, event_act,
          '{}', 'entrance', '{}', '', event_result, event_asked);
end""",
)
"""Somebody came in, or tried to, before there is a reader: by name and password, a code, a key."""

TAKE_SUBJECT_OUT = PlainSql((f"grant delete on access_circlesubject to {GATE}",))
"""A circle stops concerning a person only where two entries were made one by mistake and that is undone."""

WRITING_GATES = (
    OPEN_SESSION,
    END_SESSION,
    OPEN_NOTES,
    OPEN_CIRCLE,
    MAY_RULE_CIRCLE,
    ADD_SUBJECT,
    ASSIGN,
    END_ASSIGNMENT,
    MOVE_CIRCLE,
    BREAK_GLASS,
    REVIEW_EMERGENCY,
    EXCLUDE,
    GIVE,
    TAKE,
    END_ACTOR,
    NOTE_READING,
    NOTE_ENTRANCE,
    TAKE_SUBJECT_OUT,
)
