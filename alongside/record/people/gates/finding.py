"""Search gates: which persons bear one of these keys, told only of those whom the reader may see or know of.

``search_people`` answers with numbers; the rows are read again through row-level security. ``masked_people`` answers
those who hold the index right alone: name, year of birth, responsible team, and never a sealed person or one known to a
victim service only (ruling 3); nor do they find her by her day of birth. Phone numbers are not among the keys: they
belong to circles, and row-level security answers for them.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate

FEW = 4000
"""Up to so many rows of keys, each person found is tested; beyond, the reader's own people are listed first."""

MANY = 30_000
"""Who sees more people than this has them tested one by one, in order, until a page is full."""

MINE = """select u.person_id from (
    select s.person_id from access_circlesubject s
     where s.acl_key = any ((select app.acl_keys())::bigint[])
       and s.circle_id <> all ((select app.excluded())::bigint[])
    union all
    select s.person_id from app.my_circle_grant m join access_circlesubject s on s.circle_id = m.circle_id
     where (m.levels & 1) <> 0 and s.circle_id <> all ((select app.excluded())::bigint[])) u limit {limit}"""
"""The people of the reader's teams and granted circles, by the index of each."""

SEEN = "exists (select 1 from app.my_subject s where s.person_id = {column})"
FIRST_LOOK = "select k.person_id as pid from people_personkey k where k.key = any ({sought}) limit {limit}"
RANKED = """select k.person_id, min(q.place)::int, count(*)::int
    from unnest({sought}) with ordinality q(key, place) join people_personkey k on k.key = q.key
   where k.person_id = any ({mine})
   group by k.person_id order by 2, 3 desc, 1 limit {limit}"""

MY_PEOPLE = Gate(
    "my_people",
    "",
    "returns bigint[] language sql stable",
    f"""  select case when count(*) > {MANY} then null else coalesce(array_agg(distinct m.person_id), '{{}}') end
    from ({MINE.format(limit=MANY + 1)}) m""",
    callers=(),
)
"""Everyone whom the reader sees, or null when they are very many."""

SEARCH_PEOPLE = Gate(
    "search_people",
    "sought text[], lim int",
    "returns table (person_id bigint, place int, hits int) language plpgsql stable set plan_cache_mode = "
    "force_custom_plan",
    f"""declare found bigint[]; mine bigint[]; taken bigint[] := '{{}}'; k text; at int := 0; r record;
begin
  if app.uid() is null or cardinality(sought) = 0 then return; end if;
  select array_agg(f.pid) into found from
    ({FIRST_LOOK.format(sought="sought", limit=FEW + 1)}) f;
  if found is null then return; end if;
  if cardinality(found) <= {FEW} then
    select coalesce(array_agg(distinct s.person_id), '{{}}') into mine
      from app.my_subject s where s.person_id = any (found);
  else
    mine := app.my_people();
  end if;
  if mine is not null then
    return query {RANKED.format(sought="sought", mine="mine", limit="lim")};
    return;
  end if;
  foreach k in array sought loop
    at := at + 1;
    for r in select x.person_id as pid from people_personkey x
              where x.key = k and x.person_id <> all (taken) and {SEEN.format(column="x.person_id")}
              limit lim - cardinality(taken) loop
      taken := taken || r.pid;
      person_id := r.pid; place := at; hits := 1;
      return next;
    end loop;
    exit when cardinality(taken) >= lim;
  end loop;
end""",
)

INDEXED = f"""c.kind = 'ordinary' and c.team_id = any (teams) and c.id <> all (barred)
     and not p.sealed and p.merged_into_id is null and p.withdrawn_on is null and not {SEEN.format(column="p.id")}"""
MASK = (
    "returns table (person_id bigint, person_public uuid, name text, born_year int, team text, circle_public uuid) "
    "language plpgsql stable"
)
SHOWN = """p.id, p.public_id, p.display_name::text, extract(year from p.born_on)::int,
         t.name::text, c.public_id"""
KNOWN = (
    """access_circlesubject s join access_circle c on c.id = s.circle_id join people_person p on p.id = s.person_id"""
)

MASKED_PEOPLE = Gate(
    "masked_people",
    "sought text[], lim int",
    MASK,
    f"""declare teams bigint[] := app.index_teams(); barred bigint[] := app.excluded(); keys text[]; found bigint[];
  taken bigint[] := '{{}}'; k text;
begin
  if app.uid() is null or cardinality(teams) = 0 then return; end if;
  select array_agg(q.key order by q.place) into keys
    from unnest(sought) with ordinality q(key, place) where left(q.key, 1) <> '@';
  select array_agg(f.pid) into found from ({FIRST_LOOK.format(sought="keys", limit=FEW + 1)}) f;
  if found is null then return; end if;
  if cardinality(found) <= {FEW} then
    select array_agg(x.pid order by x.place, x.hits desc, x.pid) into taken from
      (select n.person_id as pid, min(q.place) as place, count(*) as hits
         from unnest(keys) with ordinality q(key, place) join people_personkey n on n.key = q.key
        where n.person_id = any (array(select s.person_id from {KNOWN} where s.person_id = any (found) and {INDEXED}))
        group by n.person_id order by 2, 3 desc, 1 limit lim) x;
  else
    foreach k in array keys loop
      taken := taken || array(select n.person_id from people_personkey n
        where n.key = k and n.person_id <> all (taken)
          and exists (select 1 from {KNOWN} where s.person_id = n.person_id and {INDEXED})
        limit lim - cardinality(taken));
      exit when cardinality(taken) >= lim;
    end loop;
  end if;
  return query select {SHOWN} from unnest(taken) with ordinality x(pid, place)
    join people_person p on p.id = x.pid
    join lateral (select c.* from access_circlesubject s join access_circle c on c.id = s.circle_id
                   where s.person_id = x.pid and c.kind = 'ordinary' and c.team_id = any (teams)
                     and c.id <> all (barred) order by c.id desc limit 1) c on true
    join organisation_team t on t.id = c.team_id order by x.place;
end""",
)

MASKED_PERSON = Gate(
    "masked_person",
    "person_public_id uuid",
    MASK,
    f"""declare teams bigint[] := app.index_teams(); barred bigint[] := app.excluded();
begin
  if app.uid() is null or cardinality(teams) = 0 then return; end if;
  return query
  select {SHOWN} from {KNOWN} join organisation_team t on t.id = c.team_id
   where p.public_id = person_public_id and {INDEXED} order by s.circle_id desc limit 1;
end""",
)

BY_NAME = """select p.id from people_person p
     where {seen} and not p.sealed and p.merged_into_id is null and p.withdrawn_on is null
       and (after_id is null or (p.sort_key, p.id) > (after_key, after_id))
     order by p.sort_key, p.id limit lim"""
NEWEST = """select p.id from people_person p
     where {seen} and not p.sealed and p.merged_into_id is null and p.withdrawn_on is null
       and (after_id is null or p.id < after_id)
     order by p.id desc limit lim"""

LIST_PEOPLE = Gate(
    "list_people",
    "by_name boolean, after_key text, after_id bigint, lim int",
    "returns table (person_id bigint) language plpgsql stable set plan_cache_mode = force_custom_plan",
    f"""declare mine bigint[] := app.my_people();
begin
  if app.uid() is null then return; end if;
  if by_name and mine is not null then
    return query {BY_NAME.format(seen="p.id = any (mine)")};
  elsif by_name then
    return query {BY_NAME.format(seen=SEEN.format(column="p.id"))};
  elsif mine is not null then
    return query {NEWEST.format(seen="p.id = any (mine)")};
  else
    return query {NEWEST.format(seen=SEEN.format(column="p.id"))};
  end if;
end""",
)
"""One page of the people whom the reader sees, by name or newest first; sealed persons never stand in lists."""

FINDING_GATES = (MY_PEOPLE, LIST_PEOPLE, SEARCH_PEOPLE, MASKED_PEOPLE, MASKED_PERSON)
