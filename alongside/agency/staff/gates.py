"""Definer functions of the staff room: coming in, the one-time way in, and how much someone carries."""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate

COME_IN = Gate(
    "come_in",
    "secret bytea, request uuid, today date",
    "returns table (actor_id bigint, kind text, name text, session_id bigint, powers int, teams bigint[], "
    "index_teams bigint[], supervises bigint[], worker_id bigint, roles text[], agency jsonb) language sql",
    """  select r.*,
         (select w.id from staff_worker w where w.actor_id = r.actor_id),
         (select coalesce(array_agg(distinct h.role::text), '{}')
            from staff_roleheld h join staff_worker w on w.id = h.worker_id
           where w.actor_id = r.actor_id and h.from_on <= today and (h.until_on is null or h.until_on > today)),
         (select to_jsonb(a) from organisation_agency a limit 1)
    from app.begin_session(secret, request) r""",
)
"""``begin_session``, and with it the worker, the roles that she holds on the day, and the agency's settings."""

OPEN_INVITATION = """n.secret_hash = sha256(secret) and n.used_at is null and n.expires_at > statement_timestamp()
     and w.left_on is null and a.ended_at is null"""

INVITED = Gate(
    "invited",
    "secret bytea",
    "returns table (actor_id bigint, name text) language sql stable",
    f"""  select w.actor_id, w.name::text
    from staff_invitation n join staff_worker w on w.id = n.worker_id join access_actor a on a.id = w.actor_id
   where {OPEN_INVITATION}""",
)

ACCEPT_INVITATION = Gate(
    "accept_invitation",
    "secret bytea",
    "returns bigint language plpgsql",
    f"""declare who bigint; wid bigint;
begin
  select w.actor_id, w.id into who, wid
    from staff_invitation n join staff_worker w on w.id = n.worker_id join access_actor a on a.id = w.actor_id
   where {OPEN_INVITATION} for update of n;
  if wid is not null then
    update staff_invitation set used_at = statement_timestamp() where worker_id = wid and used_at is null;
  end if;
  return who;
end""",
)

CARRIED_BY = Gate(
    "carried_by",
    "who bigint",
    "returns int language sql stable",
    """  select case when app.powers() & 256 = 0 then 0 else (
    select count(distinct g.scope_id)::int from access_grant g
     where g.actor_id = who and g.scope = 'c' and g.reason = 'assigned'
       and g.valid_until > statement_timestamp()) end""",
)

HAS_ADMINISTRATOR = Gate(
    "has_administrator",
    "",
    "returns boolean language sql stable",
    """  select exists (select 1 from access_grant g join access_actor a on a.id = g.actor_id
   where a.kind = 'worker' and a.ended_at is null and g.scope = 'o' and g.levels & 256 <> 0
     and g.valid_until > statement_timestamp())""",
)

GATES = (COME_IN, INVITED, ACCEPT_INVITATION, CARRIED_BY, HAS_ADMINISTRATOR)
