"""Definer functions that answer questions about access: who can see this, who did, which emergencies wait."""

from __future__ import annotations

from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import SEALED

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

ASKING_GATES = (SEES_CIRCLE, HOUSE_ACTOR, WHO_CAN_SEE, WHO_LOOKED, EMERGENCIES, MASKED_CIRCLE)
