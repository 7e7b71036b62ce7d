"""Definer functions of a disposal: one proposes, another agrees, the house carries it out.

Each looks again at what stood before it: the days, the holds and the two people are asked by the one that erases.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import ERASER, Gate
from alongside.oversight.disposals.gates.holding import ALONE, OFFICER

OPERATOR = f"pg_has_role(session_user, '{ERASER}', 'member')"
"""Whoever signed in to the database as its administrator; the application never has."""
REFUSE = "raise exception '{0}' using errcode = '42501', hint = '{0}'"
CIRCLES = (
    "array(select i.number from disposals_disposalitem i where i.disposal_id = {0} and i.kind in ('case', 'intake'))"
)
PERSONS = "array(select i.number from disposals_disposalitem i where i.disposal_id = {0} and i.kind = 'person')"
LOGS = "array(select i.number from disposals_disposalitem i where i.disposal_id = {0} and i.kind = 'log')"
ITEMS = "exists (select 1 from disposals_disposalitem i where i.disposal_id = {0} and {1})"
ANY_HELD = ITEMS.format("{0}", "app.held_item(i.kind, i.number)")
ANY_MINE = ITEMS.format("{0}", "app.disposal_about(i.kind, i.number)")
THINGS = """(select coalesce(jsonb_object_agg(n.kind, n.numbers), '{{}}') from (
    select i.kind, jsonb_agg(i.number) as numbers from disposals_disposalitem i
     where i.disposal_id = {0} and i.kind in ('staff', 'breach', 'request', 'year') group by i.kind) n)"""
ANY_OPEN = f"""(exists (select 1 from cases_case k where k.circle_id = any ({CIRCLES}) and k.state <> 'closed')
          or exists (select 1 from intakes_intake n where n.circle_id = any ({CIRCLES}) and n.state = 'new')
          or exists (select 1 from requests_recordrequest q join access_circlesubject s on s.person_id = q.person_id
                      where q.closed_on is null and (s.circle_id = any ({CIRCLES}) or s.person_id = any ({PERSONS})))
          or exists (select 1 from access_circlesubject s where s.person_id = any ({PERSONS})
                      and s.circle_id <> all ({CIRCLES})
                      and s.circle_id not in (select e.circle from app.emptied() e))
          or {ITEMS.format("{0}", "app.open_item(i.kind, i.number)")})"""

PROPOSE = Gate(
    "propose_disposal",
    "why text, says text, kinds text[], numbers bigint[], rules jsonb, today date, whom uuid, counted jsonb",
    "returns uuid language plpgsql",
    f"""declare did bigint; pub uuid; n int;
begin
  if not ({OFFICER}) then {REFUSE.format("authority")}; end if;
  if why not in ('due', 'asked') or (why = 'asked') <> (whom is not null) then {REFUSE.format("ground")}; end if;
  if why = 'asked' and coalesce(length(trim(says)), 0) < 3 then {REFUSE.format("reference")}; end if;
  {ALONE};
  insert into disposals_disposal (public_id, version, ground, reference, state, plan, proposed_by_id, answer, problem,
                                  certificate, digest, key, signature)
  values (gen_random_uuid(), 1, why, left(trim(says), 200), 'proposed', counted, app.uid(), '', '', '{{}}', '', '', '')
  returning id, public_id into did, pub;
  insert into disposals_disposalitem (disposal_id, kind, number, label, programme, classes, trigger_on, due_on, period,
                                      authority)
  select did, c.kind, c.number, c.label, c.programme,
         array(select jsonb_array_elements_text(rules -> c.kind -> 'classes')), c.trigger_on, c.due_on,
         rules -> c.kind ->> 'period', rules -> c.kind ->> 'authority'
    from app.disposal_candidates(rules, today, whom) c join unnest(kinds, numbers) w(kind, number)
      on w.kind = c.kind and w.number = c.number where c.due_on <= today;
  get diagnostics n = row_count;
  if n = 0 or n <> cardinality(numbers) then {REFUSE.format("not_due")}; end if;
  insert into disposals_disposalitem (disposal_id, kind, number, label, programme, classes, due_on, period, authority)
  select did, 'person', p, '', '', array(select jsonb_array_elements_text(rules -> 'person' -> 'classes')), today,
         rules -> 'person' ->> 'period', rules -> 'person' ->> 'authority'
    from unnest(app.disposal_persons({CIRCLES.format("did")}, rules, today, whom)) p;
  if exists (select 1 from disposals_disposalitem i join disposals_disposal d on d.id = i.disposal_id
              join disposals_disposalitem o on o.disposal_id = did and o.kind = i.kind and o.number = i.number
              where d.id <> did and d.state in ('proposed', 'approved')) then {REFUSE.format("waiting")}; end if;
  if {ANY_HELD.format("did")} then {REFUSE.format("held")}; end if;
  if {ANY_OPEN.format(*["did"] * 6)} then {REFUSE.format("open")}; end if;
  return pub;
end""",
)

DECIDE = Gate(
    "decide_disposal",
    "disposal uuid, agree boolean, reply text",
    "returns boolean language plpgsql",
    f"""declare d disposals_disposal%rowtype;
begin
  if not ({OFFICER}) then {REFUSE.format("authority")}; end if;
  {ALONE};
  select * into d from disposals_disposal x where x.public_id = disposal and x.state = 'proposed' for update;
  if d.id is null then return false; end if;
  if d.proposed_by_id = app.uid() and agree then {REFUSE.format("self")}; end if;
  if not agree and coalesce(length(trim(reply)), 0) < 10 then {REFUSE.format("answer")}; end if;
  if agree and {ANY_MINE.format("d.id")} then {REFUSE.format("about")}; end if;
  if agree and {ANY_HELD.format("d.id")} then {REFUSE.format("held")}; end if;
  if agree and {ANY_OPEN.format(*["d.id"] * 6)} then {REFUSE.format("open")}; end if;
  update disposals_disposal set state = case when agree then 'approved' else 'declined' end,
         decided_by_id = case when d.proposed_by_id = app.uid() then null else app.uid() end,
         decided_at = statement_timestamp(), answer = left(trim(coalesce(reply, '')), 300), version = version + 1
   where id = d.id;
  return true;
end""",
)
"""Agree, or not; whoever proposed may take it back and never agree."""

CARRY_OUT = Gate(
    "carry_out",
    "disposal uuid, rules jsonb",
    "returns jsonb language plpgsql",
    f"""declare d disposals_disposal%rowtype; done jsonb;
begin
  if not {HOUSE} then {REFUSE.format("authority")}; end if;
  {ALONE};
  select * into d from disposals_disposal x where x.public_id = disposal and x.state = 'approved' for update;
  if d.id is null then return null; end if;
  if d.proposed_by_id is null or d.decided_by_id is null or d.proposed_by_id = d.decided_by_id then
    {REFUSE.format("self")};
  end if;
  if {ANY_HELD.format("d.id")} then {REFUSE.format("held")}; end if;
  if {ANY_OPEN.format(*["d.id"] * 6)} then {REFUSE.format("open")}; end if;
  if exists (select 1 from disposals_disposalitem i where i.disposal_id = d.id
              and (i.due_on is null or i.due_on > current_date + 1)) then {REFUSE.format("not_due")}; end if;
  done := app.erase(d.id, {CIRCLES.format("d.id")}, {PERSONS.format("d.id")}, {LOGS.format("d.id")},
    {THINGS.format("d.id")}, rules);
  delete from disposals_disposalitem where disposal_id = d.id;
  return done || jsonb_build_object('id', d.id);
end""",
    owner=ERASER,
)
"""Erase what two people agreed on. It refuses what a hold covers, whatever anybody has agreed before."""

FINISH = Gate(
    "finish_disposal",
    "disposal uuid, erasure bigint, digests text, leaf_count int, moment timestamptz, key_text text, "
    "leaf_signature text, paper_of jsonb, paper_digest text, paper_key text, paper_signature text, sheet bytea",
    "returns void language plpgsql",
    f"""begin
  if not {HOUSE} and not {OPERATOR} then {REFUSE.format("authority")}; end if;
  update audit_erasure set digest = digests, leaves = leaf_count, at = moment, key = key_text,
         signature = leaf_signature where id = erasure and signature = '';
  update disposals_disposal set state = 'done', done_at = moment, certificate = paper_of, digest = paper_digest,
         key = paper_key, signature = paper_signature, paper = sheet, version = version + 1
   where public_id = disposal and state in ('approved', 'stopped') and decided_by_id is not null
      or public_id = disposal and done_at is null and proposed_by_id is null;
end""",
    owner=ERASER,
)
"""Keep the certificate and the signatures of a disposal, in the transaction that erased."""

STOP = Gate(
    "stop_disposal",
    "disposal uuid, words text",
    "returns void language plpgsql",
    f"""begin
  if not {HOUSE} then {REFUSE.format("authority")}; end if;
  update disposals_disposal set state = 'stopped', problem = left(words, 300), version = version + 1
   where public_id = disposal and state = 'approved';
end""",
)
"""Say why an approved disposal was not carried out; somebody proposes it anew when it may be."""

DECIDING_GATES = (PROPOSE, DECIDE, CARRY_OUT, FINISH, STOP)
