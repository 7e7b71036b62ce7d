"""Definer functions that answer questions about access: who can see this, who did, which emergencies wait."""

from __future__ import annotations

from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import CARRIES, SEALED

OPEN_TO = (
    "(not exists (select 1 from access_circlesubject b where b.circle_id = {circle} and b.sealed) or exists ("
    f"select 1 from access_grant g where g.actor_id = {{actor}} and g.scope = 'c' and g.scope_id = {{circle}} "
    f"and (g.levels & {SEALED}) <> 0 and {LIVE}))"
)
"""A circle that concerns nobody who is sealed, or was opened to the actor by two people."""

SEES_CIRCLE = Gate(
    "sees_circle",
    "cid bigint",
    "returns boolean language sql stable",
    """  select app.uid() is not null and cid <> all (app.excluded()) and (
    exists (select 1 from access_circle c where c.id = cid and c.team_id * 64 + 1 = any (app.acl_keys()))
    or exists (select 1 from app.my_circle_grant m where m.circle_id = cid and (m.levels & 1) <> 0))""",
)

IS_HOUSE = Gate(
    "is_house",
    "",
    "returns boolean language sql stable",
    "  select exists (select 1 from access_actor a where a.id = app.uid() and a.kind = 'house')",
)
HOUSE = "(select app.is_house())"
"""The reader is the house itself: a job, which does what belongs to nobody in particular."""

HOUSE_ACTOR = Gate(
    "house_actor",
    "",
    "returns bigint language sql stable",
    "  select a.id from access_actor a where a.kind = 'house' and a.ended_at is null order by a.id limit 1",
)

WHO_CAN_SEE = Gate(
    "who_can_see",
    "cid bigint",
    "returns table (actor_id bigint, name text, scope text, levels int, reason text, why text, "
    "valid_from timestamptz, valid_until timestamptz, looked_at timestamptz) language plpgsql stable",
    f"""begin
  if not app.sees_circle(cid) and app.powers() & 128 = 0 then return; end if;
  return query
  select a.id, a.name::text, g.scope::text, g.levels, g.reason::text, g.why, g.valid_from, g.valid_until,
         (select max(r.at) from access_reading r where r.circle_id = cid and r.actor_id = a.id)
    from access_grant g join access_actor a on a.id = g.actor_id
   where a.ended_at is null and {LIVE} and g.levels & 31 <> 0
     and ((g.scope = 'c' and g.scope_id = cid)
          or (g.scope = 't' and g.scope_id = (select c.team_id from access_circle c where c.id = cid)))
     and not exists (select 1 from access_exclusion e
                      where e.actor_id = a.id and e.circle_id = cid and e.ended_at is null)
     and {OPEN_TO.format(actor="a.id", circle="cid")}
   order by g.scope, a.name, g.id;
end""",
)

WHO_LOOKED = Gate(
    "who_looked",
    "cid bigint, lim int",
    "returns table (at timestamptz, actor_id bigint, name text, act text, ground text) language plpgsql stable",
    """begin
  if not app.sees_circle(cid) and app.powers() & 128 = 0 then return; end if;
  return query select r.at, a.id, a.name::text, r.act::text, r.ground::text
    from access_reading r join access_actor a on a.id = r.actor_id
   where r.circle_id = cid order by r.at desc, r.id desc limit lim;
end""",
)

COULD_SEE = Gate(
    "could_see",
    "cid bigint, moment timestamptz",
    "returns table (name text, reason text) language plpgsql stable",
    """declare team bigint;
begin
  if not app.sees_circle(cid) then return; end if;
  select coalesce((select (h.before ->> 'team_id')::bigint from access_history h
                    where h.table_name = 'access_circle' and h.row_id = cid and h.at > moment and h.before ? 'team_id'
                    order by h.id limit 1), c.team_id) into team from access_circle c where c.id = cid;
  return query select distinct a.name::text, g.reason::text
    from access_grant g join access_actor a on a.id = g.actor_id
   where g.valid_from <= moment and g.valid_until > moment and g.levels & 31 <> 0
     and ((g.scope = 'c' and g.scope_id = cid) or (g.scope = 't' and g.scope_id = team and g.levels & 1 <> 0))
     and exists (select 1 from access_circle c where c.id = cid and c.created_at <= moment)
     and not exists (select 1 from access_exclusion e where e.actor_id = a.id and e.circle_id = cid
                      and e.created_at <= moment and (e.ended_at is null or e.ended_at > moment))
   order by 1, 2;
end""",
)
"""Who could see a circle at a moment, for a reader who sees it now. Grants are never changed, only ended."""

WOULD_SEE = Gate(
    "would_see",
    "who bigint, cid bigint",
    "returns table (table_name text, rows int) language plpgsql stable",
    f"""declare bits int; t record;
begin
  if not exists (select 1 from access_circle c where c.id = cid
                  and ((c.team_id = any (app.supervises()) and app.sees_circle(cid))
                       or (app.powers() & 128 <> 0 and c.kind = 'ordinary' and not exists (
                           select 1 from access_circlesubject s where s.circle_id = cid and s.sealed)))) then
    return;
  end if;
  select bit_or(g.levels) & {CARRIES} into bits from access_grant g join access_actor a on a.id = g.actor_id
    join access_circle c on c.id = cid
   where g.actor_id = who and a.ended_at is null and {LIVE} and g.reason <> 'request'
     and ((g.scope = 'c' and g.scope_id = cid) or (g.scope = 't' and g.scope_id = c.team_id))
     and not exists (select 1 from access_exclusion e where e.actor_id = who and e.circle_id = cid
                      and e.ended_at is null)
     and {OPEN_TO.format(actor="who", circle="cid")};
  if coalesce(bits, 0) = 0 then return; end if;
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_trigger g on g.tgrelid = c.oid and g.tgname = 'keep_keys'
           where n.nspname = 'public' order by c.relname loop
    return query execute format('select %L::text, count(*)::int from %I r where r.circle_id = $1 '
      'and (r.level & $2) <> 0 having count(*) > 0', t.relname, t.relname) using cid, bits;
  end loop;
end""",
)
"""How much of a circle somebody would see, told to its supervisor and to privacy officers in numbers; never of levels
above a carrier's own, and to privacy officers never of a victim service or of somebody who is sealed."""

EMERGENCIES = Gate(
    "emergencies",
    "open_only boolean",
    "returns table (grant_public uuid, actor_id bigint, name text, circle_id bigint, team text, why text, "
    "valid_from timestamptz, valid_until timestamptz, reviewed_at timestamptz, review_note text) "
    "language sql stable",
    """  select g.public_id, a.id, a.name::text, c.id, t.name::text, g.why, g.valid_from, g.valid_until, g.reviewed_at,
         g.review_note
    from access_grant g join access_actor a on a.id = g.actor_id join access_circle c on c.id = g.scope_id
    join organisation_team t on t.id = c.team_id
   where g.reason = 'emergency' and (not open_only or g.reviewed_at is null)
     and (c.team_id = any (app.supervises()) or app.powers() & 128 <> 0)
   order by g.valid_from desc limit 200""",
)

MASKED_CIRCLE = Gate(
    "masked_circle",
    "circle_public uuid",
    "returns table (circle_id bigint, team text, carriers text) language sql stable",
    f"""  select c.id, t.name::text,
         (select string_agg(a.name, ', ' order by a.name) from access_grant g join access_actor a on a.id = g.actor_id
           where g.scope = 'c' and g.scope_id = c.id and g.reason = 'assigned' and {LIVE})
    from access_circle c join organisation_team t on t.id = c.team_id
   where c.public_id = circle_public and c.kind = 'ordinary' and c.id <> all (app.excluded())
     and (c.team_id = any (app.index_teams()) or c.team_id = any (app.teams()))""",
)

BARRED_FROM = Gate(
    "barred_from",
    "pid bigint",
    "returns boolean language sql stable",
    """  select exists (select 1 from access_circlesubject s join access_exclusion e on e.circle_id = s.circle_id
                  where s.person_id = pid and e.actor_id = app.uid() and e.ended_at is null)""",
)
"""Whether the reader has a conflict of interest with a person. Who is herself in the record, or a relative of whoever
is, has one in each of that person's circles.
"""

ASKING_GATES = (
    BARRED_FROM,
    SEES_CIRCLE,
    IS_HOUSE,
    HOUSE_ACTOR,
    WHO_CAN_SEE,
    WHO_LOOKED,
    COULD_SEE,
    WOULD_SEE,
    EMERGENCIES,
    MASKED_CIRCLE,
)
