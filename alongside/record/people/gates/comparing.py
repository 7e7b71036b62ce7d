"""Comparing everybody with everybody, bit by bit: the house finds pairs, and a reader sees those whose both she sees.

The house reads names and births only to compare them, and writes down numbers. Sealed persons are never compared;
somebody known to a victim service only with those of exactly the same circles. A phone number counts only where both
have it from the same team, so that no pair stands for a number that a reader of both might not see.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import Gate
from alongside.record.people.gates.finding import SEEN
from alongside.record.people.gates.merging import CIRCLES, SAME_CIRCLES

BEARERS = 300
"""Of a key that more people bear than this only so many are looked at: it tells little."""

NAMES = """(select json_agg(json_build_array(n.full, n.given, n.family) order by n.id) from people_personname n
           where n.person_id = p.id)"""
VICTIM = f"exists (select 1 from {CIRCLES} where s.person_id = p.id and c.kind <> 'ordinary')"

TO_COMPARE = Gate(
    "to_compare",
    "lim int",
    "returns table (person_id bigint, version int, name text, born_on date, birth_precision text, names json) "
    "language sql stable",
    f"""  select p.id, p.version, p.display_name::text, p.born_on, p.birth_precision::text, {NAMES}
    from people_person p where p.compared_version <> p.version and p.merged_into_id is null
     and p.withdrawn_on is null and {HOUSE}
   order by p.id limit lim""",
)

ALIKE_PEOPLE = Gate(
    "alike_people",
    "who bigint[], lim int",
    "returns table (person_id bigint, other_id bigint, name text, born_on date, birth_precision text, names json, "
    "same_phone boolean) language sql stable",
    f"""  select o.id, p.id, p.display_name::text, p.born_on, p.birth_precision::text, {NAMES},
         exists (select 1 from people_contactpoint a join people_contactpoint b on b.phone_key = a.phone_key
                   and b.acl_key = a.acl_key and b.ended_on is null and b.person_id = p.id
                  where a.person_id = o.id and a.phone_key <> '' and a.level = 1 and a.ended_on is null)
    from people_person o
    cross join lateral (
      select k.pid, count(*) as hits from people_personkey mine cross join lateral (
        select k.person_id as pid from people_personkey k where k.key = mine.key and k.person_id <> o.id
         limit {BEARERS}) k
       where mine.person_id = o.id and (position('+' in mine.key) > 0 or position('@' in mine.key) > 0)
       group by k.pid order by 2 desc, 1 limit lim) f
    join people_person p on p.id = f.pid
   where o.id = any (who) and {HOUSE} and not o.sealed and not p.sealed and p.merged_into_id is null
     and (not ({VICTIM} or {VICTIM.replace("p.id", "o.id")})
          or {SAME_CIRCLES.format("o.id")} = {SAME_CIRCLES.format("p.id")})
     and not exists (select 1 from people_notsameperson n where n.ended_at is null
                      and (n.person_id, n.other_id) in ((o.id, p.id), (p.id, o.id)))
   order by o.id, f.hits desc, p.id""",
)

NOTE_PAIRS = Gate(
    "note_pairs",
    "alike jsonb, compared jsonb",
    "returns int language plpgsql",
    f"""declare n int;
begin
  if not {HOUSE} then
    raise exception 'only the house itself compares everybody' using errcode = '42501';
  end if;
  update people_likelypair l set ended_at = statement_timestamp()
   where l.ended_at is null and exists (select 1 from jsonb_array_elements(compared) c
           where (c ->> 0)::bigint in (l.person_id, l.other_id))
     and not exists (select 1 from jsonb_array_elements(alike) f
           where (f ->> 0)::bigint = l.person_id and (f ->> 1)::bigint = l.other_id);
  insert into people_likelypair as l (public_id, person_id, other_id, points)
  select gen_random_uuid(), (f ->> 0)::bigint, (f ->> 1)::bigint, max((f ->> 2)::int)
    from jsonb_array_elements(alike) f group by 2, 3
  on conflict (person_id, other_id) do update set points = excluded.points, ended_at = null
   where l.points <> excluded.points or l.ended_at is not null;
  get diagnostics n = row_count;
  update people_person p set compared_version = (c ->> 1)::int from jsonb_array_elements(compared) c
   where p.id = (c ->> 0)::bigint;
  return n;
end""",
)

WAITING = """l.ended_at is null and (l.put_off_until is null or l.put_off_until <= day)
     and (about is null or about in (l.person_id, l.other_id))
     and (after_id is null or (l.points, l.id) < (after_points, after_id))
     and not exists (select 1 from people_person p where p.id in (l.person_id, l.other_id) and p.sealed)
     and not exists (select 1 from people_notsameperson n where n.ended_at is null
                      and (n.person_id, n.other_id) in ((l.person_id, l.other_id), (l.other_id, l.person_id)))"""
IN_ORDER = "order by l.points desc, l.id desc limit lim"

LIKELY_PAIRS = Gate(
    "likely_pairs",
    "about bigint, after_points int, after_id bigint, day date, lim int",
    "returns table (pair_id bigint) language plpgsql stable set plan_cache_mode = force_custom_plan",
    f"""declare mine bigint[];
begin
  if app.uid() is null then return; end if;
  mine := case when about is null then app.my_people() end;
  if mine is not null then
    return query select l.id from people_likelypair l
     where l.person_id = any (mine) and l.other_id = any (mine) and {WAITING} {IN_ORDER};
  else
    return query select l.id from people_likelypair l
     where {WAITING} and {SEEN.format(column="l.person_id")} and {SEEN.format(column="l.other_id")} {IN_ORDER};
  end if;
end""",
)
"""One page of the pairs of which the reader sees both, the most alike first; with ``about`` those of one person."""

COMPARING_GATES = (TO_COMPARE, ALIKE_PEOPLE, NOTE_PAIRS, LIKELY_PAIRS)
