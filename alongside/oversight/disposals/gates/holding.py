"""Definer functions of legal holds: what is held, placing one, releasing one.

Placing, releasing and erasing wait for each other (``ALONE``), so that nothing is erased beside a hold that is placed.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import APP, ERASER, GATE, Gate
from alongside.ground.foundation.reader import READS_LOGS

OFFICER = f"app.powers() & {READS_LOGS} <> 0"
ALONE = "perform pg_advisory_xact_lock(7219)"
LETTERS = 20
NOW = "epoch = app.epoch() and txid = pg_current_xact_id()::text::bigint"
"""What an entry of a log says when it was written in this very transaction."""
UTC = "set timezone to 'UTC' set datestyle to 'ISO, YMD'"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

HELD_CIRCLE = Gate(
    "held_circle",
    "cid bigint",
    "returns boolean language plpgsql stable",
    """begin
  return exists (select 1 from disposals_hold h join cases_case k on k.id = h.case_id
                  where h.released_at is null and k.circle_id = cid)
      or exists (select 1 from disposals_hold h join access_circlesubject s on s.person_id = h.person_id
                  where h.released_at is null and s.circle_id = cid);
end""",
    callers=(GATE, ERASER),
)
"""Whether a hold stands on a case of the circle, or on anybody whom it concerns."""

HELD_PERSON = Gate(
    "held_person",
    "pid bigint",
    "returns boolean language plpgsql stable",
    """begin
  return exists (select 1 from access_circlesubject s where s.person_id = pid and app.held_circle(s.circle_id))
      or exists (select 1 from disposals_hold h where h.released_at is null and h.person_id = pid);
end""",
    callers=(GATE, ERASER),
)
"""Whether a hold stands on the person, or on a case that concerns her."""

HOLD_STANDS = Gate(
    "hold_stands",
    "cid bigint",
    "returns boolean language sql stable",
    "  select app.sees_circle(cid) and app.held_circle(cid)",
    callers=(APP,),
)
"""Whether a hold stands, for whoever sees the circle: why and by whom stays with the privacy officers."""

PLACE_HOLD = Gate(
    "place_hold",
    "case_number text, person uuid, reason text, reference text, check_paper date",
    "returns uuid language plpgsql",
    f"""declare kid bigint; pid bigint; pub uuid;
begin
  if not ({OFFICER}) then
    raise exception 'only a privacy officer places a hold' using errcode = '42501', hint = 'authority';
  end if;
  if coalesce(length(trim(reason)), 0) < {LETTERS} then
    raise exception 'a reason is needed' using errcode = '42501', hint = 'why';
  end if;
  if coalesce(length(trim(reference)), 0) < 3 then
    raise exception 'an authority is needed' using errcode = '42501', hint = 'reference';
  end if;
  if check_paper is null or check_paper <= current_date then
    raise exception 'a day to look again is needed' using errcode = '42501', hint = 'review';
  end if;
  {ALONE};
  if person is null then
    select k.id into kid from cases_case k where k.number = case_number;
  else
    select p.id into pid from people_person p where p.public_id = person and p.merged_into_id is null;
  end if;
  if kid is null and pid is null then
    raise exception 'no such record' using errcode = '42501', hint = 'absent';
  end if;
  insert into disposals_hold (public_id, version, case_id, person_id, why, authority, placed_by_id, review_on,
                              released_why)
  values (gen_random_uuid(), 1, kid, pid, trim(reason), left(trim(reference), 200), app.uid(), check_paper, '')
  returning public_id into pub;
  return pub;
end""",
)

RELEASE_HOLD = Gate(
    "release_hold",
    "hold uuid, reason text",
    "returns boolean language plpgsql",
    f"""declare n int;
begin
  if not ({OFFICER}) then
    raise exception 'only a privacy officer releases a hold' using errcode = '42501', hint = 'authority';
  end if;
  if coalesce(length(trim(reason)), 0) < {LETTERS} then
    raise exception 'a reason is needed' using errcode = '42501', hint = 'why';
  end if;
  {ALONE};
  update disposals_hold set released_at = statement_timestamp(), released_by_id = app.uid(),
         released_why = trim(reason), version = version + 1
   where public_id = hold and released_at is null;
  get diagnostics n = row_count;
  return n = 1;
end""",
)

HOLDS = Gate(
    "holds",
    "",
    "returns table (hold uuid, on_person boolean, numbers text, why text, authority text, placed_by text, "
    "placed_at timestamptz, review_on date, released_by text, released_at timestamptz, released_why text) "
    "language plpgsql stable",
    f"""begin
  if not ({OFFICER}) then return; end if;
  return query select h.public_id, h.person_id is not null,
         (select string_agg(k.number, ', ' order by k.number) from cases_case k
           where k.id = h.case_id or k.circle_id in (
                 select s.circle_id from access_circlesubject s where s.person_id = h.person_id)),
         h.why, h.authority::text, a.name::text, h.created_at, h.review_on, r.name::text, h.released_at, h.released_why
    from disposals_hold h join access_actor a on a.id = h.placed_by_id
    left join access_actor r on r.id = h.released_by_id
   order by h.released_at is not null, h.review_on, h.id limit 500;
end""",
)
"""Every hold, those that stand first, by the numbers of the cases that it covers; no name of anybody in the record."""

HOLDING_GATES = (HELD_CIRCLE, HELD_PERSON, HOLD_STANDS, PLACE_HOLD, RELEASE_HOLD, HOLDS)
