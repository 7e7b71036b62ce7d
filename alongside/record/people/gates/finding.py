"""Search gates: which persons bear one of these keys, told only of those whom the reader may see or know of.

``search_people`` answers with numbers; the rows are read again through row-level security. ``masked_people`` answers
those who hold the index right alone: name, year of birth, responsible team, and never a sealed person or one known to a
victim service only (ruling 3); nor do they find her by her day of birth. Phone numbers are not among the keys: they
belong to circles, and row-level security answers for them.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate

FEW = 4000
"""Up to so many rows of keys, each person found is tested; beyond, the readers' own people are listed first."""

MINE = """select coalesce(array_agg(distinct u.person_id), '{}') from (
    select s.person_id from access_circlesubject s
     where s.acl_key = any ((select app.acl_keys())::bigint[])
       and s.circle_id <> all ((select app.excluded())::bigint[])
    union all
    select s.person_id from app.my_circle_grant m join access_circlesubject s on s.circle_id = m.circle_id
     where (m.levels & 1) <> 0 and s.circle_id <> all ((select app.excluded())::bigint[])) u"""
"""Everyone of the reader's teams and granted circles, by the index of each."""

FIRST_LOOK = "select k.person_id as pid from people_personkey k where k.key = any ({sought}) limit {limit}"
RANKED = """select k.person_id, min(q.place)::int, count(*)::int
    from unnest({sought}) with ordinality q(key, place) join people_personkey k on k.key = q.key
   where k.person_id = any ({mine})
   group by k.person_id order by 2, 3 desc, 1 limit {limit}"""

MY_PEOPLE = Gate("my_people", "", "returns bigint[] language sql stable", f"  {MINE}", callers=())

SEARCH_PEOPLE = Gate(
    "search_people",
    "sought text[], lim int",
    "returns table (person_id bigint, place int, hits int) language plpgsql stable set plan_cache_mode = "
    "force_custom_plan",
    f"""declare found bigint[]; mine bigint[];
begin
  if app.uid() is null or cardinality(sought) = 0 then return; end if;
  select array_agg(f.pid) into found from
    ({FIRST_LOOK.format(sought="sought", limit=FEW + 1)}) f;
  if found is null then return; end if;
  if cardinality(found) <= {FEW} then
    select array_agg(distinct s.person_id) into mine from app.my_subject s where s.person_id = any (found);
  else
    mine := app.my_people();
  end if;
  return query {RANKED.format(sought="sought", mine="mine", limit="lim")};
end""",
)

INDEXED = """c.kind = 'ordinary' and c.team_id = any (app.index_teams()) and c.id <> all (app.excluded())
     and not p.sealed and not exists (select 1 from app.my_subject m where m.person_id = p.id)"""
MASK = (
    "returns table (person_id bigint, person_public uuid, name text, born_year int, team text, circle_public uuid) "
    "language plpgsql stable set plan_cache_mode = force_custom_plan"
)
SHOWN = """p.id, p.public_id, p.display_name::text, extract(year from p.born_on)::int,
         t.name::text, c.public_id"""

MASKED_PEOPLE = Gate(
    "masked_people",
    "sought text[], lim int",
    MASK,
    f"""begin
  if app.uid() is null or cardinality(app.index_teams()) = 0 then return; end if;
  return query
  with found as materialized (
    select k.person_id as pid, min(q.place) as place, count(*) as hits
      from unnest(sought) with ordinality q(key, place) join people_personkey k on k.key = q.key
     where left(q.key, 1) <> '@' and exists (
           select 1 from access_circlesubject s join access_circle c on c.id = s.circle_id
            where s.person_id = k.person_id and c.kind = 'ordinary' and c.team_id = any (app.index_teams()))
     group by k.person_id order by 2, 3 desc, 1 limit 4 * lim)
  select {SHOWN}
    from (select distinct on (f.pid) f.pid, f.place, f.hits, s.circle_id
            from found f join people_person p on p.id = f.pid
            join access_circlesubject s on s.person_id = f.pid join access_circle c on c.id = s.circle_id
           where {INDEXED} order by f.pid, s.circle_id desc) x
    join people_person p on p.id = x.pid join access_circle c on c.id = x.circle_id
    join organisation_team t on t.id = c.team_id
   order by x.place, x.hits desc, x.pid limit lim;
end""",
)

MASKED_PERSON = Gate(
    "masked_person",
    "person_public_id uuid",
    MASK,
    f"""begin
  if app.uid() is null or cardinality(app.index_teams()) = 0 then return; end if;
  return query
  select {SHOWN}
    from people_person p join access_circlesubject s on s.person_id = p.id join access_circle c on c.id = s.circle_id
    join organisation_team t on t.id = c.team_id
   where p.public_id = person_public_id and {INDEXED} order by s.circle_id desc limit 1;
end""",
)

LIST_PEOPLE = Gate(
    "list_people",
    "by_name boolean, after_key text, after_id bigint, lim int",
    "returns table (person_id bigint) language plpgsql stable set plan_cache_mode = force_custom_plan",
    """begin
  if app.uid() is null then return; end if;
  if by_name then
    return query select p.id from people_person p
     where p.id = any (app.my_people()) and not p.sealed
       and (after_id is null or (p.sort_key, p.id) > (after_key, after_id))
     order by p.sort_key, p.id limit lim;
  else
    return query select p.id from people_person p
     where p.id = any (app.my_people()) and not p.sealed and (after_id is null or p.id < after_id)
     order by p.id desc limit lim;
  end if;
end""",
)
"""One page of the people whom the reader sees, by name or newest first; sealed persons never stand in lists."""

FINDING_GATES = (MY_PEOPLE, LIST_PEOPLE, SEARCH_PEOPLE, MASKED_PEOPLE, MASKED_PERSON)
