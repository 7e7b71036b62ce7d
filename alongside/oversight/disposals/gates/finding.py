"""Definer functions that find what is due for disposal, in numbers: no name and no word of a record leaves them.

``rules`` is what ``rules.retention`` reads of the rules file: for each kind the period (ISO 8601), the age from which
the period of somebody who was younger counts, and whether there is a duty to keep.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import APP, ERASER, GATE, Gate
from alongside.oversight.disposals.gates.holding import OFFICER

CHILD = "'child'"
MOST = 500

LAST_REQUEST = "(select max(coalesce(q.closed_on, today)) from requests_recordrequest q where q.person_id = {0})"
"""When the person last had an answer to a request for her record; today while one waits."""

COUNTS_FROM = Gate(
    "counts_from",
    "cid bigint, ended date, majority int",
    "returns date language plpgsql stable",
    f"""begin
  if ended is null or majority is null then return ended; end if;
  return (select greatest(ended, max(case
      when p.born_on is not null then (p.born_on + make_interval(years => majority))::date
      when exists (select 1 from cases_participant t where t.person_id = p.id and t.circle_id = cid
                    and t.role = {CHILD}) then (ended + make_interval(years => majority))::date end))
    from access_circlesubject s join people_person p on p.id = s.person_id where s.circle_id = cid);
end""",
    callers=(GATE, ERASER),
)
"""From which day the period counts: the end, or the day on which the youngest comes of age.

A child without a day of birth counts as born on the day of the end.
"""

EMPTIED = Gate(
    "emptied",
    "",
    "returns table (circle bigint, ended_on date, logs_due_on date) language plpgsql stable",
    """#variable_conflict use_column
begin
  return query select t.circle, max(t.ended_on), max(t.logs_due_on) from disposals_tombstone t
   where exists (select 1 from access_circle c where c.id = t.circle)
     and not exists (select 1 from cases_case k where k.circle_id = t.circle)
     and not exists (select 1 from intakes_intake i where i.circle_id = t.circle)
   group by t.circle;
end""",
    callers=(GATE, ERASER),
)
"""Circles whose case or request was disposed of, and which still hold logs or people."""

CANDIDATES = Gate(
    "disposal_candidates",
    "rules jsonb, today date, whom uuid",
    "returns table (kind text, number bigint, label text, programme text, trigger_on date, counts_from date, "
    "due_on date, held boolean, others int) language plpgsql stable",
    f"""#variable_conflict use_column
begin
  if not ({OFFICER}) and not {HOUSE} then return; end if;
  return query with her as (
    select s.circle_id from access_circlesubject s join people_person p on p.id = s.person_id where p.public_id = whom
  ), ended as (
    select 'case'::text as kind, k.circle_id as number, string_agg(k.number, ', ' order by k.id) as label,
           min(g.name)::text as programme,
           case when bool_and(k.state = 'closed' and k.closed_on is not null) then max(k.closed_on) end as trigger_on
      from cases_case k join organisation_programme g on g.id = k.programme_id
     where whom is null or k.circle_id in (select circle_id from her) group by k.circle_id
    union all
    select 'intake', i.circle_id, '', min(g.name)::text,
           case when bool_and(i.state = 'decided') then max(c.decided_at)::date end
      from intakes_intake i join organisation_programme g on g.id = i.programme_id
      left join intakes_screening c on c.intake_id = i.id
     where not exists (select 1 from cases_case k where k.circle_id = i.circle_id)
       and (whom is null or i.circle_id in (select circle_id from her)) group by i.circle_id
    union all
    select 'person', s.person_id, '', '', max(e.ended_on)
      from app.emptied() e join access_circlesubject s on s.circle_id = e.circle
      join people_person p on p.id = s.person_id and p.merged_into_id is null
     where (whom is null or p.public_id = whom) and not exists (
           select 1 from access_circlesubject o where o.person_id = s.person_id
              and o.circle_id not in (select x.circle from app.emptied() x)) group by s.person_id
    union all
    select 'log', e.circle, '', '', e.logs_due_on from app.emptied() e
     where whom is null and not exists (select 1 from access_circlesubject s where s.circle_id = e.circle)
    union all
    select g.kind, g.number, g.label, '', g.trigger_on from app.ended_things(rules, today) g
     where whom is null and not app.disposal_about(g.kind, g.number)
  ), counted as (
    select d.*, case when d.kind not in ('case', 'intake', 'person') then d.trigger_on
        when d.kind = 'person' then (select greatest(d.trigger_on, {LAST_REQUEST.format("p.id")},
               (p.born_on + make_interval(years =>
               (rules -> 'person' ->> 'majority')::int))::date) from people_person p where p.id = d.number)
        else app.counts_from(d.number, d.trigger_on, (rules -> d.kind ->> 'majority')::int) end as counts_from
      from ended d
  ), reckoned as (
    select c.*, case when c.kind = 'log' then c.trigger_on
        when whom is not null and rules -> c.kind ->> 'duty' = 'false' then c.trigger_on
        else (c.counts_from + (rules -> c.kind ->> 'period')::interval)::date end as due_on
      from counted c
  )
  select r.kind, r.number, r.label, r.programme, r.trigger_on, r.counts_from, r.due_on,
         app.held_item(r.kind, r.number),
         case when r.kind in ('case', 'intake') then (
           select count(*)::int from access_circlesubject s join people_person p on p.id = s.person_id
            where s.circle_id = r.number and p.public_id is distinct from whom and p.merged_into_id is null
              and p.withdrawn_on is null) else 0 end
    from reckoned r where whom is not null or r.due_on <= today
   order by r.due_on, r.kind, r.number limit {MOST};
end""",
)
"""What is due today; for one person everything of hers, whether due or not (``trigger_on`` null: not closed yet)."""

GOING = Gate(
    "disposal_persons",
    "circles bigint[], rules jsonb, today date, whom uuid",
    "returns bigint[] language plpgsql stable",
    f"""begin
  if not ({OFFICER}) and not {HOUSE} then return null; end if;
  return (select coalesce(array_agg(distinct p.id), '{{}}') from access_circlesubject s
    join people_person p on p.id = s.person_id and p.merged_into_id is null
   where s.circle_id = any (circles) and not app.held_person(p.id)
     and not exists (select 1 from access_circlesubject o where o.person_id = p.id and o.circle_id <> all (circles)
                      and o.circle_id not in (select e.circle from app.emptied() e))
     and (p.public_id is not distinct from whom and rules -> 'person' ->> 'duty' = 'false' or (greatest(
          (select max(k.closed_on) from cases_case k where k.circle_id = any (circles)
              and exists (select 1 from access_circlesubject o where o.person_id = p.id and o.circle_id = k.circle_id)),
          (select max(c.decided_at)::date from intakes_screening c where c.circle_id = any (circles)
              and exists (select 1 from access_circlesubject o where o.person_id = p.id and o.circle_id = c.circle_id)),
          {LAST_REQUEST.format("p.id")},
          (p.born_on + make_interval(years => (rules -> 'person' ->> 'majority')::int))::date)
          + (rules -> 'person' ->> 'period')::interval)::date <= today));
end""",
    callers=(APP, GATE, ERASER),
)
"""Who has no record left once these circles are emptied, and whose own period has passed as well."""

MARK_DUE = Gate(
    "mark_due",
    "rules jsonb, today date",
    "returns int language plpgsql",
    f"""declare n int;
begin
  if not {HOUSE} then raise exception 'only the house marks' using errcode = '42501'; end if;
  insert into disposals_duemark (kind, number, marked_on)
  select c.kind, c.number, today from app.disposal_candidates(rules, today, null) c on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end""",
)
"""Marks what has become due since it was asked last; returns how many."""

DISPOSED_KEYS = Gate(
    "disposed_keys",
    "names text[]",
    "returns table (name text, disposed_on date) language plpgsql stable",
    """begin
  if app.uid() is null then return; end if;
  return query select n, max(t.disposed_on) from unnest(names) n
    join disposals_tombstone t on t.kind = 'import' and t.digest = app.tombstone('import', n) group by n;
end""",
    callers=(APP,),
)
"""Which of these keys of an import (system, file, key) stand for something that was disposed of here, and when."""

FINDING_GATES = (DISPOSED_KEYS, COUNTS_FROM, EMPTIED, CANDIDATES, GOING, MARK_DUE)
