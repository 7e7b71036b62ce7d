"""Definer functions that open one thing of the record to a person or a partner, and close it again (ruling 1)."""

from __future__ import annotations

from alongside.ground.foundation.guards import GATE, Gate

SHARED = Gate(
    "shared",
    "wanted text",
    "returns bigint[] language sql stable",
    """  select coalesce(array_agg(s.item_number), '{}') from access_share s
   where s.actor_id = app.uid() and s.item_table = wanted
     and statement_timestamp() >= s.valid_from and statement_timestamp() < s.valid_until""",
)

PUT_SHARE = Gate(
    "put_share",
    "who bigint, cid bigint, wanted text, item bigint, from_at timestamptz, until timestamptz, ground text, note text",
    "returns bigint language plpgsql",
    """declare sid bigint; fits smallint; u bigint := app.uid();
begin
  if u is null or not app.may_rule_circle(cid) then
    raise exception 'this reader may not share out of this circle' using errcode = '42501';
  end if;
  if not exists (select 1 from access_actor a
                  where a.id = who and a.kind in ('person', 'partner') and a.ended_at is null) then
    raise exception 'things are shared with persons and partners' using errcode = '42501', hint = 'share_with';
  end if;
  if until is null or until <= greatest(from_at, statement_timestamp()) then
    raise exception 'a share has an end' using errcode = '42501', hint = 'share_until';
  end if;
  if exists (select 1 from pg_trigger t join pg_class c on c.oid = t.tgrelid
              where c.relname = wanted and c.relnamespace = 'public'::regnamespace and t.tgname = 'keep_keys') then
    execute format('select r.level from public.%I r where r.id = $1 and r.circle_id = $2
        and r.level & 40 = 0 and (r.acl_key = any (app.acl_keys()) or exists (
          select 1 from app.my_circle_grant m where m.circle_id = $2 and (m.levels & r.level) <> 0))', wanted)
      into fits using item, cid;
  end if;
  if fits is null or wanted = 'access_share' then
    raise exception 'no such thing in this circle' using errcode = '42501', hint = 'share_item';
  end if;
  insert into access_share (public_id, version, actor_id, circle_id, level, acl_key, item_table, item_number, ground,
                            why, valid_from, valid_until, given_by_id)
  values (gen_random_uuid(), 1, who, cid, fits, 0, wanted, item, ground, coalesce(note, ''), from_at, until, u)
  returning id into sid;
  return sid;
end""",
    callers=(GATE,),
)
"""What both ways of sharing ask: authority, somebody outside, an end, and a thing of this circle that she sees herself.

Counselling notes and sealed rows (levels 8 and 32) are never shared.
"""

SHARE = Gate(
    "share",
    "who bigint, cid bigint, wanted text, item bigint, from_at timestamptz, until timestamptz, ground text, note text",
    "returns bigint language plpgsql",
    """begin
  if ground not in ('authority', 'order', 'law') or coalesce(length(trim(note)), 0) < 3 then
    raise exception 'without consent a share names its lawful ground' using errcode = '42501', hint = 'share_ground';
  end if;
  if not exists (select 1 from access_circle c where c.id = cid and c.kind = 'ordinary') then
    raise exception 'a victim service shares by consent alone' using errcode = '42501', hint = 'share_victim';
  end if;
  return app.put_share(who, cid, wanted, item, from_at, until, ground, note);
end""",
)

END_SHARE = Gate(
    "end_share",
    "sid bigint, note text",
    "returns boolean language plpgsql",
    """declare n int;
begin
  update access_share s set valid_until = statement_timestamp(), ended_by_id = app.uid(),
         why = s.why || case when coalesce(note, '') = '' then '' else ' / ' || note end
   where s.id = sid and s.valid_until > statement_timestamp() and app.may_rule_circle(s.circle_id);
  get diagnostics n = row_count;
  return n = 1;
end""",
)

SHARING_GATES = (PUT_SHARE, SHARE, END_SHARE)
