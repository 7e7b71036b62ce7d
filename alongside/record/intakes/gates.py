"""What may be known of an intake by someone who may not read it.

The house must find urgent requests that nobody has taken, and tell somebody; whoever took a request in may learn which
team has it now. Neither needs a name or a word of what was said, and neither gets one.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import Gate

URGENT_UNACKNOWLEDGED = Gate(
    "urgent_unacknowledged",
    "",
    "returns table (intake_public uuid, received_at timestamptz, team_id bigint, team text, programme_id bigint, "
    "protocol_id bigint, told int) language sql stable",
    f"""  select i.public_id, i.received_at, t.id, t.name::text, i.programme_id, i.protocol_id,
         coalesce((select max(e.step) from intakes_escalation e where e.intake_id = i.id), -1)::int
    from intakes_intake i join access_circle c on c.id = i.circle_id join organisation_team t on t.id = c.team_id
   where i.urgency = 'today' and i.acknowledged_at is null and i.state = 'new'
     and i.circle_id <> all (app.excluded())
     and ({HOUSE}
          or c.team_id = any (app.supervises())
          or exists (select 1 from organisation_programmeteam p
                      where p.programme_id = i.programme_id and p.team_id = any (app.supervises())))
   order by i.received_at, i.id""",
)

NOTE_ESCALATION = Gate(
    "note_escalation",
    "intake_public uuid, which int, whom text",
    "returns boolean language plpgsql",
    f"""declare n int;
begin
  if not {HOUSE} then
    raise exception 'only the house itself escalates' using errcode = '42501';
  end if;
  insert into intakes_escalation (public_id, version, circle_id, level, acl_key, intake_id, step, told)
  select gen_random_uuid(), 1, i.circle_id, i.level, 0, i.id, which, left(whom, 300)
    from intakes_intake i where i.public_id = intake_public and i.acknowledged_at is null
  on conflict (intake_id, step) do nothing;
  get diagnostics n = row_count;
  return n = 1;
end""",
)

HANDED_ON = Gate(
    "handed_on",
    "lim int",
    "returns table (intake_public uuid, received_at timestamptz, handed_at timestamptz, team text, carriers text, "
    "outcome text) language sql stable",
    """  select i.public_id, i.received_at, s.decided_at, t.name::text,
         coalesce((select string_agg(a.name, ', ' order by a.name)
                     from access_grant g join access_actor a on a.id = g.actor_id
                    where g.scope = 'c' and g.scope_id = c.id and g.reason = 'assigned'
                      and statement_timestamp() >= g.valid_from and statement_timestamp() < g.valid_until), ''),
         i.state::text
    from intakes_intake i join access_circle c on c.id = i.circle_id join organisation_team t on t.id = c.team_id
    join lateral (select n.decided_at, n.decided_by_id from intakes_screening n
                   where n.intake_id = i.id order by n.id desc limit 1) s on true
    join organisation_programme p on p.id = i.programme_id
   where (i.taken_by_id = app.uid() or s.decided_by_id = app.uid())
     and c.team_id <> p.intake_team_id and c.id <> all (app.excluded())
     and s.decided_at > statement_timestamp() - interval '90 days'
   order by s.decided_at desc, i.id desc limit lim""",
)

GATES = (URGENT_UNACKNOWLEDGED, NOTE_ESCALATION, HANDED_ON)
