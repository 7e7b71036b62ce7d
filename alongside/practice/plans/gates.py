"""Definer functions of plans: a line is shared with a member of the care team, who says what became of it (S-118)."""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate

SHARE_LINE = Gate(
    "share_line",
    "line bigint, member bigint",
    "returns bigint language plpgsql",
    """declare found bigint;
begin
  select s.id into found from plans_step s join careteams_careteammember m on m.circle_id = s.circle_id
   where s.id = line and m.id = member and s.owner = 'partner' and s.state in ('open', 'started')
     and not exists (select 1 from access_share h where h.actor_id = m.actor_id and h.item_table = 'plans_step'
                      and h.item_number = s.id and h.valid_until > statement_timestamp());
  if found is null then
    raise exception 'this line is not theirs' using errcode = '42501', hint = 'line_theirs';
  end if;
  return app.keep_shared(member, 'plans_step', line);
end""",
)
"""Only an open line that a partner agency does is shared, once; ``keep_shared`` asks for authority and ground."""

CLOSE_LINE = Gate(
    "close_line",
    "line bigint, member bigint",
    "returns boolean language plpgsql",
    """declare n int;
begin
  update access_share h set valid_until = statement_timestamp(), ended_by_id = app.uid()
    from careteams_careteammember m
   where m.id = member and h.actor_id = m.actor_id and h.item_table = 'plans_step' and h.item_number = line
     and h.valid_until > statement_timestamp() and app.may_rule_circle(m.circle_id);
  get diagnostics n = row_count;
  return n > 0;
end""",
)

TELL_OF_LINE = Gate(
    "tell_of_line",
    "line uuid, told text, said text, seen int",
    "returns boolean language plpgsql",
    """declare s record; u bigint := app.uid(); mid bigint;
begin
  perform 1 from access_share h join plans_step t on t.id = h.item_number
   where t.public_id = line and h.item_table = 'plans_step' and h.actor_id = u
     and statement_timestamp() >= h.valid_from and statement_timestamp() < h.valid_until for share of h;
  if not found then raise exception 'no such line' using errcode = '42501', hint = 'absent'; end if;
  select t.* into s from plans_step t where t.public_id = line and t.id = any (app.shared('plans_step')) for update;
  if s.id is null then raise exception 'no such line' using errcode = '42501', hint = 'absent'; end if;
  select m.id into mid from careteams_careteammember m
   where m.actor_id = u and m.circle_id = s.circle_id and m.ended_at is null;
  if mid is null or s.owner <> 'partner' then
    raise exception 'this line is not theirs' using errcode = '42501', hint = 'line_theirs';
  end if;
  if s.state not in ('open', 'started') then
    raise exception 'this line is settled' using errcode = '42501', hint = 'line_settled';
  end if;
  if s.version is distinct from seen then
    raise exception 'changed meanwhile' using errcode = '42501', hint = 'line_stale';
  end if;
  if told not in ('open', 'started', 'done') or coalesce(length(trim(said)), 0) not between 1 and 300 then
    raise exception 'state and words' using errcode = '42501', hint = 'line_words';
  end if;
  update plans_step set state = told, end_words = trim(said), version = version + 1,
         done_on = case when told = 'done' then (statement_timestamp() at time zone coalesce(
           (select a.time_zone from organisation_agency a limit 1), 'UTC'))::date end
   where id = s.id;
  insert into plans_stepupdate (public_id, version, circle_id, level, acl_key, step_id, member_id, at, state, words,
                                author_id)
  values (gen_random_uuid(), 1, s.circle_id, s.level, 0, s.id, mid, statement_timestamp(), told, trim(said), u);
  return true;
end""",
)
"""The one thing that a partner writes: state and words of a line that is shared with them and theirs to do.

The share is held while it is written, so that whoever ends it meanwhile ends it before or after, never within.
"""

GATES = (SHARE_LINE, CLOSE_LINE, TELL_OF_LINE)
