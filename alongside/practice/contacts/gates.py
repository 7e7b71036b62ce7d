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

GATES = (KEEP_SIGNED, TRIGGERS)
