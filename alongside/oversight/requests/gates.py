"""How a request opens a record to whoever answers it: for one transaction to gather, then only what was gathered.

Privacy officers see no records (ruling 22). Gathering opens the circles of the person for the transaction in which it
runs, never longer; what it writes down as passages is open to whoever prepares the copy, by a grant with an end that
every "who can see this" shows with its reason. No officer with a conflict of interest learns that there is a request.
"""

from __future__ import annotations

from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import ORDINARY, READS_LOGS, RESTRICTED, SAFE_LOCATION, SUBSTANCE_USE
from alongside.record.people.gates.guarding import COLUMNS, HIDDEN, KEY

OFFICER = f"app.powers() & {READS_LOGS} <> 0"
LEVELS = ORDINARY | RESTRICTED | SUBSTANCE_USE | SAFE_LOCATION
"""What a person may ask for. Notes of counselling stay apart (45 CFR 164.524(a)(1)(i)); sealed circles stay shut."""
DAYS = 14
"""So long what was gathered stays open to whoever opened it; she can open it again."""
GRANT = """insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from,
                            valid_until, granted_by_id, review_note)"""

NUMBER = "'R-' || extract(year from r.received_on)::int || '-' || r.id"

REQUEST_PERSON = Gate(
    "request_person",
    "case_number text, person_public uuid",
    "returns table (person_id bigint, name text) language plpgsql stable",
    f"""begin
  return query select p.id, p.display_name::text
    from cases_case k join access_circle c on c.id = k.circle_id join access_circlesubject s on s.circle_id = c.id
    join people_person p on p.id = s.person_id
   where {OFFICER} and k.number = case_number and p.public_id = person_public and c.kind = 'ordinary'
     and not p.sealed and not app.barred_from(p.id);
end""",
)

OPEN_GATHERING = Gate(
    "open_gathering",
    "rid bigint",
    "returns bigint[] language plpgsql",
    f"""declare r requests_recordrequest%rowtype; found bigint[];
begin
  select * into r from requests_recordrequest where id = rid and state in ('known', 'gathered', 'ready')
     and known_on is not null for update;
  if r.id is null or not ({OFFICER}) or app.barred_from(r.person_id) then
    raise exception 'no such request' using errcode = '42501', hint = 'request_absent';
  end if;
  select array_agg(distinct s.circle_id) into found
    from access_circlesubject s join access_circle c on c.id = s.circle_id
   where s.person_id = r.person_id and c.kind = 'ordinary'
     and not exists (select 1 from access_circlesubject o where o.circle_id = s.circle_id and o.sealed);
  {GRANT}
  select gen_random_uuid(), 1, app.uid(), 'c', o, {LEVELS}, 'gather', {NUMBER}, statement_timestamp(),
         statement_timestamp() + interval '10 minutes', app.uid(), ''
    from unnest(found) o;
  return coalesce(found, '{{}}');
end""",
)

CLOSE_GATHERING = Gate(
    "close_gathering",
    "rid bigint",
    "returns void language sql",
    f"""  update access_grant g set valid_until = statement_timestamp()
   where g.actor_id = app.uid() and g.scope = 'c' and g.reason = 'gather' and {LIVE};
  select app.open_passages(rid)""",
)

OPEN_PASSAGES = Gate(
    "open_passages",
    "rid bigint",
    "returns void language plpgsql",
    f"""declare r requests_recordrequest%rowtype;
begin
  select * into r from requests_recordrequest where id = rid and gathered_at is not null;
  if r.id is null or not ({OFFICER}) or app.barred_from(r.person_id) then
    raise exception 'no such request' using errcode = '42501', hint = 'request_absent';
  end if;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
   where g.actor_id = app.uid() and g.scope = 'c' and g.reason = 'request' and g.why = {NUMBER} and {LIVE};
  {GRANT}
  select gen_random_uuid(), 1, app.uid(), 'c', c.circle_id, {LEVELS}, 'request', {NUMBER}, statement_timestamp(),
         statement_timestamp() + interval '{DAYS} days', app.uid(), ''
    from (select distinct p.circle_id from requests_requestedpassage p where p.request_id = rid) c;
end""",
)

SHUT_PASSAGES = Gate(
    "shut_passages",
    "rid bigint",
    "returns void language plpgsql",
    f"""begin
  if not ({OFFICER}) then
    raise exception 'no such request' using errcode = '42501', hint = 'request_absent';
  end if;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
    from requests_recordrequest r
   where r.id = rid and g.scope = 'c' and g.reason = 'request' and g.why = {NUMBER} and {LIVE};
end""",
)
"""Once a request is closed, what was gathered for it is shut to everybody."""

REQUEST_KEYS = Gate(
    "request_keys",
    "rid bigint",
    "returns table (id bigint, circle_id bigint, wrapped bytea, master text) language plpgsql stable",
    """#variable_conflict use_column
begin
  return query select k.id, k.circle_id, k.wrapped, k.master::text from keys_circlekey k
   where k.wrapped is not null and k.circle_id in (
     select p.circle_id from requests_requestedpassage p join app.my_request_grant m on m.circle_id = p.circle_id
      where p.request_id = rid and m.why = (select """
    + NUMBER
    + """ from requests_recordrequest r where r.id = rid));
end""",
)
"""The keys, still wrapped, of what was gathered, for whoever has it open."""

REQUEST_LOG = Gate(
    "request_log",
    "rid bigint",
    "returns table (place int, section text, case_number text, level int, choice text, reason text, words text, "
    "spans jsonb, decided_at timestamptz, decided_by text, file_kind text, left_digest text) language plpgsql stable",
    f"""begin
  return query select p.place::int, p.section::text, k.number::text, p.level::int, p.choice::text, p.reason::text,
         p.reason_words, p.spans, p.decided_at, a.name::text, p.file_kind::text, p.left_digest::text
    from requests_requestedpassage p join requests_recordrequest r on r.id = p.request_id
    join cases_case k on k.id = p.case_id left join access_actor a on a.id = p.decided_by_id
   where p.request_id = rid and {OFFICER} and not app.barred_from(r.person_id) order by p.place;
end""",
)
"""What was decided, without a word of what it was decided about; it stays readable when the passages are shut."""

REQUEST_POINTS = Gate(
    "request_points",
    "rid bigint",
    "returns setof people_contactpoint language plpgsql stable",
    f"""begin
  return query select distinct on (c.id) c.* from people_contactpoint c join requests_recordrequest r
      on r.person_id = c.person_id join app.my_request_grant m on m.circle_id = c.circle_id and m.why = {NUMBER}
   where r.id = rid and c.ended_on is null and {OFFICER} and not app.barred_from(r.person_id) order by c.id desc;
end""",
)
"""Ways to reach the person, with what she called safe: where the answer may go."""

OPENED = f"""exists (select 1 from app.my_request_grant m where m.circle_id = p.circle_id
       and (m.levels & p.level) <> 0 and m.why = {NUMBER})
     and p.circle_id <> all ((select app.excluded_for_good())::bigint[]) and {OFFICER}
     and not app.barred_from(r.person_id)"""
"""That a passage ``p`` of a request ``r`` is open to the reader."""
FILE = "p.request_id = rid and p.file_kind <> ''"

REQUEST_FILES = Gate(
    "request_files",
    "rid bigint, one_passage bigint",
    "returns table (passage_id bigint, held_in text, content bytea) language plpgsql stable",
    f"""begin
  return query
  select p.id, 'documents_attachment', case when p.id = one_passage then a.content end
    from requests_requestedpassage p join requests_recordrequest r on r.id = p.request_id
    join documents_attachment a on a.public_id = p.source and a.case_id = p.case_id and a.level = p.level
   where {FILE} and a.state = 'ready' and a.content is not null and a.withdrawn_at is null and {OPENED}
  union all
  select p.id, 'documents_document', case when p.id = one_passage then d.content end
    from requests_requestedpassage p join requests_recordrequest r on r.id = p.request_id
    join documents_document d on d.public_id = p.source and d.case_id = p.case_id and d.level = p.level
   where {FILE} and d.state = 'ready' and d.content is not null and {OPENED};
end""",
)
"""Which files of a request can still be opened, and the bytes of the one that is wanted, for whoever has it open.

What was withdrawn since, because it was the wrong file, is opened by nobody any more.
"""

REQUEST_PROTECTED = Gate(
    "request_protected",
    "rid bigint",
    COLUMNS,
    f"""begin
  return query
  select p.held_in, p.public_id, p.person_id, p.kind::text, p.value, k.id, k.circle_id, k.wrapped, k.master::text
    from (select distinct s.person_id from access_circlesubject s where s.circle_id in (
            select p.circle_id from requests_requestedpassage p join requests_recordrequest r on r.id = p.request_id
             where p.request_id = rid and {OPENED})) s
    join ({HIDDEN}) p on p.person_id = s.person_id {KEY} order by p.held_in, p.id;
end""",
)
"""The hidden addresses of everybody whom the cases of a request concern, still encrypted: no copy may tell them."""

KEEP_COPY = Gate(
    "keep_copy",
    "rid bigint, how text, to_whom text, what_words text, notice_words text, file_words jsonb",
    "returns int language plpgsql",
    f"""declare r requests_recordrequest%rowtype; k record; did bigint; n int := 0;
begin
  select * into r from requests_recordrequest where id = rid and state = 'ready' for update;
  if r.id is null or not ({OFFICER}) or app.barred_from(r.person_id) then
    raise exception 'no such request' using errcode = '42501', hint = 'request_absent';
  end if;
  for k in select p.case_id, p.circle_id, count(*) as passages, bool_or(p.level = {SUBSTANCE_USE}) as part2
             from requests_requestedpassage p
            where p.request_id = rid and p.choice in ('whole', 'part') group by p.case_id, p.circle_id loop
    insert into consents_disclosure (public_id, version, circle_id, level, acl_key, case_id, person_id, ground,
        ground_words, recipient, purpose, purpose_words, way, at, notice, danger_now, receipt, told, not_told_why,
        recorded_at, by_id)
    values (gen_random_uuid(), 1, k.circle_id, {ORDINARY}, 0, k.case_id, r.person_id, 'own_access', {NUMBER}, to_whom,
        'request', '', how, statement_timestamp(), case when k.part2 then notice_words else '' end, false, '', true,
        '', statement_timestamp(), app.uid())
    returning id into did;
    insert into consents_discloseditem (public_id, version, circle_id, level, acl_key, disclosure_id, item, text,
        digest)
    values (gen_random_uuid(), 1, k.circle_id, {ORDINARY}, 0, did, 'notes', what_words,
        encode(sha256(convert_to(what_words, 'UTF8')), 'hex'));
    insert into consents_discloseditem (public_id, version, circle_id, level, acl_key, disclosure_id, item, text,
        digest)
    select gen_random_uuid(), 1, k.circle_id, p.level, 0, did, 'notes', file_words ->> p.place::text, p.left_digest
      from requests_requestedpassage p
     where p.request_id = rid and p.case_id = k.case_id and p.file_kind <> '' and p.choice in ('whole', 'part')
     order by p.place;
    n := n + 1;
  end loop;
  return n;
end""",
)
"""That a copy left is written into every case that it holds something of, where "what left" shows it: the copy, and
each file with the digest of what left of it. ``file_words`` says by the place of its passage how a file is called."""

GATES = (
    REQUEST_PERSON,
    OPEN_GATHERING,
    OPEN_PASSAGES,
    CLOSE_GATHERING,
    SHUT_PASSAGES,
    REQUEST_KEYS,
    REQUEST_LOG,
    REQUEST_POINTS,
    REQUEST_FILES,
    REQUEST_PROTECTED,
    KEEP_COPY,
)
