"""What the database itself keeps: a signed note, and the contact that it is about, stay as they were signed.

Whose words a signed note holds changes only where two entries of one person became one, or two again.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import APP, Gate, PlainSql

KEEP_SIGNED = Gate(
    "keep_signed",
    "",
    "returns trigger language plpgsql",
    """declare
  about bigint;
  free text[] := case tg_table_name
    when 'contacts_note' then array['acl_key', 'version', 'shared', 'hold_reason', 'hold_until']
    when 'contacts_contactperson' then array['acl_key', 'person_id']
    when 'contacts_contactpart' then array['acl_key', 'person_id']
    else array['acl_key'] end;
begin
  if tg_op = 'UPDATE' and tg_table_name = 'contacts_note' and exists (select 1 from people_merge m
       where ((to_jsonb(old) ->> 'said_by_id')::bigint, (to_jsonb(new) ->> 'said_by_id')::bigint)
             in ((m.lose_id, m.keep_id), (m.keep_id, m.lose_id))) then
    free := free || 'said_by_id'::text;
  end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - free = to_jsonb(old) - free then return new; end if;
    if tg_table_name = 'contacts_note' and (to_jsonb(old) ->> 'signed_at') is null then return new; end if;
  end if;
  about := case tg_table_name when 'contacts_contact' then (to_jsonb(new) ->> 'id')::bigint
                              else (to_jsonb(new) ->> 'contact_id')::bigint end;
  if exists (select 1 from contacts_note n where n.contact_id = about and n.signed_at is not null) then
    raise exception 'a signed note is amended, never changed' using errcode = '42501', hint = 'signed';
  end if;
  return new;
end""",
    callers=(APP,),
)

TRIGGERS = PlainSql(
    tuple(
        statement
        for table, verbs in (
            ("contacts_note", "update"),
            ("contacts_contact", "update"),
            ("contacts_contactperson", "insert or update"),
            ("contacts_contactpart", "insert or update"),
            ("contacts_contactgoal", "insert or update"),
        )
        for statement in (
            f"drop trigger if exists keep_signed on {table}",
            f"create trigger keep_signed before {verbs} on {table} for each row execute function app.keep_signed()",
        )
    )
)

MY_TASKS = Gate(
    "my_tasks",
    "",
    "returns table (kind text, number bigint, circle bigint, person bigint, what text, mode text, "
    "starts_at timestamptz, ends_at timestamptz, due_on date, place text, name text, reach jsonb) language sql stable",
    """  with me as (
    select distinct w.id from staff_worker w join staff_roleheld h on h.worker_id = w.id
     where w.actor_id = app.uid() and w.left_on is null and h.role = 'volunteer' and h.from_on <= current_date
       and (h.until_on is null or h.until_on > current_date)
  )
  select 'appointment', a.id, a.circle_id, p.id, a.about::text, a.mode::text, a.starts_at, a.ends_at, null::date,
         a.place::text, split_part(coalesce(p.display_name, ''), ' ', 1),
         (select jsonb_build_object('kind', q.kind, 'call_ok', q.call_ok, 'text_ok', q.text_ok,
                 'voicemail_ok', q.voicemail_ok, 'letter_ok', q.letter_ok, 'hours_from', q.hours_from,
                 'hours_until', q.hours_until, 'say_as', q.say_as)
            from people_contactpoint q
           where q.person_id = p.id and q.level = 1 and q.ended_on is null and q.kind = 'phone'
           order by q.id desc limit 1)
    from contacts_appointment a join me on me.id = a.worker_id
    join access_circle c on c.id = a.circle_id and c.kind = 'ordinary'
    left join contacts_appointmentperson x on x.appointment_id = a.id and x.level = 1
    left join people_person p on p.id = x.person_id and not p.sealed and p.merged_into_id is null
   where a.level = 1 and a.outcome = '' and a.ends_at > statement_timestamp() - interval '1 day'
     and a.circle_id <> all (app.excluded())
  union all
  select 'line', s.id, s.circle_id, null, s.what::text, '', null, null, s.due_on, '', '', null
    from plans_step s join me on me.id = s.worker_id
    join access_circle c on c.id = s.circle_id and c.kind = 'ordinary'
   where s.level = 1 and s.owner = 'worker' and s.state in ('open', 'started')
     and s.circle_id <> all (app.excluded())""",
)
"""What a volunteer is asked to do, and nothing else of the record (S-206): what, when, where to meet, first names, and
how contact is safe. Nothing without a volunteer's role that holds today; nothing of a victim service."""

GATES = (KEEP_SIGNED, TRIGGERS, MY_TASKS)
