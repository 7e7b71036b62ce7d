"""Definer functions about what is no case and no person: a worker who left, a breach, a request for a record, a year.

For each of them: when it ended, whether a hold stands on what it concerns, whether it is open. Where it cannot be told
whom something concerns, any hold that stands keeps it.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import ERASER, GATE, Gate

FROM_HERE = (GATE, ERASER)

ANY_HOLD = Gate(
    "any_hold",
    "",
    "returns boolean language sql stable",
    "  select exists (select 1 from disposals_hold h where h.released_at is null)",
    callers=FROM_HERE,
)
"""Whether any hold stands at all: asked of what names nobody."""

HELD_WORKER = Gate(
    "held_worker",
    "wid bigint",
    "returns boolean language plpgsql stable",
    """declare who bigint;
begin
  if not app.any_hold() then return false; end if;
  select w.actor_id into who from staff_worker w where w.id = wid;
  return exists (
    select 1 from (
      select k.circle_id from disposals_hold h join cases_case k on k.id = h.case_id where h.released_at is null
      union select s.circle_id from disposals_hold h join access_circlesubject s on s.person_id = h.person_id
             where h.released_at is null) x
     where exists (select 1 from cases_assignment g where g.circle_id = x.circle_id and g.worker_id = wid)
        or exists (select 1 from access_grant g where g.scope = 'c' and g.scope_id = x.circle_id and g.actor_id = who)
        or exists (select 1 from access_reading r where r.circle_id = x.circle_id and r.actor_id = who))
    or exists (select 1 from staff_boundaryentry b where b.worker_id = wid and not exists (
          select 1 from cases_case k where k.number = b.case_number and not app.held_circle(k.circle_id)));
end""",
    callers=FROM_HERE,
)
"""Whether a worker carried, was let into or opened what a hold covers, or wrote of something that may be covered."""

HELD_BREACH = Gate(
    "held_breach",
    "bid bigint",
    "returns boolean language plpgsql stable",
    """begin
  if not app.any_hold() then return false; end if;
  return exists (select 1 from breaches_breachperson t where t.breach_id = bid and app.held_person(t.person_id))
      or (select coalesce((select e.people from breaches_breachentry e where e.breach_id = b.id and e.people is not null
                            order by e.at desc, e.id desc limit 1), b.people, 1)
                 > (select count(*) from breaches_breachperson t where t.breach_id = b.id)
            from breaches_breach b where b.id = bid);
end""",
    callers=FROM_HERE,
)
"""Whether a hold stands on anybody whom a breach touches, or on anybody at all where not all of them are named."""

HELD_REQUEST = Gate(
    "held_request",
    "rid bigint",
    "returns boolean language plpgsql stable",
    """begin
  return exists (select 1 from requests_recordrequest q where q.id = rid
                  and case when q.person_id is null then app.any_hold() else app.held_person(q.person_id) end)
      or exists (select 1 from requests_requestedpassage a where a.request_id = rid and app.held_circle(a.circle_id));
end""",
    callers=FROM_HERE,
)
"""Whether a hold stands on whose record was asked for, on what was gathered, or on anybody where nobody is named."""

HELD_ITEM = Gate(
    "held_item",
    "kind text, number bigint",
    "returns boolean language plpgsql stable",
    """begin
  return (
  select case kind when 'person' then app.held_person(number) when 'staff' then app.held_worker(number)
    when 'breach' then app.held_breach(number) when 'request' then app.held_request(number)
    when 'year' then app.any_hold() else app.held_circle(number) end);
end""",
    callers=FROM_HERE,
)
"""Whether a hold keeps one line of a disposal."""

OPEN_ITEM = Gate(
    "open_item",
    "kind text, number bigint",
    "returns boolean language plpgsql stable",
    """begin
  return (
  select case kind
    when 'staff' then exists (select 1 from staff_worker w join access_actor a on a.id = w.actor_id where w.id = number
         and (w.left_on is null or a.ended_at is null
              or exists (select 1 from cases_assignment g where g.worker_id = w.id and g.until_on is null)))
    when 'breach' then not exists (select 1 from breaches_breachentry e where e.breach_id = number
                                    and e.kind = 'closed')
    when 'request' then exists (select 1 from requests_recordrequest q where q.id = number and q.closed_on is null)
    else false end);
end""",
    callers=FROM_HERE,
)
"""Whether a worker still works here or still carries somebody, a breach is not closed, a request not answered."""

ABOUT_ME = Gate(
    "disposal_about",
    "kind text, number bigint",
    "returns boolean language plpgsql stable",
    """begin
  return (
  select case kind when 'breach' then exists (
      select 1 from breaches_breach b where b.id = number and b.about_id = app.uid())
    when 'staff' then exists (select 1 from staff_worker w where w.id = number and w.actor_id = app.uid())
    else false end);
end""",
    callers=FROM_HERE,
)
"""Whether it is about the reader: then others propose and decide."""

WROTE = Gate(
    "still_named",
    "wid bigint",
    "returns boolean language plpgsql stable",
    """declare t record; who bigint; found boolean;
begin
  select w.actor_id into who from staff_worker w where w.id = wid;
  for t in select p.child, p.col, p.parent from app.pointing() p where p.parent in ('access_actor', 'staff_worker')
              and p.child not in ('staff_worker', 'access_account', 'access_accesssession', 'drafts_draft',
                                  'drafts_submission') loop
    execute format('select exists (select 1 from %I where %I = $1)', t.child, t.col) into found
      using case t.parent when 'access_actor' then who else wid end;
    if found then return true; end if;
  end loop;
  return exists (select 1 from access_reading r where r.actor_id = who)
      or exists (select 1 from access_history h where h.actor_id = who);
end""",
    owner=ERASER,
    callers=FROM_HERE,
)
"""Whether anything that stays names the worker as who wrote, decided, read or changed it."""

YEARS = Gate(
    "due_years",
    "period interval, today date",
    "returns table (year int) language plpgsql stable",
    """declare first int;
begin
  select extract(year from least((select h.at from access_history h order by h.id limit 1),
                                 (select r.at from access_reading r order by r.id limit 1)))::int into first;
  return query select y from generate_series(first, extract(year from today - period)::int) y
   where (make_date(y, 12, 31) + period)::date <= today
     and exists (select 1 from access_reading r where r.circle_id is null and r.at >= make_date(y, 1, 1)
                    and r.at < make_date(y + 1, 1, 1)
                    and not exists (select 1 from people_person p where p.id = any (r.person_ids)));
end""",
    callers=FROM_HERE,
)
"""Years whose logs of no record are over their time, as far as they name nobody who is still in the record.

Where the period is null no year is.
"""

ENDED_THINGS = Gate(
    "ended_things",
    "rules jsonb, today date",
    "returns table (kind text, number bigint, label text, trigger_on date) language plpgsql stable",
    """#variable_conflict use_column
begin
  return query
  select 'staff'::text, w.id, w.name::text, w.left_on
    from staff_worker w join access_account a on a.actor_id = w.actor_id
   where w.left_on is not null and not app.open_item('staff', w.id)
     and (concat(w.title, w.email, w.phone, w.languages, a.email) <> '' or a.is_active
          or exists (select 1 from staff_roleheld r where r.worker_id = w.id)
          or exists (select 1 from staff_boundaryentry b where b.worker_id = w.id)
          or exists (select 1 from tokens_token t where t.actor_id = w.actor_id)
          or w.sort_key <> '' and not app.still_named(w.id))
  union all
  select 'breach', b.id, concat('B-', extract(year from b.found_at), '-', b.id), max(e.at)::date
    from breaches_breach b join breaches_breachentry e on e.breach_id = b.id and e.kind = 'closed' group by b.id
  union all
  select 'request', q.id, concat('R-', extract(year from q.received_on), '-', q.id), q.closed_on
    from requests_recordrequest q where q.closed_on is not null
  union all
  select 'year', y.year, y.year::text, make_date(y.year, 12, 31)
    from app.due_years((rules -> 'year' ->> 'period')::interval, today) y;
end""",
    callers=FROM_HERE,
)
"""Workers who left and carry nobody, breaches that are closed, requests that were answered, years of logs."""

THING_GATES = (
    ANY_HOLD,
    HELD_WORKER,
    HELD_BREACH,
    HELD_REQUEST,
    HELD_ITEM,
    OPEN_ITEM,
    ABOUT_ME,
    WROTE,
    YEARS,
    ENDED_THINGS,
)
