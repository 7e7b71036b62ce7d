"""A worker who is herself a person in the record is kept out of every circle that concerns her or her relatives.

The link is written by whoever sees both (``link_worker``), to herself or to a relative whom she named; who is recorded
as related to either counts as well. From then on: her grants in those circles end, an exclusion
stands, every later circle with her as a subject excludes her as well, and no grant of such a circle reaches her,
emergency access included.
"""

from __future__ import annotations

from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import APP, Gate, PlainSql

WHY = "Her own record or a relative''s"

KEEP_OUT = Gate(
    "keep_out",
    "who bigint, cid bigint",
    "returns void language plpgsql",
    f"""begin
  if who = app.uid() then
    raise exception 'conflict of interest' using errcode = '42501', hint = 'conflict';
  end if;
  insert into access_exclusion (public_id, version, actor_id, circle_id, why, decided_by_id)
  select gen_random_uuid(), 1, who, cid, '{WHY}', app.uid()
   where not exists (select 1 from access_exclusion e
                      where e.actor_id = who and e.circle_id = cid and e.ended_at is null);
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.actor_id = who and g.scope = 'c' and g.scope_id = cid and {LIVE};
end""",
    callers=(),
)

OWN = """from people_workerperson l join staff_worker w on w.id = l.worker_id
     cross join lateral (select l.person_id as pid
       union all select r.other_id from people_relationship r where r.person_id = l.person_id
       union all select r.person_id from people_relationship r where r.other_id = l.person_id) k
     join access_circlesubject s on s.person_id = k.pid"""
"""Workers and the circles of whom they are linked to, or of whoever is recorded as related to her, now or before."""

LINKED_WORKER = Gate(
    "linked_worker",
    "",
    "returns trigger language plpgsql",
    f"""begin
  perform app.keep_out(n.actor_id, n.circle_id) from (
    select distinct w.actor_id, s.circle_id {OWN} where l.id = new.id) n;
  return null;
end""",
    callers=(APP,),
)

ADDED_SUBJECT = Gate(
    "added_subject",
    "",
    "returns trigger language plpgsql",
    f"""begin
  perform app.keep_out(n.actor_id, new.circle_id) from (
    select distinct w.actor_id {OWN} where s.id = new.id) n;
  return null;
end""",
    callers=(APP,),
)

RELATED = Gate(
    "related",
    "",
    "returns trigger language plpgsql",
    f"""begin
  perform app.keep_out(n.actor_id, n.circle_id) from (
    select distinct w.actor_id, s.circle_id {OWN} where l.person_id in (new.person_id, new.other_id)
       and s.person_id in (new.person_id, new.other_id)) n;
  return null;
end""",
    callers=(APP,),
)

REFUSE_CONFLICT = Gate(
    "refuse_conflict",
    "",
    "returns trigger language plpgsql",
    f"""begin
  if new.scope = 'c' and exists (
       select 1 {OWN} where w.actor_id = new.actor_id and s.circle_id = new.scope_id) then
    raise exception 'conflict of interest' using errcode = '42501', hint = 'conflict';
  end if;
  return new;
end""",
    callers=(APP,),
)

TRIGGERS = PlainSql(
    tuple(
        statement
        for name, moment, table, function in (
            ("keep_out_worker", "after insert", "people_workerperson", "linked_worker"),
            ("keep_out_worker", "after insert", "access_circlesubject", "added_subject"),
            ("keep_out_worker", "after insert or update of person_id, other_id", "people_relationship", "related"),
            ("refuse_conflict", "before insert", "access_grant", "refuse_conflict"),
        )
        for statement in (
            f"drop trigger if exists {name} on {table}",
            f"create trigger {name} {moment} on {table} for each row execute function app.{function}()",
        )
    )
)

CONFLICT_GATES = (KEEP_OUT, LINKED_WORKER, ADDED_SUBJECT, RELATED, REFUSE_CONFLICT, TRIGGERS)
