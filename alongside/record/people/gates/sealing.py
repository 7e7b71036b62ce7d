"""Sealing a person's record, unsealing it and opening it: one asks, another decides, the database does it.

Sealed is for staff, councillors, adopted children: every circle that concerns her is shut to everybody but those who
carry a case of hers when it is sealed and those to whom two people open it (ruling 3; Access C, D3). Nobody learns
that such a record exists: who finds nobody asks in words, and is answered by the privacy officer.
"""

from __future__ import annotations

from alongside.agency.access.gates.reading import LIVE
from alongside.ground.foundation.guards import APP, Gate, PlainSql
from alongside.ground.foundation.reader import ORDINARY, READS_LOGS, SEALED
from alongside.record.people.gates.merging import RULES_ONE

LETTERS = 20
HOURS = 4
OFFICER = f"app.powers() & {READS_LOGS} <> 0"
GRANT = """insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from,
                            valid_until, granted_by_id, review_note)"""
CARRIED = f"g.scope = 'c' and g.reason in ('assigned', 'import') and (g.levels & {ORDINARY}) <> 0 and {LIVE}"

KEEP_SEAL = Gate(
    "keep_seal",
    "",
    "returns trigger language plpgsql",
    f"""begin
  if current_user = '{APP}'
     and (case when tg_op = 'INSERT' then new.sealed else new.sealed is distinct from old.sealed end) then
    raise exception 'two people seal a record' using errcode = '42501', hint = 'seal';
  end if;
  return new;
end""",
    callers=(APP,),
    definer=False,
)
"""Nobody but the decision of two seals or unseals a person's record."""

SPREAD_SEAL = Gate(
    "spread_seal",
    "",
    "returns trigger language plpgsql",
    """begin
  if new.sealed is distinct from old.sealed then
    update access_circlesubject set sealed = new.sealed where person_id = new.id;
  end if;
  return null;
end""",
    callers=(APP,),
)

SEAL_SUBJECT = Gate(
    "seal_subject",
    "",
    "returns trigger language plpgsql",
    """begin
  new.sealed := exists (select 1 from people_person p where p.id = new.person_id and p.sealed);
  return new;
end""",
    callers=(APP,),
)

CARRY_SEAL = Gate(
    "carry_seal",
    "",
    "returns trigger language plpgsql",
    f"""begin
  if new.sealed then
    {GRANT}
    select gen_random_uuid(), 1, app.uid(), 'c', new.circle_id, {SEALED}, 'sealed', '', statement_timestamp(),
           max(g.valid_until), app.uid(), ''
      from access_circlesubject s join access_grant g on g.scope = 'c' and g.scope_id = s.circle_id
       and g.actor_id = app.uid() and (g.levels & {SEALED}) <> 0 and {LIVE}
     where s.person_id = new.person_id having max(g.valid_until) is not null;
  end if;
  return null;
end""",
    callers=(APP,),
)
"""A new circle that concerns a sealed person is sealed too, and open to who brought her in for as long as before."""

ASK_SEAL = Gate(
    "ask_seal",
    "pid bigint, what text, reason text",
    "returns uuid language plpgsql",
    f"""declare pub uuid;
begin
  if what not in ('seal', 'unseal') or not exists (select 1 from app.my_subject s where s.person_id = pid) then
    raise exception 'no such person' using errcode = '42501', hint = 'absent';
  end if;
  if not {RULES_ONE.format("pid")} then
    raise exception 'only who carries or supervises asks for a seal' using errcode = '42501', hint = 'authority';
  end if;
  if coalesce(length(trim(reason)), 0) < {LETTERS} then
    raise exception 'a reason is needed' using errcode = '42501', hint = 'seal_reason';
  end if;
  if (select p.sealed from people_person p where p.id = pid) = (what = 'seal')
     or exists (select 1 from people_sealact a where a.person_id = pid and a.kind = what and a.decided_at is null) then
    raise exception 'it stands already' using errcode = '42501', hint = 'seal_stands';
  end if;
  insert into people_sealact (public_id, version, kind, person_id, words, why, hours, asked_by_id, answer)
  values (gen_random_uuid(), 1, what, pid, '', trim(reason), 0, app.uid(), '') returning public_id into pub;
  return pub;
end""",
)

ASK_OPENING = Gate(
    "ask_opening",
    "about text, reason text, long int",
    "returns uuid language plpgsql",
    f"""declare pub uuid;
begin
  if app.uid() is null or (cardinality(app.teams()) = 0 and cardinality(app.index_teams()) = 0) then
    raise exception 'only who works with people asks' using errcode = '42501', hint = 'authority';
  end if;
  if coalesce(length(trim(about)), 0) < 2 or coalesce(length(trim(reason)), 0) < {LETTERS} then
    raise exception 'a reason is needed' using errcode = '42501', hint = 'seal_reason';
  end if;
  if long is null or long < 0 or long > {HOURS} then
    raise exception 'at most four hours' using errcode = '42501', hint = 'seal_hours';
  end if;
  insert into people_sealact (public_id, version, kind, words, why, hours, asked_by_id, answer)
  values (gen_random_uuid(), 1, 'open', left(trim(about), 300), trim(reason), long, app.uid(), '')
  returning public_id into pub;
  return pub;
end""",
)

SEAL_NOW = Gate(
    "seal_now",
    "pid bigint, asker bigint",
    "returns void language plpgsql",
    f"""begin
  update people_person set sealed = true, version = version + 1 where id = pid;
  {GRANT}
  select gen_random_uuid(), 1, g.actor_id, 'c', g.scope_id, {SEALED}, 'sealed', '', statement_timestamp(),
         max(g.valid_until), app.uid(), ''
    from access_grant g join access_circlesubject s on s.circle_id = g.scope_id and s.person_id = pid
   where {CARRIED} and not exists (select 1 from access_exclusion e where e.actor_id = g.actor_id
                                    and e.circle_id = g.scope_id and e.ended_at is null)
   group by g.actor_id, g.scope_id;
end""",
    callers=(),
)

UNSEAL_NOW = Gate(
    "unseal_now",
    "pid bigint",
    "returns void language plpgsql",
    f"""begin
  update people_person set sealed = false, version = version + 1 where id = pid;
  update access_grant g set valid_until = statement_timestamp(), ended_by_id = app.uid()
    from access_circlesubject s
   where s.person_id = pid and g.scope = 'c' and g.scope_id = s.circle_id and g.reason = 'sealed' and {LIVE}
     and not exists (select 1 from access_circlesubject o where o.circle_id = s.circle_id and o.sealed);
end""",
    callers=(),
)

OPEN_SEALED = Gate(
    "open_sealed",
    "pid bigint, asker bigint, long int, reason text",
    "returns int language plpgsql",
    f"""declare n int;
begin
  {GRANT}
  select gen_random_uuid(), 1, asker, 'c', c.circle_id,
         case when long = 0 then {SEALED} else {SEALED | ORDINARY} end, 'sealed', reason, statement_timestamp(),
         c.until, app.uid(), ''
    from (select s.circle_id, case when long > 0 then statement_timestamp() + make_interval(hours => long)
                 else (select max(g.valid_until) from access_grant g
                        where g.actor_id = asker and g.scope_id = s.circle_id and {CARRIED}) end as until
            from access_circlesubject s where s.person_id = pid) c
   where c.until is not null
     and not exists (select 1 from access_exclusion e where e.actor_id = asker and e.circle_id = c.circle_id
                      and e.ended_at is null);
  get diagnostics n = row_count;
  return n;
end""",
    callers=(),
)

DECIDE_SEAL = Gate(
    "decide_seal",
    "act_public uuid, agree boolean, reply text, pid bigint",
    "returns boolean language plpgsql",
    f"""declare a people_sealact%rowtype; opened int := 1;
begin
  if not ({OFFICER}) then
    raise exception 'only a privacy officer decides' using errcode = '42501', hint = 'authority';
  end if;
  select * into a from people_sealact where public_id = act_public and decided_at is null for update;
  if a.id is null then return false; end if;
  if a.asked_by_id = app.uid() then
    raise exception 'another decides' using errcode = '42501', hint = 'seal_self';
  end if;
  if coalesce(length(trim(reply)), 0) < 10 then
    raise exception 'an answer is needed' using errcode = '42501', hint = 'seal_answer';
  end if;
  if agree and a.kind = 'seal' then
    perform app.seal_now(a.person_id, a.asked_by_id);
  elsif agree and a.kind = 'unseal' then
    perform app.unseal_now(a.person_id);
  elsif agree then
    if not exists (select 1 from people_person p where p.id = pid and p.sealed) then
      raise exception 'no such person' using errcode = '42501', hint = 'absent';
    end if;
    opened := app.open_sealed(pid, a.asked_by_id, a.hours, a.why);
    if opened = 0 then
      raise exception 'nothing to open' using errcode = '42501', hint = 'seal_nothing';
    end if;
  end if;
  update people_sealact set decided_at = statement_timestamp(), decided_by_id = app.uid(), agreed = agree,
         answer = trim(reply), version = version + 1,
         person_id = case when agree and a.kind = 'open' then pid else person_id end
   where id = a.id;
  return true;
end""",
)

SEAL_ACTS = Gate(
    "seal_acts",
    "",
    "returns table (act_public uuid, kind text, name text, born_year int, words text, why text, hours int, "
    "asked_by text, asked_at timestamptz, mine boolean, decided_by text, decided_at timestamptz, agreed boolean, "
    "answer text) language sql stable",
    f"""  select a.public_id, a.kind::text, case when {OFFICER} then p.display_name::text else '' end,
         case when {OFFICER} then extract(year from p.born_on)::int end, a.words::text, a.why, a.hours::int,
         w.name::text, a.created_at, a.asked_by_id = app.uid(), d.name::text, a.decided_at, a.agreed, a.answer
    from people_sealact a join access_actor w on w.id = a.asked_by_id
    left join access_actor d on d.id = a.decided_by_id
    left join people_person p on p.id = a.person_id and ({OFFICER})
   where app.uid() is not null and (a.asked_by_id = app.uid() or {OFFICER})
   order by a.decided_at is not null, a.id desc limit 200""",
)
"""What the reader asked, or, for the privacy officer, what waits for her with the name that she decides about."""

SEALED_PEOPLE = Gate(
    "sealed_people",
    "",
    "returns table (person_id bigint, person_public uuid, name text, born_year int, teams text, opened_to text) "
    "language sql stable",
    f"""  select p.id, p.public_id, p.display_name::text, extract(year from p.born_on)::int,
         (select string_agg(distinct t.name, ', ') from access_circlesubject s
            join access_circle c on c.id = s.circle_id join organisation_team t on t.id = c.team_id
           where s.person_id = p.id),
         (select string_agg(distinct x.name, ', ') from access_circlesubject s
            join access_grant g on g.scope = 'c' and g.scope_id = s.circle_id and (g.levels & {SEALED}) <> 0 and {LIVE}
            join access_actor x on x.id = g.actor_id where s.person_id = p.id)
    from people_person p where p.sealed and {OFFICER} order by p.sort_key, p.id limit 500""",
)
"""Whose records are sealed and to whom they are open: for the privacy officer alone, who sees nothing in them."""

TRIGGERS = PlainSql(
    tuple(
        statement
        for name, moment, table in (
            ("keep_seal", "before insert or update of sealed", "people_person"),
            ("spread_seal", "after update of sealed", "people_person"),
            ("seal_subject", "before insert", "access_circlesubject"),
            ("carry_seal", "after insert", "access_circlesubject"),
        )
        for statement in (
            f"drop trigger if exists {name} on {table}",
            f"create trigger {name} {moment} on {table} for each row execute function app.{name}()",
        )
    )
)

SEALING_GATES = (
    KEEP_SEAL,
    SPREAD_SEAL,
    SEAL_SUBJECT,
    CARRY_SEAL,
    ASK_SEAL,
    ASK_OPENING,
    SEAL_NOW,
    UNSEAL_NOW,
    OPEN_SEALED,
    DECIDE_SEAL,
    SEAL_ACTS,
    SEALED_PEOPLE,
    TRIGGERS,
)
