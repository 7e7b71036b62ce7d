"""Case numbers from one sequence, and what the index right alone may know of a case."""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE, OPEN_TO
from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import APP, GATE, Gate, PlainSql

CASE_NUMBERS = PlainSql(
    (
        "create sequence if not exists app.case_numbers as bigint start 1001",
        f"alter sequence app.case_numbers owner to {GATE}",
        f"grant usage on sequence app.case_numbers to {APP}",
    )
)

MASKED_CASE = Gate(
    "masked_case",
    "case_public uuid",
    "returns table (circle_public uuid, name text, born_year int) language sql stable",
    """  select c.public_id, p.display_name::text, extract(year from p.born_on)::int
    from cases_case k join access_circle c on c.id = k.circle_id
    join lateral (select t.person_id from cases_participant t where t.case_id = k.id
                   order by t.focus desc, t.id limit 1) lead on true
    join people_person p on p.id = lead.person_id
   where k.public_id = case_public and k.level = 1 and c.kind = 'ordinary' and c.id <> all (app.excluded())
     and c.team_id = any (app.index_teams())
     and not exists (select 1 from access_circlesubject s join people_person p on p.id = s.person_id
                      where s.circle_id = c.id and p.sealed)""",
)
"""A case that the reader may know to exist: its circle, the name and birth year of the person it is for (ruling 3).

Never a victim service's, a restricted one, or one that concerns a sealed person.
"""

MASKED_CASES = Gate(
    "masked_cases",
    "circles uuid[]",
    "returns table (circle_public uuid, case_public uuid) language sql stable",
    """  select distinct on (c.id) c.public_id, k.public_id
    from access_circle c join cases_case k on k.circle_id = c.id
   where c.public_id = any (circles) and k.level = 1 and c.kind = 'ordinary' and c.id <> all (app.excluded())
     and c.team_id = any (app.index_teams())
     and not exists (select 1 from access_circlesubject s join people_person p on p.id = s.person_id
                      where s.circle_id = c.id and p.sealed)
   order by c.id, k.id desc""",
)
"""The newest case of each circle that the reader may know to exist: where to ask for access."""

SEERS = Gate(
    "seers",
    "cid bigint",
    "returns int language sql stable",
    f"""  select count(distinct g.actor_id)::int from access_grant g join access_actor a on a.id = g.actor_id
   where app.sees_circle(cid) and a.ended_at is null and {LIVE} and g.levels & 31 <> 0
     and ((g.scope = 'c' and g.scope_id = cid)
          or (g.scope = 't' and g.scope_id = (select c.team_id from access_circle c where c.id = cid)))
     and not exists (select 1 from access_exclusion e
                      where e.actor_id = a.id and e.circle_id = cid and e.ended_at is null)
     and {OPEN_TO.format(actor="a.id", circle="cid")}""",
)
"""How many people can see a circle, for a reader who sees it: what ``who_can_see`` would list, without the list."""

OPPOSED = Gate(
    "opposed",
    "cid bigint, who bigint",
    "returns boolean language sql stable",
    """  select app.sees_circle(cid) and exists (
    select 1 from cases_adverseinterest i
      join access_circlesubject a on a.circle_id = cid and a.person_id in (i.one_id, i.other_id)
      join access_circlesubject b on b.circle_id <> cid
           and b.person_id = case a.person_id when i.one_id then i.other_id else i.one_id end
      join cases_case k on k.circle_id = b.circle_id
      join cases_assignment g on g.case_id = k.id
      join staff_worker w on w.id = g.worker_id
     where w.actor_id = who and i.kind = 'abuse' and i.ended_on is null and not i.same_worker
       and k.state in ('open', 'reopened') and (g.until_on is null or g.until_on > current_date))""",
)
"""Whether somebody works for the other side of one who says that they were hurt (S-177): yes or no, never who."""

TIE_MARK = Gate(
    "tie_mark",
    "worker bigint, person bigint, kase bigint",
    "returns text language sql immutable",
    "  select encode(sha256(convert_to(concat_ws('|', 'tie', worker, person, kase), 'UTF8')), 'hex')",
    callers=(GATE,),
    definer=False,
)
"""By what the register knows again that a worker may know this person of this case."""

FOUND_TIES = Gate(
    "found_ties",
    "day date",
    "returns table (worker bigint, case_number text, by_what text[], mark text) language plpgsql stable",
    f"""begin
  if not {HOUSE} then return; end if;
  return query
  with alike as (
    select 'name' as by_what, w.id as worker_id, p.id as person_id
      from staff_worker w join people_person p on p.sort_key = w.sort_key where w.left_on is null
    union all
    select 'phone', w.id, q.person_id
      from staff_worker w
      join people_contactpoint q on q.phone_key = right(regexp_replace(w.phone, '[^0-9]', '', 'g'), 9)
      join access_circle o on o.id = q.circle_id and o.kind = 'ordinary'
     where w.left_on is null and q.phone_key <> '' and q.level = 1 and q.ended_on is null
    union all
    select 'address', w.id, q.person_id
      from staff_worker w join people_workerperson h on h.worker_id = w.id
      join people_contactpoint own on own.person_id = h.person_id and own.kind = 'address'
      join cases_assignment g on g.worker_id = w.id and (g.until_on is null or g.until_on > day)
      join access_circlesubject s on s.circle_id = g.circle_id and s.person_id <> h.person_id
      join people_contactpoint q on q.person_id = s.person_id and q.kind = 'address'
      join access_circle o on o.id = own.circle_id and o.kind = 'ordinary'
      join access_circle u on u.id = q.circle_id and u.kind = 'ordinary'
     where w.left_on is null and own.level = 1 and q.level = 1 and own.ended_on is null and q.ended_on is null
       and app.near(own.value, q.value)
  ), ties as (
    select n.worker_id, k.id as case_id, k.number::text as number, p.id as person_id,
           array_agg(distinct n.by_what) as by_what, app.tie_mark(n.worker_id, p.id, k.id) as mark
      from alike n join staff_worker w on w.id = n.worker_id
      join people_person p on p.id = n.person_id and not p.sealed and p.merged_into_id is null
      join access_circlesubject s on s.person_id = p.id
      join access_circle c on c.id = s.circle_id and c.kind = 'ordinary'
      join cases_case k on k.circle_id = s.circle_id and k.state in ('open', 'reopened')
     where (exists (select 1 from cases_assignment g where g.case_id = k.id and g.worker_id = w.id
                       and (g.until_on is null or g.until_on > day))
            or exists (select 1 from staff_roleheld r where r.worker_id = w.id and r.team_id = c.team_id
                          and (r.until_on is null or r.until_on > day)))
       and not exists (select 1 from access_exclusion e
                        where e.actor_id = w.actor_id and e.circle_id = c.id and e.ended_at is null)
       and not exists (
         select 1 from staff_boundaryentry b join staff_worker y on y.actor_id = b.actor_id
           join staff_roleheld r on r.worker_id = y.id
          where b.worker_id = w.id and b.actor_id <> w.actor_id and b.kind = 'known' and b.case_number = k.number
            and r.role = 'supervisor' and r.team_id = c.team_id)
     group by n.worker_id, k.id, k.number, p.id
  )
  select t.worker_id, t.number, t.by_what, t.mark from ties t
   where not exists (select 1 from staff_boundaryentry b where b.mark = t.mark) order by t.case_id, t.worker_id;
end""",
    callers=(APP, GATE),
)
"""Who of the workers may know somebody in a case of her team or one she carries, and is not in the register for it.

For the house alone, at night: numbers, no name. What is hidden, sealed, of a victim service or kept from the worker
already is not told: the register is read by more people than that record.
"""

SUPERVISOR_WAITS = Gate(
    "supervisor_waits",
    "day date",
    "returns table (what text, circle bigint, person bigint, case_id uuid, case_number text, title text, "
    "interest uuid, worker uuid, worker_number bigint, name text, told text, due_on date) language plpgsql stable",
    """declare teams bigint[] := app.supervises();
begin
  if teams = '{}' then return; end if;
  return query
  with hers as (
    select w.* from staff_worker w
     where w.left_on is null and w.actor_id <> app.uid()
       and exists (select 1 from staff_roleheld r where r.worker_id = w.id and r.team_id = any (teams))
  ), alike as (
    select 'name' as by_what, w.id as worker_id, p.id as person_id
      from hers w join people_person p on p.sort_key = w.sort_key
    union all
    select distinct 'phone', w.id, q.person_id
      from hers w join people_contactpoint q on q.phone_key = right(regexp_replace(w.phone, '[^0-9]', '', 'g'), 9)
      join access_circle o on o.id = q.circle_id and (o.kind = 'ordinary' or app.sees_circle(o.id))
     where q.phone_key <> '' and q.level = 1 and q.ended_on is null
    union all
    select distinct 'address', w.id, q.person_id
      from hers w join people_workerperson h on h.worker_id = w.id
      join people_contactpoint own on own.person_id = h.person_id and own.kind = 'address'
      join cases_assignment g on g.worker_id = w.id and (g.until_on is null or g.until_on > day)
      join cases_case k on k.id = g.case_id
      join access_circlesubject s on s.circle_id = k.circle_id and s.person_id <> h.person_id
      join people_contactpoint q on q.person_id = s.person_id and q.kind = 'address'
      join access_circle o on o.id = own.circle_id and (o.kind = 'ordinary' or app.sees_circle(o.id))
      join access_circle u on u.id = q.circle_id and (u.kind = 'ordinary' or app.sees_circle(u.id))
     where own.level = 1 and q.level = 1 and own.ended_on is null and q.ended_on is null
       and app.near(own.value, q.value)
  )
  select 'sides', k.circle_id, null::bigint, k.public_id, k.number::text, k.title::text, i.public_id, null::uuid,
         null::bigint, ''::text, ''::text, coalesce(i.review_on, i.seen_on)
    from cases_adverseinterest i join cases_case k on k.id = i.case_id join access_circle c on c.id = k.circle_id
   where i.level = 1 and i.ended_on is null and (i.decided_on is null or i.review_on <= day + 7)
     and k.state in ('open', 'reopened') and c.team_id = any (teams) and app.sees_circle(c.id)
  union all
  select n.by_what, k.circle_id, p.id, k.public_id, k.number::text, k.title::text, null, w.public_id, w.id,
         w.name::text, p.display_name::text, g.from_on
    from alike n join hers w on w.id = n.worker_id join people_person p on p.id = n.person_id and not p.sealed
    join access_circlesubject s on s.person_id = p.id
    join cases_case k on k.circle_id = s.circle_id and k.state in ('open', 'reopened')
    join access_circle c on c.id = k.circle_id and c.team_id = any (teams)
    join cases_assignment g on g.case_id = k.id and g.worker_id = w.id and (g.until_on is null or g.until_on > day)
   where app.sees_circle(c.id)
     and not exists (
       select 1 from staff_boundaryentry b join staff_worker y on y.actor_id = b.actor_id
         join staff_roleheld r on r.worker_id = y.id
        where b.worker_id = w.id and b.actor_id <> w.actor_id and b.kind = 'known' and b.case_number = k.number
          and r.role = 'supervisor' and r.team_id = c.team_id)
     and not exists (
       select 1 from staff_boundaryentry b join staff_boundarylook l on l.entry_id = b.id
        where b.worker_id = w.id and b.case_number = k.number and b.mark = app.tie_mark(w.id, p.id, k.id))
   order by 12, 5, 1;
end""",
)
"""What a supervisor decides: who works with two sides (S-177), and who of her workers may know somebody (S-203).

It is looked for each time she asks, so an assignment shows at once. A worker's name, phone, or the address under which
she stands in the record; never what is hidden or of a victim service that is shut to the supervisor, never her own, and
no more once a supervisor has written what it is.
"""

GATES = (CASE_NUMBERS, MASKED_CASE, MASKED_CASES, SEERS, OPPOSED, TIE_MARK, FOUND_TIES, SUPERVISOR_WAITS)
