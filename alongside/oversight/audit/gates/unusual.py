"""Definer functions that look over the reading log for the privacy officer.

They answer who, which record by its number, and why it is worth a look. Names, addresses and relationships of people
in the record are compared here and never leave.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import GATE, Gate

IN_AN_HOUR = 25
"""Records in one hour that somebody opened without carrying them."""
REFUSED_IN_AN_HOUR = 10
"""Records in one hour that somebody asked for in vain."""
COMMON = 20
"""A surname that more people in the record bear than this says nothing."""
NIGHT_FROM, NIGHT_UNTIL = 21, 6

NEAR = Gate(
    "near",
    "one text, other text",
    "returns boolean language sql immutable",
    r"""  with two as (
    select lower(replace(t, E'\n', ',')) as text from unnest(array[one, other]) t
  ), read as (
    select btrim(regexp_replace(regexp_replace(split_part(text, ',', 1), '[0-9]+[a-z]?\M', '', 'g'), '\s+', ' ', 'g'))
             as street,
           replace((regexp_match(text, '\m(\d{4,6}|[a-z]\d{2} ?[a-z0-9]{4}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\M'))[1],
                   ' ', '') as code,
           btrim(regexp_replace(text, '^.*,', '')) as town
      from two
  )
  select min(street) = max(street) and length(min(street)) > 2
         and (count(code) = 2 and min(code) = max(code) or count(code) < 2 and min(town) = max(town)) from read""",
    callers=(GATE,),
    definer=False,
)
"""The same street, and the same postcode or, where one has none, the same town. A house number does not matter."""

UNUSUAL = Gate(
    "unusual",
    "begins timestamptz, ends timestamptz",
    "returns table (what text, actor_id bigint, name text, circle_id bigint, first_at timestamptz, "
    "last_at timestamptz, number int, detail text, sessions bigint[]) language plpgsql stable",
    f"""#variable_conflict use_column
begin
  return query with zone as (
    select coalesce((select o.time_zone from organisation_agency o limit 1), 'UTC') as name
  ), opened as materialized (
    select r.actor_id, r.circle_id, r.ground, min(r.at) as first_at, max(r.at) as last_at,
           array_agg(distinct r.session_id) as sessions
      from access_reading r join access_actor a on a.id = r.actor_id and a.kind = 'worker'
     where app.powers() & 128 <> 0 and r.at >= begins and r.at < ends and r.circle_id is not null
       and r.result = 'shown'
     group by r.actor_id, r.circle_id, r.ground
  ), firsts as (
    select o.actor_id, o.circle_id, min(o.first_at) as at from opened o
     where o.ground in ('team', 'supervisor', '') group by o.actor_id, o.circle_id
  ), counted as (
    select f.*, count(*) over (partition by f.actor_id order by f.at
             range between current row and interval '1 hour' following) as many from firsts f
  ), most as (
    select distinct on (c.actor_id) c.actor_id, c.at, c.many from counted c where c.many >= {IN_AN_HOUR}
     order by c.actor_id, c.many desc, c.at
  ), asked as (
    select r.actor_id, r.asked, min(r.at) as at, array_agg(distinct r.session_id) as sessions
      from access_reading r join access_actor a on a.id = r.actor_id and a.kind = 'worker'
     where app.powers() & 128 <> 0 and r.at >= begins and r.at < ends and r.result = 'refused'
       and r.act = 'refused' and r.asked <> ''
     group by r.actor_id, r.asked
  ), tried as (
    select k.*, count(*) over (partition by k.actor_id order by k.at
             range between current row and interval '1 hour' following) as many from asked k
  ), met as (
    select o.*, w.id as worker_id, w.sort_key as worker_key, p.id as person_id, p.sort_key as person_key,
           regexp_replace(w.sort_key, '^.* ', '') as surname
      from opened o join staff_worker w on w.actor_id = o.actor_id
      join access_circlesubject t on t.circle_id = o.circle_id join people_person p on p.id = t.person_id
  ), found as (
    select 'many' as what, m.actor_id, null::bigint as circle_id, m.at as first_at, o.last_at, m.many as number,
           '' as detail, o.sessions
      from most m join opened o on o.actor_id = m.actor_id and o.ground in ('team', 'supervisor', '')
       and o.first_at >= m.at and o.first_at <= m.at + interval '1 hour'
    union all
    select 'refused', t.actor_id, null, t.at, t.at, max(t.many) over (partition by t.actor_id), '', t.sessions
      from tried t where exists (select 1 from tried y where y.actor_id = t.actor_id
                                  and y.many >= {REFUSED_IN_AN_HOUR})
    union all
    select 'same-name', m.actor_id, m.circle_id, m.first_at, m.last_at, 1, '', m.sessions
      from met m
     where position(' ' in m.worker_key) > 0 and m.person_key like '% ' || m.surname
       and (select count(*) from people_person q where q.sort_key like '% ' || m.surname) <= {COMMON}
    union all
    select 'staff-name', m.actor_id, m.circle_id, m.first_at, m.last_at, 1, '', m.sessions
      from met m
     where m.ground not in ('assigned', 'intake', 'import')
       and exists (select 1 from staff_worker w where w.id <> m.worker_id and w.sort_key = m.person_key)
    union all
    select 'neighbour', m.actor_id, m.circle_id, m.first_at, m.last_at, 1, '', m.sessions
      from met m join people_workerperson h on h.worker_id = m.worker_id and h.person_id <> m.person_id
      join people_contactpoint mine on mine.person_id = h.person_id and mine.kind = 'address'
      join people_contactpoint theirs on theirs.person_id = m.person_id and theirs.kind = 'address'
     where app.near(mine.value, theirs.value)
    union all
    select 'related', m.actor_id, m.circle_id, m.first_at, m.last_at, 1, k.kind, m.sessions
      from met m join people_workerperson h on h.worker_id = m.worker_id
      cross join lateral (
        select '1self' as kind where h.person_id = m.person_id
        union all
        select '2' || x.kind from people_relationship x
         where (x.person_id = h.person_id and x.other_id = m.person_id)
            or (x.other_id = h.person_id and x.person_id = m.person_id)
        union all
        select '3household' from people_householdmember x join people_householdmember y
            on y.household_id = x.household_id and y.person_id = m.person_id
         where x.person_id = h.person_id and h.person_id <> m.person_id) k
    union all
    select 'night', g.actor_id, g.scope_id, g.valid_from, g.valid_from, 1, g.why, o.sessions
      from zone cross join access_grant g
      left join opened o on o.actor_id = g.actor_id and o.circle_id = g.scope_id
     where app.powers() & 128 <> 0 and g.reason = 'emergency' and g.valid_from >= begins and g.valid_from < ends
       and (extract(hour from g.valid_from at time zone zone.name) >= {NIGHT_FROM}
            or extract(hour from g.valid_from at time zone zone.name) < {NIGHT_UNTIL})
  )
  select f.what, f.actor_id, a.name::text, f.circle_id, min(f.first_at), max(f.last_at), max(f.number)::int,
         min(f.detail), array_agg(distinct s.id) filter (where s.id is not null)
    from found f join access_actor a on a.id = f.actor_id left join lateral unnest(f.sessions) s(id) on true
   group by f.what, f.actor_id, a.name, f.circle_id;
end""",
)
"""Accesses between two moments that are worth a look, each with why; for privacy officers, to others nothing."""

PEOPLE_OF_CASE = Gate(
    "people_of_case",
    "case_number text",
    "returns table (person_public uuid, name text) language plpgsql stable",
    """begin
  return query select p.public_id, p.display_name::text
    from cases_case k join access_circle c on c.id = k.circle_id join access_circlesubject s on s.circle_id = c.id
    join people_person p on p.id = s.person_id
   where app.powers() & 128 <> 0 and k.number = case_number and c.kind = 'ordinary' and not p.sealed
   order by p.sort_key, p.id;
end""",
)
"""Whom a case concerns, for a privacy officer who has a request with the case's number before her."""

CIRCLE_OF_CASE = Gate(
    "circle_of_case",
    "case_number text",
    "returns bigint language plpgsql stable",
    """begin
  return (select c.id from cases_case k join access_circle c on c.id = k.circle_id
           where app.powers() & 128 <> 0 and k.number = case_number and c.kind = 'ordinary' and not exists (
             select 1 from access_circlesubject s where s.circle_id = c.id and s.sealed));
end""",
)
"""The circle of a case by its number, for a privacy officer who asks what somebody would see of it."""

REPORT_PERSON = Gate(
    "report_person",
    "person_public uuid",
    "returns table (id bigint, name text) language plpgsql stable",
    """begin
  return query select p.id, p.display_name::text from people_person p
   where app.powers() & 128 <> 0 and p.public_id = person_public and not p.sealed and not exists (
     select 1 from access_circlesubject s join access_circle c on c.id = s.circle_id
      where s.person_id = p.id and c.kind <> 'ordinary');
end""",
)
"""Her number and name, for a privacy officer; never of a sealed person or of one whom a victim service knows."""

LOOKS_AT_PERSON = Gate(
    "looks_at_person",
    "person bigint",
    "returns table (number bigint, at timestamptz, actor_id bigint, name text, kind text, roles text[], teams text[], "
    "act text, ground text, why text, result text, session_id bigint) language plpgsql stable",
    """begin
  if app.powers() & 128 = 0 then return; end if;
  return query
  with hers as (
    select person as id union select m.id from people_person m where m.merged_into_id = person
  ), circles as (
    select s.circle_id from access_circlesubject s join hers h on h.id = s.person_id
    union
    select (y.before ->> 'circle_id')::bigint from access_history y join hers h on h.id = y.person_id
     where y.table_name = 'access_circlesubject' and y.verb = 'delete'
  ), items as (
    select 'case' as kind, array_agg(k.id) as ids from cases_case k join circles using (circle_id)
    union all select 'intake', array_agg(k.id) from intakes_intake k join circles using (circle_id)
    union all select 'appointment', array_agg(k.id) from contacts_appointment k join circles using (circle_id)
    union all select 'note', array_agg(k.id) from contacts_note k join circles using (circle_id)
  ), events as (
    select r.id from access_reading r join circles c on c.circle_id = r.circle_id
    union
    select r.id from items i join access_reading r
        on r.circle_id is null and r.object_kind = i.kind and r.object_ids && i.ids
    union
    select r.id from access_reading r where r.person_ids && (select array_agg(h.id) from hers h)
  )
  select r.id, r.at, a.id, a.name::text, a.kind::text,
         (select array_agg(distinct x.role::text) from staff_worker w join staff_roleheld x on x.worker_id = w.id
           where w.actor_id = a.id and x.from_on <= r.at::date and coalesce(x.until_on, r.at::date) >= r.at::date),
         (select array_agg(distinct t.name::text) from staff_worker w join staff_roleheld x on x.worker_id = w.id
            join organisation_team t on t.id = x.team_id
           where w.actor_id = a.id and x.from_on <= r.at::date and coalesce(x.until_on, r.at::date) >= r.at::date),
         r.act::text, r.ground::text, case when g.reason = 'emergency' then g.why else '' end, r.result::text,
         r.session_id
    from events e join access_reading r on r.id = e.id join access_actor a on a.id = r.actor_id
    left join access_grant g on g.id = r.grant_id
   where r.result in ('shown', 'masked')
   order by r.id desc;
end""",
)
"""Every event of the reading log that showed a person or a record about her: every time, whoever it was.

Lists name what they showed by its kind and numbers; the rest by the person or by the circle.
"""

UNUSUAL_GATES = (NEAR, UNUSUAL, PEOPLE_OF_CASE, CIRCLE_OF_CASE, REPORT_PERSON, LOOKS_AT_PERSON)
